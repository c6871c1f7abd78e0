/** Refusals as user errors: each names the field of the input that it is about. */
import {
  getNamedType,
  isInputObjectType,
  type GraphQLInputFieldMap,
  type GraphQLInputType,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Refusal } from '../changing/outcome.ts';

/** Fields of the input itself, even where they refuse an item in it. */
const ofInput = new Set(['idempotencyKey']);

/** @param path to what was refused: `input`, or an item of a list in it */
export function userErrorsOf(
  refusals: readonly Refusal[],
  path: readonly string[],
  info: GraphQLResolveInfo,
) {
  return refusals.map(({ code, message, field }) => ({
    code,
    message,
    field: pathTo(field, path, info),
  }));
}

function pathTo(field: string | null, path: readonly string[], info: GraphQLResolveInfo) {
  if (field === null) return [...path];
  if (ofInput.has(field)) return ['input', field];
  // The upstream may object to a part of the record that is no field of this input.
  return isInputField(field, path, info) ? [...path, field] : [...path];
}

function isInputField(
  field: string,
  [, list]: readonly string[],
  { parentType, fieldName }: GraphQLResolveInfo,
): boolean {
  const input = parentType.getFields()[fieldName]?.args[0]?.type;
  const type = list === undefined ? input : fieldsOf(input)[list]?.type;
  return Object.hasOwn(fieldsOf(type), field);
}

/** None where it is an id, as in a list of ids. */
function fieldsOf(type: GraphQLInputType | undefined): Partial<GraphQLInputFieldMap> {
  if (type === undefined) return {};
  const named = getNamedType(type);
  return isInputObjectType(named) ? named.getFields() : {};
}
