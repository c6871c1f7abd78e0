/** Text and queries with a few pieces cut out, put in or doubled. */
import fc from 'fast-check';
import type { AnyQuery } from './any-query.ts';

const junk = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    '"""',
    '$',
    '@',
    '...',
    ':',
    '!',
    '#',
    '\\',
    '\n',
  ),
  fc.constantFrom('fragment', 'on', 'mutation', 'subscription', 'query', 'null', 'true', '1e400'),
  fc.constantFrom('__proto__', 'constructor', '__schema', '__typename', 'UNRECOGNIZED', '\u0000'),
  fc.string({ maxLength: 8 }),
);

const anyCuts = fc.array(
  fc.record({ at: fc.nat(), length: fc.nat({ max: 6 }), put: fc.option(junk) }),
  { minLength: 1, maxLength: 4 },
);

export function brokenText(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(texts, anyCuts).map(([whole, cuts]) =>
    cuts.reduce((text, { at, length, put }) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + (put ?? '') + text.slice(start + length);
    }, whole),
  );
}

export function brokenQuery(queries: fc.Arbitrary<AnyQuery>) {
  return queries.chain(({ document, variables }) =>
    brokenText(fc.constant(document)).map((query) => ({ query, variables })),
  );
}
