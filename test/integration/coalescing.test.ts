/** Records that several operations ask for by id while there is no room are asked for in one call. */
import { describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { sendJson, startGatewayAt, startUpstream, type Received } from './upstream.ts';

const oneAtOnce = { UPSTREAM_MAX_CONCURRENCY_PER_CREDENTIAL: '1' };
const membership = (id: number) =>
  `{ accountMembership(id: "${id}") { sourceId user { fullName } } }`;
const told = (id: number) => ({
  data: { accountMembership: { sourceId: String(id), user: { fullName: `User ${id}` } } },
});
const traced = { 'x-upstream-trace': '1' };

function idsOf({ line }: Received): number[] {
  return (/only=([\d,]*)/.exec(line)?.[1] ?? '').split(',').map(Number);
}

function rows(ids: readonly number[]) {
  return {
    count: ids.length,
    results: ids.map((id) => ({ key: 'account_memberships', id: String(id) })),
    account_memberships: Object.fromEntries(
      ids.map((id) => [id, { id: String(id), user_id: String(id) }]),
    ),
    users: Object.fromEntries(ids.map((id) => [id, { id: String(id), full_name: `User ${id}` }])),
  };
}

type Answerer = (request: Received, response: ServerResponse) => void;

/** The first call is held until it is released; those behind it are answered by `answer`. */
async function rig(
  answer: Answerer = (request, response) => {
    sendJson(response, rows(idsOf(request)));
  },
) {
  let first: (() => void) | null = null;
  let isFirst = true;
  const upstream = await startUpstream((request, response) => {
    if (isFirst) {
      isFirst = false;
      first = () => {
        sendJson(response, rows(idsOf(request)));
      };
    } else answer(request, response);
  });
  const gateway = await startGatewayAt(upstream.url, oneAtOnce);
  const metric = (text: string) =>
    expect
      .poll(async () => (await fetch(`${gateway.url}/metrics`)).text(), { timeout: 30_000 })
      .toContain(`${text}\n`);
  return {
    upstream,
    gateway,
    release: () => first?.(),
    coalesced: (count: number) => metric(`gateway_loads_total{how="coalesced"} ${count}`),
    waiting: (count: number) => metric(`gateway_upstream_waiting{source="KANTATA_OX"} ${count}`),
    asked: () => upstream.received.map((request) => idsOf(request).toSorted((a, b) => a - b)),
  };
}

/** Two memberships, 2 and 3, that are asked for in one call while another call has the only place. */
async function unite(answer: Answerer) {
  const { gateway, upstream, release, coalesced, asked } = await rig(answer);
  const first = gateway.query(membership(1));
  await upstream.arrived(1);
  const waiting = [2, 3].map((id) => gateway.query(membership(id)));
  await coalesced(1);
  release();
  await first;
  return { upstream, asked, answers: await Promise.all(waiting) };
}

test('whoever finds room goes at once, and those who wait go together', async () => {
  const { gateway, upstream, release, coalesced, asked } = await rig();
  const first = gateway.query(membership(1));
  await upstream.arrived(1);
  const waiting = [2, 3, 4].map((id) => gateway.query(membership(id), {}, traced));
  await coalesced(2);
  release();
  expect(await first).toEqual(told(1));
  const answers = await Promise.all(waiting);
  expect(answers).toMatchObject([2, 3, 4].map(told));
  expect(asked()).toEqual([[1], [2, 3, 4]]);
  const counts = answers.map(({ extensions }) => JSON.stringify(extensions?.upstream));
  expect(counts.filter((each) => each.includes('"calls":[]'))).toHaveLength(2);
  expect(counts.filter((each) => each.includes('"idCount":3'))).toHaveLength(1);
  expect(counts.filter((each) => each.includes('"coalesced":1'))).toHaveLength(2);
  for (const each of counts) expect(each).toContain('"records":2');
});

test('what asks for something else goes by itself', async () => {
  const { gateway, upstream, release, waiting, asked } = await rig();
  const all = [gateway.query(membership(1))];
  await upstream.arrived(1);
  all.push(gateway.query(membership(2)));
  all.push(gateway.query('{ accountMembership(id: "3") { sourceId canLogIn } }'));
  await waiting(2);
  release();
  await Promise.all(all);
  expect(asked().toSorted()).toEqual([[1], [2], [3]]);
});

test('another credential goes by itself', async () => {
  const { gateway, upstream, release, waiting, asked } = await rig();
  const other = { authorization: 'Bearer other' };
  const all = [gateway.query(membership(1))];
  await upstream.arrived(1);
  all.push(gateway.query(membership(2)));
  await waiting(1);
  all.push(gateway.query(membership(3), {}, other));
  await upstream.arrived(2);
  release();
  expect(await Promise.all(all)).toEqual([1, 2, 3].map(told));
  expect(asked()).toEqual([[1], [3], [2]]);
});

describe('a call for several', () => {
  test.each([403, 422, 500])('that ends with %s is made for each by itself', async (status) => {
    const { answers, asked } = await unite((request, response) => {
      const ids = idsOf(request);
      sendJson(response, ids.includes(2) ? {} : rows(ids), ids.includes(2) ? status : 200);
    });
    const [two, three] = answers;
    expect(two?.errors).toHaveLength(1);
    expect(three).toEqual(told(3));
    expect(asked()).toContainEqual([3]);
  });

  test('that finds the upstream down is the failure of all', async () => {
    const { answers, asked } = await unite((_request, response) => {
      response.writeHead(429, { 'retry-after': '600' }).end();
    });
    for (const { errors } of answers) {
      expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    }
    expect(asked()).toEqual([[1], [2, 3]]);
  });

  test('whose page is cut short is made for each by itself', async () => {
    const { answers, asked } = await unite((request, response) => {
      sendJson(response, { ...rows(idsOf(request).slice(0, 1)), meta: { page_size: 1 } });
    });
    expect(answers).toEqual([2, 3].map(told));
    expect(asked().slice(0, 2)).toEqual([[1], [2, 3]]);
    expect(asked().slice(2).toSorted()).toEqual([[2], [3]]);
  });

  test('that is answered with rows of everybody is made for each by itself', async () => {
    const everybody = Array.from({ length: 200 }, (_, index) => index + 1000);
    const { answers, asked, upstream } = await unite((request, response) => {
      const ids = idsOf(request);
      sendJson(response, rows(ids.length > 1 ? everybody : ids));
    });
    expect(answers).toEqual([2, 3].map(told));
    expect(asked().slice(0, 2)).toEqual([[1], [2, 3]]);
    expect(asked().slice(2).toSorted()).toEqual([[2], [3]]);
    // Nobody was looked for among the inactive ones.
    expect(upstream.lines().join()).not.toContain('is_active');
  });

  test('takes no more ids than fit', async () => {
    const { gateway, upstream, release, coalesced, waiting, asked } = await rig();
    const first = gateway.query(membership(1));
    await upstream.arrived(1);
    const ids = Array.from({ length: 170 }, (_, index) => index + 2);
    const all = ids.map((id) => gateway.query(membership(id)));
    await coalesced(168);
    await waiting(2);
    release();
    await first;
    expect(await Promise.all(all)).toEqual(ids.map(told));
    expect(asked().map(({ length }) => length)).toEqual([1, 150, 20]);
  });
});
