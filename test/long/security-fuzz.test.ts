/** Whatever is sent, the served program answers in its own words and goes on. */
import fc from 'fast-check';
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { GraphQLInputType } from 'graphql';
import { expect, onTestFinished, test } from 'vitest';
import { startDemo } from '../../src/emulator/demo.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { anyQuery } from '../integration/any-query.ts';
import { brokenQuery } from '../integration/broken-query.ts';
import { everyPlace } from '../process/every-argument.ts';
import { sendRaw } from '../process/raw.ts';
import { ask, serve, type ServedGateway } from '../process/rig.ts';
import { drawn } from '../seed.ts';
import { anyRequest } from './any-request.ts';
import { inParallel, report } from './measuring.ts';

const schema = createSchema();
const own = { authorization: 'Bearer admin-token' };

async function servedBeforeEmulators(): Promise<ServedGateway> {
  const demo = await startDemo();
  onTestFinished(() => demo.stop());
  return serve({ ...demo.environment });
}

/** A literal that the type takes, mostly. */
function anyLiteral(type: GraphQLInputType): fc.Arbitrary<string> {
  if (isNonNullType(type)) return anyLiteral(type.ofType);
  if (isListType(type)) {
    return fc
      .array(anyLiteral(type.ofType), { maxLength: 3 })
      .map((items) => `[${items.join(', ')}]`);
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return fc.subarray(fields, { maxLength: Math.min(fields.length, 3) }).chain((some) => {
      const needed = fields.filter((field) => some.includes(field) || isNonNullType(field.type));
      return fc
        .tuple(
          ...needed.map((each) => anyLiteral(each.type).map((text) => `${each.name}: ${text}`)),
        )
        .map((given) => `{ ${given.join(', ')} }`);
    });
  }
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  switch (type.name) {
    case 'Int':
      return fc.constantFrom('0', '1', '2', '3', '1000', '1001', '-1', '2147483647');
    case 'Boolean':
      return fc.constantFrom('true', 'false');
    case 'ID':
      return fc.constantFrom('"300501"', '"9100001"', '"77001"', '"0"', '"x"', '300501');
    default:
      return fc.oneof(
        fc.constantFrom('"2024-01-01"', '"a@example.test"'),
        fc.string().map((text) => JSON.stringify(text)),
      );
  }
}

const root = fc
  .constantFrom(...Object.values(schema.getQueryType()?.getFields() ?? {}))
  .filter(({ name, type }) => 'getFields' in getNamedType(type) && !name.startsWith('_'))
  .chain(({ name, args }) =>
    fc.subarray([...args], { maxLength: Math.min(args.length, 3) }).chain((some) => {
      const needed = args.filter((each) => some.includes(each) || isNonNullType(each.type));
      return fc
        .tuple(
          ...needed.map((each) => anyLiteral(each.type).map((text) => `${each.name}: ${text}`)),
        )
        .map((given) => ({
          field: name,
          arguments: given.length === 0 ? '' : `(${given.join(', ')})`,
        }));
    }),
  );
const queries = anyQuery(schema, root, { depth: 2, without: new Set() });

const places = ['ID', 'String', 'Int'].flatMap((scalar) => everyPlace(schema, scalar));
const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.nat(), fc.jsonValue());

const asked = fc.oneof(
  {
    arbitrary: queries.map(({ document, variables }) => ({ query: document, variables })),
    weight: 4,
  },
  { arbitrary: brokenQuery(queries), weight: 4 },
  {
    arbitrary: fc
      .record({ place: fc.constantFrom(...places), value: odd })
      .map(({ place, value }) => ({ query: place.document, variables: { value } })),
    weight: 2,
  },
);

/** Only one 5xx is defined: that there is no room. */
function expectDefined(status: number, body: string, sent: string): void {
  expect(body, sent).not.toContain('INTERNAL_SERVER_ERROR');
  if (status >= 500) expect({ status, body, sent }).toMatchObject({ status: 503 });
  if (status === 503) expect(body, sent).toContain('OVERLOADED');
}

async function expectAlive(gateway: ServedGateway): Promise<void> {
  const state = await Promise.race([gateway.ended, Promise.resolve('running')]);
  expect(state, gateway.output().slice(-2000)).toBe('running');
  expect(process.kill(gateway.pid, 0)).toBe(true);
  const answer = await ask(gateway.url, own);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ data: { accountMemberships: { nodes: [{}] } } });
  expect(gateway.lines().filter(({ level }) => Number(level) >= 50)).toEqual([]);
}

test('S41 five thousand generated queries, whole and broken, end in no failure of its own', async () => {
  const gateway = await servedBeforeEmulators();
  const bodies = fc.sample(asked, { ...drawn('S41 queries'), numRuns: 5000 });
  let answered = 0;

  await inParallel(bodies.length, 8, async (index) => {
    const { status, body } = await ask(gateway.url, own, bodies[index]);
    expectDefined(status, body, JSON.stringify(bodies[index]));
    if (body.startsWith('{"data":{') && !body.includes('"errors"')) answered += 1;
  });

  report('S41', { queries: bodies.length, answered });
  expect(answered).toBeGreaterThan(500);
  await expectAlive(gateway);
});

test('S41 two thousand mutated requests end in no failure of its own', async () => {
  const gateway = await servedBeforeEmulators();
  const requests = fc.sample(anyRequest, { ...drawn('S41 requests'), numRuns: 2000 });
  const statuses = new Map<number, number>();

  await inParallel(requests.length, 40, async (index) => {
    const bytes = requests[index] ?? '';
    const { text } = await sendRaw(gateway.port, bytes, { timeoutMs: 1000 });
    const told = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
    for (const status of told.length === 0 ? [0] : told) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expectDefined(status, text, bytes.toString('latin1').slice(0, 3000));
    }
  });

  report('S41', Object.fromEntries(statuses));
  expect(statuses.get(200)).toBeGreaterThan(100);
  expect(statuses.get(400)).toBeGreaterThan(100);
  await expectAlive(gateway);
});
