/** The limits of one operation. Whatever is over one of them is refused before any upstream is asked. */

export interface Limits {
  readonly maxTokens: number;
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  /** Writes of one operation; a bulk counts as one. */
  readonly maxWrites: number;
  /** Those of the writes that remove something. */
  readonly maxRemovals: number;
  readonly maxCostCalls: number;
  readonly maxCostRows: number;
}

/** The introspection queries of the usual tools are 15 deep. */
export const maxIntrospectionDepth = 20;

/** Fields and fragments, counted as often as they are spread. The whole graph has a few hundred fields. */
export const mostSelections = 3000;

/** Clients see one more: graphql-js adds that it stopped. */
export const mostErrors = 4;
