/**
 * An operation for each place of the schema that takes a value of a scalar: arguments of root fields
 * and of fields below them, and fields of inputs at any depth. Everything else that must be given is.
 */
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

export interface Place {
  /** Such as `updateInvitation(input.id)`. */
  readonly name: string;
  /** Takes one variable, `$value`. */
  readonly document: string;
  /** What is asked of the upstream before the place is come to. */
  readonly isNested: boolean;
}

export const account = '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11';
const member = '91b7d3e8-4f25-4a6c-8e09-c3d1f5a26661';
const membership = '3d8f5b21-7a60-4c9e-b1f4-95e2d0c7a441';
const commerceId = Buffer.from(`CommerceAccountMembership:${account}/${membership}`).toString(
  'base64url',
);

export function everyPlace(schema: GraphQLSchema, scalar: string): Place[] {
  const roots = [
    ...placesOf(schema.getQueryType()?.getFields() ?? {}, 'query'),
    ...placesOf(schema.getMutationType()?.getFields() ?? {}, 'mutation'),
  ];
  const nested = ['CommerceAccount', 'CommerceAccountMember'].flatMap((type) => {
    const holder = schema.getType(type);
    const root = `${type.charAt(0).toLowerCase()}${type.slice(1)}(id: "${account}")`;
    return isObjectType(holder) ? placesOf(holder.getFields(), 'query', root) : [];
  });
  return [...roots, ...nested];

  function placesOf(
    fields: Readonly<Record<string, GraphQLField<unknown, unknown>>>,
    kind: string,
    root?: string,
  ): Place[] {
    return Object.values(fields).flatMap((field) =>
      field.args.flatMap((argument) =>
        pathsTo(argument, scalar).map((path) => {
          const asked = `${field.name}(${given(field, path)})${selectionOf(field.type)}`;
          return {
            name: `${root === undefined ? '' : `${root}.`}${field.name}(${path.join('.')})`,
            document: `${kind} ($value: ${scalar}!) { ${root === undefined ? asked : `${root} { ${asked} }`} }`,
            isNested: root !== undefined,
          };
        }),
      ),
    );
  }
}

type Input = Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type' | 'defaultValue'>;

function pathsTo({ name, type }: Input, scalar: string): string[][] {
  const named = getNamedType(type);
  if (named.name === scalar) return [[name]];
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    pathsTo(field, scalar).map((path) => [name, ...path]),
  );
}

/** The arguments that are needed, and the one that leads to the place. */
function given(field: GraphQLField<unknown, unknown>, path: readonly string[]): string {
  return written(field.args, path, field.name);
}

function written(inputs: readonly Input[], path: readonly string[], field: string): string {
  const [next, ...rest] = path;
  return inputs
    .filter(({ name, type }) => name === next || isNonNullType(type) || belongsTo(name, path))
    .map(({ name, type }) => `${name}: ${valueOf(type, name, name === next ? rest : null, field)}`)
    .join(', ');
}

/** A role is only taken together with what becomes of the old one. */
function belongsTo(name: string, path: readonly string[]): boolean {
  return name === 'changeRoleOption' && path[0] === 'defaultRoleId';
}

/** The variable where the path ends here; something that will do where it does not come by. */
function valueOf(
  type: GraphQLInputType,
  name: string,
  path: readonly string[] | null,
  field: string,
): string {
  if (isNonNullType(type)) return valueOf(type.ofType, name, path, field);
  if (isListType(type)) return `[${valueOf(type.ofType, name, path, field)}]`;
  if (isInputObjectType(type)) {
    return `{ ${written(Object.values(type.getFields()), path ?? [], field)} }`;
  }
  if (path?.length === 0) return '$value';
  switch (type.name) {
    case 'ID':
      return JSON.stringify(idFor(name, field));
    case 'String':
      return '"somebody@example.test"';
    case 'JSONObject':
      return '{}';
    case 'Int':
      return '1';
    case 'ChangeRoleOption':
      return 'KEEP_EXISTING_ROLE';
    default:
      return 'values' in type ? '' : 'true';
  }
}

function idFor(name: string, field: string): string {
  if (!/commerce/i.test(field)) return '7';
  return { accountId: account, accountMemberId: member }[name] ?? commerceId;
}

function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!('getFields' in named)) return '';
  const fields = named.getFields();
  for (const [name, below] of [
    ['totalCount', ''],
    ['userErrors', ' { code }'],
    ['results', ' { status }'],
    ['fullName', ''],
    ['name', ''],
    ['createdAt', ''],
    ['people', ' { fullName }'],
  ] as const) {
    if (name in fields) return ` { ${name}${below} }`;
  }
  return ' { id }';
}
