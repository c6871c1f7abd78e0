/**
 * Refuses ill-formed text among arguments: half of a surrogate pair can be written in JSON, but neither in UTF-8
 * nor in a URL. Done here for all fields, so that no resolver has to think of it.
 */
import {
  defaultFieldResolver,
  getNamedType,
  isInputObjectType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { isObjectOrArray } from '../domain/json.ts';
import { badInput } from './arguments.ts';

/** The same schema, whose fields refuse such arguments with BAD_USER_INPUT. */
export function refusingIllFormedText(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (parent, values: Values, context, info) => {
        refuseIllFormed(field.args, values);
        return resolve(parent, values, context, info);
      };
    }
  }
  return schema;
}

type Values = Readonly<Record<string, unknown>>;

function refuseIllFormed(args: readonly GraphQLArgument[], values: Values): void {
  for (const { name, type } of args) {
    const argument = illFormedIn(name, values[name], type);
    if (argument !== null) throw badInput(argument, 'this is not well-formed Unicode text.');
  }
}

/** The name of what is ill-formed: only names of the schema, never a key of the caller's own. */
function illFormedIn(name: string, value: unknown, type: GraphQLInputType): string | null {
  const input = getNamedType(type);
  if (!isInputObjectType(input) || !isObjectOrArray(value))
    return isWellFormed(value) ? null : name;
  const parts: readonly (readonly [string, unknown, GraphQLInputType])[] = Array.isArray(value)
    ? value.map((each: unknown, index) => [String(index), each, input] as const)
    : Object.values(input.getFields()).map((field) => [field.name, value[field.name], field.type]);
  for (const [key, inner, innerType] of parts) {
    const found = illFormedIn(`${name}.${key}`, inner, innerType);
    if (found !== null) return found;
  }
  return null;
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (!isObjectOrArray(value)) return true;
  return Object.entries(value).every(([key, each]) => key.isWellFormed() && isWellFormed(each));
}
