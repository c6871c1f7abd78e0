/** What is kept of documents that come again, which callers must not be able to make grow. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema, parse, type DocumentNode } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { beforeEach, expect, test, vi } from 'vitest';
import { compiledExecution } from '../../src/graphql/compiled-execution.ts';

vi.mock('graphql-jit', { spy: true });

const compilations = () => vi.mocked(compileQuery).mock.calls.length;

beforeEach(() => {
  vi.mocked(compileQuery).mockClear();
});

const schema = buildSchema('type Query { me: String, again: Query }');
const rootValue = { me: 'Ada', again: { me: 'Bob' } };

setFlagsFromString('--expose-gc');
// The function that the flag has made.
const collect = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

test('of names that no operation has, nothing is kept', () => {
  const execute = compiledExecution(4);
  const document: DocumentNode = parse('query A { me } query B { me }');
  const ask = (operationName: string) => execute({ schema, document, operationName });
  for (let use = 0; use < 3; use += 1) void ask('A');
  const before = heapBytes();
  for (let index = 0; index < 300; index += 1) {
    const name = Buffer.alloc(100_000, `${index} `).toString('latin1');
    expect(ask(name)).toMatchObject({ errors: [{}] });
  }
  expect(heapBytes() - before).toBeLessThan(3_000_000);
});

test('operations of one document are compiled each for itself', () => {
  const execute = compiledExecution(4);
  const document = parse('query A { a: me } query B { b: me }');
  for (let use = 0; use < 4; use += 1) {
    expect(execute({ schema, document, rootValue, operationName: 'A' })).toEqual({
      data: { a: 'Ada' },
    });
    expect(execute({ schema, document, rootValue, operationName: 'B' })).toEqual({
      data: { b: 'Ada' },
    });
  }
});

/** So many selections below each of some fields, written once. */
const spread = (fields: number, selections: number) => {
  const names = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `${name}${index}: `);
  const below = names(selections - 1, 'b').map((each) => `${each}me`);
  const roots = names(fields, 'a').map((each) => `${each}again { ...F }`);
  return `{ ${roots.join(' ')} } fragment F on Query { ${below.join(' ')} }`;
};

test('what is large for the compiler is not compiled, however short it is written', async () => {
  const execute = compiledExecution(4);
  for (const [fields, compiled] of [
    [29, 1],
    [31, 0],
  ] as const) {
    vi.mocked(compileQuery).mockClear();
    const document = parse(spread(fields, 9));
    const first = await execute({ schema, document, rootValue });
    for (let use = 0; use < 4; use += 1) {
      expect(await execute({ schema, document, rootValue })).toEqual(first);
    }
    expect(compilations()).toBe(compiled);
  }
});

test('of what is compiled so much is kept; what was used longest ago must earn it anew', async () => {
  const execute = compiledExecution(4);
  const documents = Array.from({ length: 150 }, () => parse(spread(29, 9)));
  const ask = async (document: DocumentNode | undefined, times: number) => {
    if (document === undefined) throw new TypeError('There is no such document');
    for (let use = 0; use < times; use += 1) await execute({ schema, document, rootValue });
  };
  for (const document of documents) {
    await ask(documents[0], 1);
    await ask(document, 3);
  }
  expect(compilations()).toBe(150);
  await ask(documents[0], 5);
  await ask(documents.at(-1), 5);
  expect(compilations()).toBe(150);
  await ask(documents[1], 2);
  expect(compilations()).toBe(150);
  await ask(documents[1], 2);
  expect(compilations()).toBe(151);
});
