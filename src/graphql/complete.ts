/**
 * A resolver map that forgets nothing: every field of the schema that the parent does not already
 * hold must have a resolver, or the map does not compile.
 */
export type Complete<Resolvers, Parent> = Resolvers &
  Required<Omit<Resolvers, keyof Parent | '__resolveType' | '__isTypeOf'>>;
