/**
 * Scalars. What comes in is checked by graphql-scalars; what goes out was checked when it was decoded
 * and stays the upstream's own text, so that its offset is kept.
 */
import { GraphQLError, GraphQLScalarType, visit, type EnumValueNode } from 'graphql';
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
 */
export const JSONObject = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  parseLiteral: (literal, variables) => {
    visit(literal, { EnumValue: refuseBareWord });
    return GraphQLJSONObject.parseLiteral(literal, variables);
  },
});

function refuseBareWord(node: EnumValueNode): never {
  const message = `JSONObject cannot represent ${node.value}: a text needs quotes.`;
  throw new GraphQLError(message, { nodes: node });
}
