import { attributeKey, keyOf, refuseUnrecognized } from '../arguments.ts';
import { makeEach, makeMany } from '../bulk-changes.ts';
import { make, remove } from '../changes.ts';
import type { Context } from '../context.ts';
import type { InvitationResultResolvers, MutationResolvers } from '../generated/schema.ts';

const type = 'Invitation';
const field = 'invitation';

export const Mutation: Pick<
  MutationResolvers,
  | 'createInvitation'
  | 'updateInvitation'
  | 'deleteInvitation'
  | 'resendInvitation'
  | 'createInvitations'
  | 'deleteInvitations'
  | 'resendInvitations'
> = {
  createInvitation: async (_parent, { input }, context, info) => {
    const { dryRun, idempotencyKey, ...invitation } = input;
    const attributes = attributesOf(invitation, 'input', context);
    const change = { type, action: 'CREATE', attributes } as const;
    const { record, ...outcome } = await make({ change }, field, input, context, info);
    return { invitation: record, ...outcome };
  },
  updateInvitation: async (_parent, { input }, context, info) => {
    const { id, dryRun, idempotencyKey, ifUnchangedSince, ...values } = input;
    const key = keyOf(context.catalogue, type, 'input.id', id);
    const attributes = attributesOf(values, 'input', context);
    const change = { type, action: 'UPDATE', key, attributes } as const;
    const { record, ...outcome } = await make({ change }, field, input, context, info);
    return { invitation: record, ...outcome };
  },
  deleteInvitation: (_parent, { input }, context, info) => remove(type, input, context, info),
  resendInvitation: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const change = { type, action: 'RESEND', key } as const;
    const { record, ...outcome } = await make({ change }, field, input, context, info);
    return { invitation: record, ...outcome };
  },
  createInvitations: (_parent, { input }, context, info) => {
    const items = input.invitations.map((invitation, index) => ({
      change: {
        type,
        action: 'CREATE',
        attributes: attributesOf(invitation, `input.invitations.${index}`, context),
      } as const,
    }));
    return makeMany(type, 'invitations', field, items, input, context, info);
  },
  deleteInvitations: (_parent, { input }, context, info) =>
    makeEach(type, 'DELETE', field, input, context, info),
  resendInvitations: (_parent, { input }, context, info) =>
    makeEach(type, 'RESEND', field, input, context, info),
};

export const InvitationResult: InvitationResultResolvers = {
  invitation: ({ record }) => record,
};

interface Values {
  readonly permission?: string | null | undefined;
  readonly defaultRoleId?: string | null | undefined;
}

function attributesOf(
  values: Values,
  argument: string,
  { catalogue }: Context,
): Readonly<Record<string, unknown>> {
  refuseUnrecognized(`${argument}.permission`, values.permission);
  return { ...values, ...attributeKey(catalogue, 'Role', argument, 'defaultRoleId', values) };
}
