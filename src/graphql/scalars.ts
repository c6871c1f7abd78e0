/**
 * Scalars. What comes in is checked by graphql-scalars; what goes out was checked when it was decoded
 * and stays the upstream's own text, so that its offset is kept.
 */
import {
  GraphQLError,
  GraphQLScalarType,
  Kind,
  visit,
  type EnumValueNode,
  type ValueNode,
} from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject, GraphQLLocalDate } from 'graphql-scalars';

const asDecoded = (value: unknown): unknown => value;

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  serialize: asDecoded,
});

export const CalendarDate = new GraphQLScalarType({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  serialize: asDecoded,
});

/**
 * A bare word is not JSON: the library would drop it, and the value that was meant to change would silently stay.
 * A field whose variable is absent is absent too, as in every input object: the library would keep it without a value.
 */
export const JSONObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  parseLiteral: (literal, variables) => {
    const given = visit(literal, {
      EnumValue: refuseBareWord,
      ObjectField: ({ value }) => (isAbsent(value, variables) ? null : undefined),
    });
    return GraphQLJSONObject.parseLiteral(given, variables);
  },
});

function refuseBareWord(node: EnumValueNode): never {
  const message = `JSONObject cannot represent ${node.value}: strings need quotes.`;
  throw new GraphQLError(message, { nodes: node });
}

function isAbsent(
  value: ValueNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): boolean {
  return value.kind === Kind.VARIABLE && !Object.hasOwn(variables ?? {}, value.name.value);
}
