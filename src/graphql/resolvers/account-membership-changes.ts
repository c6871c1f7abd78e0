import type { Action } from '../../domain/change.ts';
import { globalId } from '../../domain/global-id.ts';
import { attributeKey, keyOf, refuseUnrecognized } from '../arguments.ts';
import { invalid, keep, make } from '../changes.ts';
import type { Context } from '../context.ts';
import type {
  MutationResolvers,
  UpdateAccountMembershipInput,
  UserError,
} from '../generated/schema.ts';
import type { GraphQLResolveInfo } from 'graphql';

const type = 'AccountMembership';

export const Mutation: Pick<
  MutationResolvers,
  | 'updateAccountMembership'
  | 'disableAccountMembership'
  | 'enableAccountMembership'
  | 'deleteAccountMembership'
> = {
  updateAccountMembership: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const attributes = attributesOf(input, context);
    const objection = objectionTo(input);
    if (objection !== null) return { accountMembership: null, userErrors: [objection] };
    if (Object.keys(attributes).length === 0) {
      const { record, userErrors } = await keep(type, key, 'accountMembership', context, info);
      return { accountMembership: record, userErrors };
    }
    const change = { type, action: 'UPDATE', key, attributes } as const;
    const { record, userErrors } = await make(change, 'accountMembership', context, info);
    return { accountMembership: record, userErrors };
  },
  disableAccountMembership: (_parent, { input }, context, info) =>
    turn('DISABLE', input.id, context, info),
  enableAccountMembership: (_parent, { input }, context, info) =>
    turn('ENABLE', input.id, context, info),
  deleteAccountMembership: async (_parent, { input }, context, info) => {
    const key = keyOf(context.catalogue, type, 'input.id', input.id);
    const { userErrors } = await make({ type, action: 'DELETE', key }, '', context, info);
    return { deletedId: userErrors.length === 0 ? globalId(type, key) : null, userErrors };
  },
};

async function turn(action: Action, id: string, context: Context, info: GraphQLResolveInfo) {
  const key = keyOf(context.catalogue, type, 'input.id', id);
  const { record, userErrors } = await make(
    { type, action, key },
    'accountMembership',
    context,
    info,
  );
  return { accountMembership: record, userErrors };
}

function attributesOf(
  { id: _target, changeRoleOption, ...attributes }: UpdateAccountMembershipInput,
  { catalogue }: Context,
): Readonly<Record<string, unknown>> {
  refuseUnrecognized('input.permission', attributes.permission);
  return {
    ...attributes,
    // It is no value of the membership: null clears nothing and counts as absent.
    ...(changeRoleOption == null ? {} : { changeRoleOption }),
    ...attributeKey(catalogue, 'Role', 'defaultRoleId', attributes),
    ...attributeKey(catalogue, 'User', 'managerId', attributes),
  };
}

/** Without the option, the upstream would silently add a role in every project. */
function objectionTo(input: UpdateAccountMembershipInput): UserError | null {
  const { changeRoleOption, defaultRoleId } = input;
  if (defaultRoleId != null && changeRoleOption == null) {
    return invalid('changeRoleOption', 'A new default role needs to know what becomes of the old.');
  }
  if (defaultRoleId === undefined && changeRoleOption != null) {
    return invalid('changeRoleOption', 'This has a meaning only together with defaultRoleId.');
  }
  return null;
}
