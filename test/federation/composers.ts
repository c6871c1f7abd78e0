/** Two composers that share no code: what both compose, a router of any make can serve. */
import * as apollo from '@apollo/composition';
import * as theGuild from '@theguild/federation-composition';
import { parse } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export interface Composed {
  /** Of the supergraph; `null` where the subgraphs do not go together. */
  readonly sdl: string | null;
  readonly errors: readonly string[];
}

export type Compose = (subgraphs: readonly Subgraph[]) => Composed;

export const composers: readonly (readonly [name: string, compose: Compose])[] = [
  ['Apollo', (subgraphs) => composed(apollo.composeServices(servicesOf(subgraphs)))],
  ['The Guild', (subgraphs) => composed(theGuild.composeServices(servicesOf(subgraphs)))],
];

function servicesOf(subgraphs: readonly Subgraph[]) {
  return subgraphs.map(({ sdl, ...service }) => ({ ...service, typeDefs: parse(sdl) }));
}

function composed(result: {
  readonly supergraphSdl?: string | undefined;
  readonly errors?: readonly { readonly message: string }[] | undefined;
}): Composed {
  const { supergraphSdl, errors = [] } = result;
  return { sdl: supergraphSdl ?? null, errors: errors.map(({ message }) => message) };
}
