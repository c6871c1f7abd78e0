import { readFileSync } from 'node:fs';
import {
  buildSchema,
  BreakingChangeType,
  findBreakingChanges,
  type BreakingChange,
  type GraphQLSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';

/** The last published schema. A release replaces it: `membership-gateway schema`. */
const released = buildSchema(
  readFileSync(new URL('../released-schema.graphql', import.meta.url), 'utf8'),
);

/** Of graphql's own list; what `@deprecated` must announce one minor version before. */
function broken(now: GraphQLSchema): readonly BreakingChange[] {
  return findBreakingChanges(released, now);
}

test('nothing of the last published schema is gone or has changed its type', () => {
  expect(broken(createSchema())).toEqual([]);
});

test('a field that went missing is noticed', () => {
  const sdl = readFileSync(new URL('../released-schema.graphql', import.meta.url), 'utf8');
  const without = buildSchema(sdl.replace(/^ {2}emailAddress: String$/m, '  renamed: String'));

  expect(broken(without)).toContainEqual(
    expect.objectContaining({ type: BreakingChangeType.FIELD_REMOVED }),
  );
});
