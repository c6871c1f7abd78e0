/**
 * The documents of known clients, in the format that Apollo's and Relay-like tools write:
 * https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const format = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({ id: z.string().min(1), name: z.string().min(1), body: z.string().min(1) }),
  ),
});

/** The operations that are known beforehand, by the id and by the SHA-256 of their documents. */
export type OperationNames = ReadonlyMap<string, string>;

export interface Manifest {
  /** Documents by their id, which mostly is the SHA-256 of the document. */
  readonly documents: ReadonlyMap<string, string>;
  readonly names: OperationNames;
}

export const emptyManifest: Manifest = { documents: new Map(), names: new Map() };

/** @throws Error when it cannot be read, or is something else */
export function readManifest(path: string): Manifest {
  const { operations } = format.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    documents: new Map(operations.map(({ id, body }) => [id, body])),
    names: new Map(
      operations.flatMap(({ id, name, body }) => [
        [id, name],
        [hashOf(body), name],
      ]),
    ),
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
