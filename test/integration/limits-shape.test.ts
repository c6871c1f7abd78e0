/** Limits on the shape of an operation: how deep, how many names, how often, how long. */
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { explorers, startTestGateway } from './harness.ts';
import { expectTooExpensive, send, sendQuickly, warm } from './refusing.ts';

/** So many fields on the way down, the last of which is a leaf. */
function deep(levels: number): string {
  const steps = levels - 2;
  return `{ me ${'{ manager '.repeat(steps)}{ id }${' }'.repeat(steps)} }`;
}

function deepInFragments(levels: number): string {
  const fragments = Array.from(
    { length: levels - 2 },
    (_, index) => `fragment F${index} on User { manager { ...F${index + 1} } }`,
  );
  return `{ me { ...F0 } } ${fragments.join(' ')} fragment F${levels - 2} on User { id }`;
}

function deepInInlineFragments(levels: number): string {
  const steps = levels - 2;
  return `{ me ${'{ ... on User { manager '.repeat(steps)}{ id }${' } }'.repeat(steps)} }`;
}

describe('S21 depth', () => {
  test.each([
    ['16', deep(16)],
    ['50', deep(50)],
    ['2000', deep(2000)],
    ['16 in fragments', deepInFragments(16)],
    ['900 in fragments', deepInFragments(900)],
    ['16 in inline fragments', deepInInlineFragments(16)],
    ['1500 in inline fragments', deepInInlineFragments(1500)],
    ['2000 of a list', `{ user(id: ${'['.repeat(2000)}1${']'.repeat(2000)}) { id } }`],
    ['2000 of a type', `query ($a: ${'['.repeat(2000)}ID${']'.repeat(2000)}) { me { id } }`],
  ])('%s is refused within 50 ms', async (_name, query) => {
    const gateway = await warm(await startTestGateway());

    const refusal = await sendQuickly(gateway, { query });

    expect(refusal.text).not.toMatch(/call stack/i);
    expectTooExpensive(gateway, refusal, /deep/);
    expect(refusal.tookMs).toBeLessThan(50);
  });

  test.each([deep(15), deepInFragments(15), deepInInlineFragments(15)])(
    '15 is allowed: %s',
    async (query) => {
      const gateway = await startTestGateway();

      expect(await send(gateway, { query })).toMatchObject({ status: 200, codes: [] });
    },
  );

  test('braces in strings and comments are not counted', async () => {
    const gateway = await startTestGateway();
    const braces = '{['.repeat(300);
    const query = `# ${braces}
      { roles(filter: { matching: "\\"${braces}" }) { totalCount }
        again: roles(filter: { matching: """ " ${braces} \\""" " """ }) { totalCount } }`;

    expect(await send(gateway, { query })).toMatchObject({ status: 200, codes: [] });
  });

  test('variables as deep as that are refused, too', async () => {
    const gateway = await startTestGateway();
    const customFields: unknown = JSON.parse('{"a":'.repeat(3000) + '1' + '}'.repeat(3000));
    const query = 'query ($id: ID!) { user(id: $id) { id } }';

    const refusal = await send(gateway, { query, variables: { id: '1', customFields } });

    expectTooExpensive(gateway, refusal, /variables/);
  });
});

describe('S26 introspection', () => {
  test('that leads in circles is refused', async () => {
    const gateway = await startTestGateway({ env: explorers });
    const circle = 'fields { type { '.repeat(5);

    for (const query of [
      `{ __schema { types { ${circle} name ${'} } '.repeat(5)} } }`,
      `{ __schema { types { ${'fields { name type { '.repeat(10)} name ${'} } '.repeat(10)} } }`,
      `{ __schema { types { ${'ofType { '.repeat(30)} name ${'} '.repeat(30)} } }`,
      '{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }',
    ]) {
      expect(await send(gateway, { query })).toMatchObject({ status: 400 });
    }
    expect(gateway.requests()).toEqual([]);
  });

  test('as tools ask for it is deeper than a query may be, and answered', async () => {
    const gateway = await startTestGateway({ env: { ...explorers, MAX_DEPTH: '3' } });

    const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true });
    expect(await send(gateway, { query })).toMatchObject({ status: 200, codes: [] });
    expect(await send(gateway, { query: deep(4) })).toMatchObject({ status: 400 });
  });
});

