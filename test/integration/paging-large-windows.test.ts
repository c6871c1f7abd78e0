import { expect, test } from 'vitest';
import { startKantata, startTestGateway } from './harness.ts';
import { list, walk } from './listing.ts';
import { relay, startGatewayAt, startUpstream } from './upstream.ts';
import { idsOf, memberships } from './world.ts';

const active = 'GET /account_memberships?only_active=true';
const large = { members: 2500, inactive: 0 };

test('a thousand rows of an account of 2,500 take five requests', async () => {
  const gateway = await startTestGateway({ kantata: large });
  const all = idsOf(memberships(gateway.kantata));
  const page = await list(gateway, { first: 1000 });
  expect(page.ids).toEqual(all.slice(0, 1000));
  expect(page).toMatchObject({ totalCount: 2500, hasNextPage: true });
  const requests = gateway.requests();
  expect(requests[0]).toBe(`${active}&page=1&per_page=200`);
  expect(requests.toSorted()).toEqual(
    [1, 2, 3, 4, 5].map((n) => `${active}&page=${n}&per_page=200`),
  );
});

test('they are the rows that small windows show, one after the other', async () => {
  const gateway = await startTestGateway({ kantata: large });
  const thousand = await list(gateway, { first: 1000 });
  const rest = await list(gateway, { first: 1000, after: thousand.endCursor });
  const last = await list(gateway, { last: 500 });
  gateway.requests();
  expect([...thousand.ids, ...rest.ids, ...last.ids]).toEqual(await walk(gateway, 125, 'forward'));
  expect(gateway.requests()).toHaveLength(20);
});

test('the pages behind the first are under way at the same time, and put in order', async () => {
  const kantata = await startKantata(large);
  const release: (() => void)[] = [];
  const upstream = await startUpstream(async (request, response) => {
    // The answers go out in the opposite order, and none before all four requests have come.
    if (!request.line.includes('page=1&')) {
      await new Promise<void>((resolve) => {
        release.push(resolve);
        if (release.length === 4) release.reverse().forEach((each) => setImmediate(each));
      });
    }
    await relay(request, response, kantata);
  });
  const gateway = await startGatewayAt(upstream.url);

  const page = await list(gateway, { first: 1000 });

  expect(page.ids).toEqual(idsOf(memberships(kantata)).slice(0, 1000));
  expect(new Set(page.ids).size).toBe(1000);
  expect(upstream.lines()).toHaveLength(5);
  expect(upstream.mostAtOnce()).toBe(4);
});

test('a thousand rows behind any cursor take five requests, too', async () => {
  const gateway = await startTestGateway({ kantata: large });
  const all = idsOf(memberships(gateway.kantata));
  const { cursors } = await list(gateway, { first: 20 });
  gateway.requests();
  const page = await list(gateway, { first: 1000, after: cursors[6] ?? '' });
  expect(page.ids).toEqual(all.slice(7, 1007));
  expect(gateway.requests().toSorted()).toEqual(
    [7, 207, 407, 607, 807]
      .map((offset) => `${active}&limit=200&offset=${offset}&page=${offset + 1}&per_page=1`)
      .toSorted(),
  );
});

test('a thousand from the end take the count and the pages that hold them', async () => {
  const gateway = await startTestGateway({ kantata: large });
  const page = await list(gateway, { last: 1000 });
  expect(page.ids).toEqual(idsOf(memberships(gateway.kantata)).slice(1500));
  const requests = gateway.requests();
  expect(requests[0]).toBe(`${active}&page=1&per_page=200`);
  expect(requests).toHaveLength(6);
});

test('a failed page among many costs the list, not the rest of the answer', async () => {
  const gateway = await startTestGateway({ kantata: large });
  gateway.kantata.inject({
    match: ({ query }) => query.page === '3',
    action: { kind: 'answer', status: 403 },
  });
  const { data, errors } = await gateway.query(`{
    accountMemberships(first: 1000) { nodes { id } }
    roles(first: 1) { totalCount }
  }`);
  expect(data).toEqual({ accountMemberships: null, roles: { totalCount: 17 } });
  expect(errors).toMatchObject([
    { path: ['accountMemberships'], extensions: { code: 'FORBIDDEN' } },
  ]);
  expect(gateway.requests()).toHaveLength(6);
});
