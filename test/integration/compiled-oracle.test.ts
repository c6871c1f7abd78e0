/**
 * Compiling is for speed only. Each generated query goes to two gateways in front of one upstream, one
 * of which compiles nothing, often enough to be compiled: the answers are the same, and the requests.
 */
import fc from 'fast-check';
import { compileQuery } from 'graphql-jit';
import { expect, test, vi } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { anyQuery, type Root } from './any-query.ts';
import { explorers, startGatewayBefore, startKantata, withoutLimits } from './harness.ts';
import { drawn } from '../seed.ts';

vi.mock('graphql-jit', { spy: true });

const slowMachineMs = 120_000;

/** A document is kept from the second time on, and compiled two uses later. */
const uses = 4;

const root: Root = fc.constantFrom(
  { field: 'accountMemberships', arguments: '(first: 4)' },
  { field: 'accountMemberships', arguments: '(last: 3, filter: { status: INACTIVE })' },
  { field: 'accountMembership', arguments: '(id: "300506")' },
  { field: 'accountMembership', arguments: '(id: "300501")' },
  { field: 'users', arguments: '(first: 5)' },
  { field: 'users', arguments: '(first: 1001)' },
  { field: 'me', arguments: '' },
  { field: 'user', arguments: '(id: "no id")' },
  { field: 'user', arguments: '(id: "9199999")' },
  { field: 'invitations', arguments: '(first: 3)' },
  { field: 'skills', arguments: '(first: 3)' },
  { field: 'node', arguments: '(id: "QWNjb3VudE1lbWJlcnNoaXA6MzAwNTAy")' },
  { field: 'nodes', arguments: '(ids: ["VXNlcjo5MTAwMDAx", "Um9sZTo3NzAwMQ", "VXNlcjo0Mg"])' },
  { field: 'nodes', arguments: '(ids: ["VXNlcjo5MTAwMDAx", "nonsense"])' },
);

test('what is compared is compiled', async () => {
  const gateway = await startGatewayBefore(await startKantata({ members: 1 }));
  vi.mocked(compileQuery).mockClear();

  for (let use = 0; use < uses; use += 1) await gateway.query('{ me { id } }');

  expect(compileQuery).toHaveBeenCalledOnce();
});

test.each(['admin-token', 'collaborator-token', 'unknown-token'])(
  'compiling changes no answer and no request, with the %s',
  async (token) => {
    const upstream = await startKantata({ members: 60, inactive: 8 });
    const compiling = await startGatewayBefore(upstream, { env: withoutLimits });
    const plain = await startGatewayBefore(upstream, { env: withoutLimits, compiled: false });
    const headers = { authorization: `Bearer ${token}` };
    const queries = anyQuery(createSchema(), root, { depth: 3, without: new Set() });

    await fc.assert(
      fc.asyncProperty(queries, fc.boolean(), async (any, isBare) => {
        const { document: written, variables: given } = any;
        const document = isBare ? withoutDirectives(written) : written;
        const variables = isBare ? {} : given;
        const wanted = comparable(await plain.query(document, variables, headers));
        const requests = regardless(plain.requests());
        for (let use = 0; use < uses; use += 1) {
          const told = comparable(await compiling.query(document, variables, headers));
          expect(told).toEqual(wanted);
          const made = regardless(compiling.requests());
          // Of several roots, which of them meet in a tick is chance.
          if (any.roots === 1) expect(made).toEqual(requests);
        }
      }),
      { ...drawn('compiled execution'), numRuns: 60 },
    );
  },
  slowMachineMs,
);

const ofUser = Buffer.from('User:9100001').toString('base64url');
const notServed = Buffer.from('CommerceAccount:0e5f7e3e-0000-4000-8000-000000000000').toString(
  'base64url',
);

// prettier-ignore
const list = 'query ($first: Int, $filter: AccountMembershipFilter) { accountMemberships(first: $first, filter: $filter)';

// prettier-ignore
test.each([
  ['a variable', `${list} { nodes { id } } }`, { first: 2 }],
  ['a variable that is left out', `${list} { totalCount } }`, {}],
  ['null for a variable', `${list} { totalCount } }`, { first: null, filter: null }],
  ['variables that do not fit', `${list} { totalCount } }`, { first: 'two', filter: { is: 1 } }],
  ['an unfit value of a scalar', `${list} { totalCount } }`, { filter: { createdAfter: 'noon' } }],
  ['a value of a scalar', `${list} { totalCount } }`, { filter: { createdAfter: '2020-01-01T00:00:00Z' } }],
  ['a value of an enum', `${list} { totalCount } }`, { filter: { status: 'INACTIVE' } }],
  ['a variable that is missing', 'query ($id: ID!) { user(id: $id) { id } }', {}],
  ['a default', 'query ($id: ID! = "9100002") { user(id: $id) { fullName } }', {}],
  ['a default for what may be null', 'query ($first: Int = 2) { users(first: $first) { nodes { id } } }', {}],
  ['one value for a list', `${list} { totalCount } }`, { filter: { userIds: '9100002' } }],
  ['a number for an id', 'query ($id: ID!) { user(id: $id) { fullName } }', { id: 9100002 }],
  ['a whole number with a point', `${list} { nodes { id } } }`, { first: 2.0 }],
  ['introspection', '{ __schema { types { name kind } } __type(name: "User") { fields { name } } }', {}],
  ['a key that objects have already', '{ me { __proto__: fullName constructor: id toString: id } }', {}],
  ['fragments of one key', '{ me { role { id } ...F } } fragment F on User { role { name } }', {}],
  ['partial faults', '{ identity(emailAddress: "a@example.com") { people { id } memberships { id } } }', {}],
  ['faults of several rows', '{ accountMemberships(first: 8) { nodes { id possibleManagers { id } } } }', {}],
  ['a last item that fails', `{ nodes(ids: ["${ofUser}", "${notServed}"]) { id } }`, {}],
  ['no such operation', 'query A { me { id } } query B { me { fullName } }', {}],
])('compiling changes nothing of %s', async (_title, document, variables) => {
  const upstream = await startKantata({ members: 30, inactive: 3 });
  const compiling = await startGatewayBefore(upstream, { env: explorers });
  const plain = await startGatewayBefore(upstream, { env: explorers, compiled: false });

  const wanted = comparable(await plain.query(document, variables));
  for (let use = 0; use < uses; use += 1) {
    expect(comparable(await compiling.query(document, variables))).toEqual(wanted);
  }
});

/** Which of several ids or requests comes first is chance, too. */
function regardless(lines: readonly string[]): readonly string[] {
  const sorted = lines.map((line) =>
    line.replace(/(?<=only=)[\d,]+/, (ids) => ids.split(',').toSorted().join(',')),
  );
  return sorted.toSorted();
}

/** With directives a document is not compiled; without them, nothing of it is lost. */
function withoutDirectives(document: string): string {
  return document
    .replace('query ($yes: Boolean!, $no: Boolean!)', 'query')
    .replaceAll(/ @(include|skip)\(if: \$(yes|no)\)/g, '');
}

interface Located {
  readonly message: string;
  readonly locations?: unknown;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Without what differs from request to request; which of several errors comes first is chance. */
function comparable(answer: { readonly data?: unknown; readonly errors?: readonly Located[] }) {
  const errors = (answer.errors ?? []).map(({ extensions: { requestId: _, ...rest }, ...told }) =>
    JSON.stringify([told.path, told.message, told.locations, rest]),
  );
  // As text: the order of the fields is part of the answer.
  return { data: JSON.stringify(answer.data), errors: errors.toSorted() };
}
