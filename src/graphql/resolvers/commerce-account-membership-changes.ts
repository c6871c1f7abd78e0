import type { Refusal } from '../../changing/outcome.ts';
import type { CustomFields } from '../../domain/record-values.ts';
import { keyOf } from '../arguments.ts';
import { makeEach, makeMany } from '../bulk-changes.ts';
import { make, remove } from '../changes.ts';
import type { Context } from '../context.ts';
import { objectionToCustomFields } from '../custom-fields.ts';
import type {
  CommerceAccountMembershipResultResolvers,
  CreateCommerceAccountMembershipInput,
  CreateCommerceAccountMembershipItem,
  MutationResolvers,
} from '../generated/schema.ts';

const type = 'CommerceAccountMembership';
const field = 'commerceAccountMembership';

export const Mutation: Pick<
  MutationResolvers,
  | 'createCommerceAccountMembership'
  | 'updateCommerceAccountMembership'
  | 'deleteCommerceAccountMembership'
  | 'createCommerceAccountMemberships'
  | 'updateCommerceAccountMemberships'
  | 'deleteCommerceAccountMemberships'
> = {
  createCommerceAccountMembership: async (_parent, { input }, context, info) => {
    const attributes = attributesOf(input, 'input', context);
    const refusals = objectionsTo(attributes.customFields);
    const change = { type, action: 'CREATE', attributes } as const;
    const proposal = { change, refusals };
    const { record, ...outcome } = await make(proposal, field, input, context, info);
    return { commerceAccountMembership: record, ...outcome };
  },
  updateCommerceAccountMembership: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const { customFields } = input;
    const refusals = objectionsTo(customFields);
    const change = { type, action: 'UPDATE', key, attributes: given(customFields) } as const;
    const proposal = { change, refusals };
    const { record, ...outcome } = await make(proposal, field, input, context, info);
    return { commerceAccountMembership: record, ...outcome };
  },
  deleteCommerceAccountMembership: (_parent, { input }, context, info) =>
    remove(type, input, context, info),
  createCommerceAccountMemberships: (_parent, { input }, context, info) => {
    const items = input.memberships.map((membership, index) => {
      const attributes = attributesOf(membership, `input.memberships.${index}`, context);
      const change = { type, action: 'CREATE', attributes } as const;
      return { change, refusals: objectionsTo(attributes.customFields) };
    });
    return makeMany(type, 'memberships', field, items, input, context, info);
  },
  updateCommerceAccountMemberships: (_parent, { input }, context, info) => {
    const items = input.updates.map(({ id, customFields, ifUnchangedSince }, index) => ({
      change: {
        type,
        action: 'UPDATE',
        key: keyOf(context.catalogue, type, `input.updates.${index}.id`, id),
        attributes: { customFields },
      } as const,
      refusals: [...objectionsTo(customFields), ...objectionToNothing(customFields)],
      ifUnchangedSince,
    }));
    return makeMany(type, 'updates', field, items, input, context, info);
  },
  deleteCommerceAccountMemberships: (_parent, { input }, context, info) =>
    makeEach(type, 'DELETE', field, input, context, info),
};

export const CommerceAccountMembershipResult: CommerceAccountMembershipResultResolvers = {
  commerceAccountMembership: ({ record }) => record,
};

function attributesOf(
  membership: CreateCommerceAccountMembershipInput | CreateCommerceAccountMembershipItem,
  argument: string,
  { catalogue }: Context,
) {
  const { accountId, accountMemberId, customFields } = membership;
  return {
    accountId: keyOf(catalogue, 'CommerceAccount', `${argument}.accountId`, accountId),
    accountMemberId: keyOf(
      catalogue,
      'CommerceAccountMember',
      `${argument}.accountMemberId`,
      accountMemberId,
    ),
    customFields: customFields ?? {},
  };
}

function objectionsTo(customFields: CustomFields): Refusal[] {
  const message = objectionToCustomFields(customFields);
  return message === null ? [] : [{ code: 'INVALID', message, field: 'customFields' }];
}

/** Without any custom field the update has no attributes, which marks it as changing nothing. */
function given(customFields: CustomFields): Readonly<Record<string, unknown>> {
  return Object.keys(customFields).length === 0 ? {} : { customFields };
}

function objectionToNothing(customFields: CustomFields): Refusal[] {
  if (Object.keys(customFields).length > 0) return [];
  return [{ code: 'INVALID', message: 'There is nothing to change.', field: 'customFields' }];
}
