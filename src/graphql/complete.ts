/**
 * A resolver map that cannot forget a field: it only compiles with a resolver for every field of the schema that
 * the parent does not hold itself.
 */
export type Complete<Resolvers, Parent> = Resolvers &
  Required<Omit<Resolvers, keyof Parent | '__resolveType' | '__isTypeOf'>>;
