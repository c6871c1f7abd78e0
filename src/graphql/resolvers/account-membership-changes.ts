import type { GraphQLResolveInfo } from 'graphql';
import type { Refusal } from '../../changing/outcome.ts';
import { changesNothing, type Change } from '../../domain/change.ts';
import { attributeKey, keyOf, refuseUnrecognized } from '../arguments.ts';
import { makeEach, makeMany } from '../bulk-changes.ts';
import { make, remove, type SafetyInput } from '../changes.ts';
import type { Context } from '../context.ts';
import type {
  AccountMembershipResultResolvers,
  MutationResolvers,
  UpdateAccountMembershipItem,
} from '../generated/schema.ts';

const type = 'AccountMembership';
const field = 'accountMembership';

export const Mutation: Pick<
  MutationResolvers,
  | 'updateAccountMembership'
  | 'disableAccountMembership'
  | 'enableAccountMembership'
  | 'deleteAccountMembership'
  | 'updateAccountMemberships'
  | 'disableAccountMemberships'
  | 'enableAccountMemberships'
> = {
  updateAccountMembership: async (_parent, { input }, context, info) => {
    const { id, dryRun, idempotencyKey, ifUnchangedSince, ...values } = input;
    const key = keyOf(context.catalogue, type, 'input.id', id);
    const attributes = attributesOf(values, 'input', context);
    const change = { type, action: 'UPDATE', key, attributes } as const;
    const proposal = { change, refusals: objectionsTo(values) };
    const { record, ...outcome } = await make(proposal, field, input, context, info);
    return { accountMembership: record, ...outcome };
  },
  disableAccountMembership: (_parent, { input }, context, info) =>
    changeStatus('DISABLE', input, context, info),
  enableAccountMembership: (_parent, { input }, context, info) =>
    changeStatus('ENABLE', input, context, info),
  deleteAccountMembership: (_parent, { input }, context, info) =>
    remove(type, input, context, info),
  updateAccountMemberships: (_parent, { input }, context, info) => {
    const items = input.updates.map(({ id, ifUnchangedSince, ...values }, index) => {
      const argument = `input.updates.${index}`;
      const key = keyOf(context.catalogue, type, `${argument}.id`, id);
      const attributes = attributesOf(values, argument, context);
      const change = { type, action: 'UPDATE', key, attributes } as const;
      const refusals = [...objectionsTo(values), ...objectionToNothing(change)];
      return { change, refusals, ifUnchangedSince };
    });
    return makeMany(type, 'updates', field, items, input, context, info);
  },
  disableAccountMemberships: (_parent, { input }, context, info) =>
    makeEach(type, 'DISABLE', field, input, context, info),
  enableAccountMemberships: (_parent, { input }, context, info) =>
    makeEach(type, 'ENABLE', field, input, context, info),
};

export const AccountMembershipResult: AccountMembershipResultResolvers = {
  accountMembership: ({ record }) => record,
};

async function changeStatus(
  action: 'DISABLE' | 'ENABLE',
  input: SafetyInput & { readonly id: string },
  context: Context,
  info: GraphQLResolveInfo,
) {
  const key = keyOf(context.catalogue, type, 'input.id', input.id);
  const change = { type, action, key } as const;
  const { record, ...outcome } = await make({ change }, field, input, context, info);
  return { accountMembership: record, ...outcome };
}

type Values = Omit<UpdateAccountMembershipItem, 'id' | 'ifUnchangedSince'>;

function attributesOf(
  { changeRoleOption, ...attributes }: Values,
  argument: string,
  { catalogue }: Context,
): Readonly<Record<string, unknown>> {
  refuseUnrecognized(`${argument}.permission`, attributes.permission);
  return {
    ...attributes,
    // It is not a value of the membership, so that null clears nothing and counts as absent.
    ...(changeRoleOption == null ? {} : { changeRoleOption }),
    ...attributeKey(catalogue, 'Role', argument, 'defaultRoleId', attributes),
    ...attributeKey(catalogue, 'User', argument, 'managerId', attributes),
  };
}

/** Without the option, the upstream would silently add a role in every project. */
function objectionsTo({ changeRoleOption, defaultRoleId }: Values): Refusal[] {
  if (defaultRoleId != null && changeRoleOption == null) {
    return [invalid('Required with a new default role: it says what becomes of the old one.')];
  }
  if (defaultRoleId === undefined && changeRoleOption != null) {
    return [invalid('This makes sense only together with defaultRoleId.')];
  }
  return [];
}

function invalid(message: string): Refusal {
  return { code: 'INVALID', message, field: 'changeRoleOption' };
}

/** The upstream would refuse an update of nothing as malformed. */
function objectionToNothing(change: Change): Refusal[] {
  if (!changesNothing(change)) return [];
  return [{ code: 'INVALID', message: 'There is nothing to change.', field: null }];
}
