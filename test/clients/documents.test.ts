import fc from 'fast-check';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { expect, test } from 'vitest';
import { operationOf, textOf } from '../../src/client/document.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { anyQuery } from '../integration/any-query.ts';
import { drawn } from '../seed.ts';

const everything = `
query Everything($ids: [ID!]! = ["a", "b\\n\\"c\\""], $if: Boolean = true @deprecated, $at: When) @live(every: 1.5) {
  all: nodes(ids: $ids, order: { field: NAME, deep: [{ none: null }, -3] }) @include(if: $if) {
    ...Parts @defer(label: """a "block" of
      text""")
    ... on User @skip(if: false) { name }
    ... { id }
  }
}
fragment Parts on Node @x { id }
mutation Other { change(on: false) }
query Last { short }
`;

test('a parsed document is sent as graphql itself would print it', () => {
  const document = parse(everything);
  // Blocks of text come as plain ones with the same value.
  const expected = everything.replace(/"""[^]*?"""/, '"a \\"block\\" of\\ntext"');

  expect(stripIgnoredCharacters(textOf(document))).toBe(
    stripIgnoredCharacters(print(parse(expected))),
  );
});

test('so is whatever the graph may be asked', () => {
  const root = fc.constant({ field: 'roles', arguments: '(first: 1)' });
  const queries = anyQuery(createSchema(), root, { depth: 4, without: new Set() });

  fc.assert(
    fc.property(queries, ({ document }) => {
      const parsed = parse(document);
      expect(print(parse(textOf(parsed)))).toBe(print(parsed));
    }),
    { ...drawn('documents'), numRuns: 200 },
  );
});

test('a document of another kind is refused before it is sent', () => {
  expect(() => textOf(parse('type A { b: Int }'))).toThrow('not part of an operation');
});

test('strings, and objects that wrap them, are sent as they are', () => {
  class TypedDocumentString extends String {}
  expect(textOf('{ a }')).toBe('{ a }');
  expect(textOf(new TypedDocumentString('{ a }'))).toBe('{ a }');
});

test.each([
  ['{ mutation }', 'query'],
  ['query Mutation { a }', 'query'],
  ['# mutation { a }\nquery { a(text: "mutation { b }") }', 'query'],
  ['query($a: A = { mutation: """} mutation M { \\""" """ }) @b(c: {}) { d }', 'query'],
  ['fragment mutation on Mutation { a } mutation { ...mutation }', 'mutation'],
  ['mutation M { a } fragment F on Query { b }', 'mutation'],
  ['query A { b } mutation C { d }', null],
  ['fragment F on Query { b }', null],
  ['', null],
])('%s holds the kind of operation %s', (text, kind) => {
  expect(operationOf(text)).toBe(kind);
});
