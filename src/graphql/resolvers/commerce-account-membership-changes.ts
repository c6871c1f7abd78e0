import { globalId } from '../../domain/global-id.ts';
import { keyOf } from '../arguments.ts';
import { invalid, keep, make } from '../changes.ts';
import { objectionToCustomFields } from '../custom-fields.ts';
import type { MutationResolvers } from '../generated/schema.ts';

const type = 'CommerceAccountMembership';
const field = 'commerceAccountMembership';

export const Mutation: Pick<
  MutationResolvers,
  | 'createCommerceAccountMembership'
  | 'updateCommerceAccountMembership'
  | 'deleteCommerceAccountMembership'
> = {
  createCommerceAccountMembership: async (_parent, { input }, context, info) => {
    const { catalogue } = context;
    const customFields = input.customFields ?? {};
    const attributes = {
      accountId: keyOf(catalogue, 'CommerceAccount', 'input.accountId', input.accountId),
      accountMemberId: keyOf(
        catalogue,
        'CommerceAccountMember',
        'input.accountMemberId',
        input.accountMemberId,
      ),
      customFields,
    };
    const objection = objectionToCustomFields(customFields);
    if (objection !== null) return refused(objection);
    const change = { type, action: 'CREATE', attributes } as const;
    const { record, userErrors } = await make(change, field, context, info);
    return { commerceAccountMembership: record, userErrors };
  },
  updateCommerceAccountMembership: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const { customFields } = input;
    const objection = objectionToCustomFields(customFields);
    if (objection !== null) return refused(objection);
    const change = { type, action: 'UPDATE', key, attributes: { customFields } } as const;
    const { record, userErrors } =
      Object.keys(customFields).length === 0
        ? await keep(type, key, field, context, info)
        : await make(change, field, context, info);
    return { commerceAccountMembership: record, userErrors };
  },
  deleteCommerceAccountMembership: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const { userErrors } = await make({ type, action: 'DELETE', key }, '', context, info);
    return { deletedId: userErrors.length === 0 ? globalId(type, key) : null, userErrors };
  },
};

function refused(objection: string) {
  return { commerceAccountMembership: null, userErrors: [invalid('customFields', objection)] };
}
