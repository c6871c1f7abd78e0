/** What is kept of documents that come again, which callers must not be able to make grow. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema, parse, type DocumentNode } from 'graphql';
import { expect, test } from 'vitest';
import { compiledExecution } from '../../src/graphql/compiled-execution.ts';

const schema = buildSchema('type Query { me: String }');

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
  const rootValue = { me: 'Ada' };
  for (let use = 0; use < 4; use += 1) {
    expect(execute({ schema, document, rootValue, operationName: 'A' })).toEqual({
      data: { a: 'Ada' },
    });
    expect(execute({ schema, document, rootValue, operationName: 'B' })).toEqual({
      data: { b: 'Ada' },
    });
  }
});
