/**
 * Scalars. What comes in is checked by graphql-scalars; what goes out was checked when it was decoded
 * and stays the upstream's own text, so that its offset is kept.
 */
import { GraphQLScalarType } from 'graphql';
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

export const JSONObject = GraphQLJSONObject;