describe('S19 aliases', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ');

  test.each([31, 101])('%d are refused', async (count) => {
    const gateway = await startTestGateway();

    expectTooExpensive(gateway, await send(gateway, { query: `{ ${names(count)} }` }), /aliases/);
  });

  test('4,000 are refused by their tokens', async () => {
    const gateway = await startTestGateway();
    const query = `{ ${names(4000)} }`;

    const refusal = await send(gateway, { query });

    expectTooExpensive(gateway, refusal, /more than 10000 tokens \(MAX_TOKENS\)/);
  });

  test('20,000 are refused by their length', async () => {
    const gateway = await startTestGateway();

    expect(await send(gateway, { query: `{ ${names(20_000)} }` })).toMatchObject({ status: 413 });
  });

  test('fragments count as often as they are spread', async () => {
    const gateway = await startTestGateway();
    const fragment = `fragment Names on User { ${names(8)} }`;
    const spread = (times: number) =>
      `{ me { ${'manager { ...Names } '.repeat(times)} } } ${fragment}`;

    expectTooExpensive(gateway, await send(gateway, { query: spread(4) }), /32 aliases/);
    expect(await send(gateway, { query: spread(3) })).toMatchObject({ status: 200 });
  });

  test('the number is configurable', async () => {
    const gateway = await startTestGateway({ env: { MAX_ALIASES: '2' } });

    expect(await send(gateway, { query: `{ ${names(2)} }` })).toMatchObject({ status: 200 });
    expectTooExpensive(gateway, await send(gateway, { query: `{ ${names(3)} }` }), /MAX_ALIASES/);
  });
});

test('S44 one field written out many times is refused', async () => {
  const gateway = await startTestGateway();

  const refusal = await send(gateway, { query: `query cop { ${'__typename '.repeat(500)} }` });

  expectTooExpensive(gateway, refusal, /500 times/);
});

test('root fields and directives are counted', async () => {
  const gateway = await startTestGateway({ env: { MAX_ROOT_FIELDS: '2', MAX_DIRECTIVES: '2' } });

  const roots = await send(gateway, { query: '{ __typename me { id } role(id: "1") { id } }' });
  expectTooExpensive(gateway, roots, /3 root fields/);
  const skip = '@skip(if: false)';
  const directives = await send(gateway, {
    query: `{ me ${skip} { ...F ... on User ${skip} { id } } } fragment F on User { name: id ${skip} }`,
  });
  expectTooExpensive(gateway, directives, /3 directives/);
});

describe('S22 fragment bombs', () => {
  const bombs: Readonly<Record<string, (next: string) => string>> = {
    'spread twice': (next) => `...${next} ...${next}`,
    'under two names': (next) => `a: manager { ...${next} } b: manager { ...${next} }`,
    'under one name': (next) => `manager { ...${next} } manager { ...${next} }`,
  };

  test.each(Object.entries(bombs))(
    '%s, from eleven doublings on, are refused',
    async (_name, below) => {
      const gateway = await warm(await startTestGateway());
      const residentBytes = process.memoryUsage.rss();

      for (const count of [11, 12, 20, 30, 60, 100]) {
        const fragments = Array.from(
          { length: count },
          (_, index) => `fragment F${index} on User { ${below(`F${index + 1}`)} }`,
        );
        const query = `{ me { ...F0 } } ${fragments.join(' ')} fragment F${count} on User { id }`;
        const { status, tookMs } = await sendQuickly(gateway, { query });

        expect(status, String(count)).toBe(400);
        expect(tookMs, String(count)).toBeLessThan(100);
      }
      expect(gateway.requests()).toEqual([]);
      expect(process.memoryUsage.rss() - residentBytes).toBeLessThan(50 * 1024 * 1024);
    },
  );
});

describe('what graphql-js and Apollo Server limit is no fault of the document', () => {
  const fragments = (count: number, below: (next: number) => string) =>
    Array.from({ length: count }, (_, i) => `fragment F${i} on User { ${below(i + 1)} }`).join(' ');
  const all = Array.from({ length: 300 }, (_, index) => `...F${index}`).join(' ');

  test.each([
    [
      'selections',
      `{ me { ...F0 } } ${fragments(12, (next) => `...F${next} ...F${next}`)}
      fragment F12 on User { id }`,
      /^This operation selects more than 3000 fields/,
    ],
    [
      'fragments',
      `{ me { ${all} } } ${fragments(300, () => 'id fullName bio headline city country state website')}`,
      /too many fields or fragments/,
    ],
    [
      'introspection',
      `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} } '.repeat(5)} } } }`,
      /^Introspection goes too deep/,
    ],
  ])('%s', async (_name, query, says) => {
    const gateway = await startTestGateway({ env: explorers });

    expectTooExpensive(gateway, await send(gateway, { query }), says);
  });
});

describe('S24 length', () => {
  test.each([
    ['a token too many', `{ ${'id '.repeat(9_999)} }`],
    ['comments', `${'# so\n'.repeat(20_000)}{ me { id } }`],
    ['one long comment', `# ${'so '.repeat(33_000)}\n{ me { id } }`],
    ['commas', `${','.repeat(100_000)}{ me { id } }`],
    ['byte order marks', `${'\uFEFF'.repeat(30_000)}{ me { id } }`],
    ['nothing else', '#\n'.repeat(50_000)],
  ])('%s: refused within 50 ms', async (_name, query) => {
    const gateway = await warm(await startTestGateway());

    const { status, tookMs } = await sendQuickly(gateway, { query });

    expect(status).toBe(400);
    expect(tookMs).toBeLessThan(50);
    expect(gateway.requests()).toEqual([]);
  });
});
