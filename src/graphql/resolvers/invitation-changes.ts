import { globalId } from '../../domain/global-id.ts';
import { attributeKey, keyOf, refuseUnrecognized } from '../arguments.ts';
import { keep, make } from '../changes.ts';
import type { MutationResolvers } from '../generated/schema.ts';

const type = 'Invitation';

export const Mutation: Pick<
  MutationResolvers,
  'createInvitation' | 'updateInvitation' | 'deleteInvitation' | 'resendInvitation'
> = {
  createInvitation: async (_parent, { input }, context, info) => {
    refuseUnrecognized('input.permission', input.permission);
    const attributes = {
      ...input,
      ...attributeKey(context.catalogue, 'Role', 'defaultRoleId', input),
    };
    const change = { type, action: 'CREATE', attributes } as const;
    const { record, userErrors } = await make(change, 'invitation', context, info);
    return { invitation: record, userErrors };
  },
  updateInvitation: async (_parent, { input: { id, ...input } }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', id);
    refuseUnrecognized('input.permission', input.permission);
    const attributes = {
      ...input,
      ...attributeKey(context.catalogue, 'Role', 'defaultRoleId', input),
    };
    const change = { type, action: 'UPDATE', key, attributes } as const;
    const { record, userErrors } =
      Object.keys(attributes).length === 0
        ? await keep(type, key, 'invitation', context, info)
        : await make(change, 'invitation', context, info);
    return { invitation: record, userErrors };
  },
  deleteInvitation: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const { userErrors } = await make({ type, action: 'DELETE', key }, '', context, info);
    return { deletedId: userErrors.length === 0 ? globalId(type, key) : null, userErrors };
  },
  resendInvitation: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const { record, userErrors } = await make(
      { type, action: 'RESEND', key },
      'invitation',
      context,
      info,
    );
    return { invitation: record, userErrors };
  },
};
