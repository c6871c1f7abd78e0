/**
 * Lists that are asked for in the same breath. What stands below those that answer at about the same time is
 * one call; one that hangs holds up nothing but what stands below itself.
 */
import type { ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { inAnyOrder } from './harness.ts';
import { sendJson, startGatewayAt, startUpstream, type Received } from './upstream.ts';

afterEach(() => {
  vi.useRealTimers();
});

const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const account = (digit: number, parent?: number) => ({
  id: uuid(digit),
  type: 'account',
  name: `Account ${digit}`,
  ...(parent === undefined ? {} : { parent_id: uuid(parent) }),
});

/** Each list holds one account, which has a parent of its own. */
const document = `{
  one: commerceAccounts(first: 1, filter: { name: "One" }) { nodes { parent { name } } }
  other: commerceAccounts(first: 1, filter: { name: "Other" }) { nodes { parent { name } } }
}`;
const listLine = (name: string) =>
  `GET /v2/accounts?filter=eq(name,"${name}")&page[offset]=0&page[limit]=1`;
const answer = {
  data: {
    one: { nodes: [{ parent: { name: 'Account 3' } }] },
    other: { nodes: [{ parent: { name: 'Account 4' } }] },
  },
};

function sendList(response: ServerResponse, digit: number): void {
  sendJson(response, {
    data: [account(digit, digit + 2)],
    meta: { page: { limit: 1, offset: 0 }, results: { total: 1 } },
  });
}

async function ask(answering: (request: Received, response: ServerResponse) => Promise<void>) {
  const upstream = await startUpstream(answering);
  // Long enough for all that is asked here, and short enough to see that something waits for ever.
  const gateway = await startGatewayAt('http://127.0.0.1:1', {
    ELASTIC_PATH_BASE_URL: upstream.url,
    OPERATION_TIMEOUT_MS: '4000',
  });
  const headers = { 'x-elastic-path-authorization': 'Bearer of-the-caller' };
  return { answer: await gateway.query(document, {}, headers), lines: upstream.lines() };
}

test('what stands below a list is asked for and told while another one hangs', async () => {
  const below = Promise.withResolvers<undefined>();
  const made = await ask(async ({ line }, response) => {
    if (line === listLine('One')) {
      await below.promise;
      sendList(response, 1);
    } else if (line === listLine('Other')) sendList(response, 2);
    else {
      sendJson(response, { data: account(Number(line.at(-uuid(0).length))) });
      response.once('finish', () => {
        below.resolve(undefined);
      });
    }
  });
  expect(made.answer).toEqual(answer);
  expect(inAnyOrder(made.lines.slice(0, 2))).toEqual(
    inAnyOrder([listLine('One'), listLine('Other')]),
  );
  expect(made.lines.slice(2)).toEqual([
    `GET /v2/accounts/${uuid(4)}`,
    `GET /v2/accounts/${uuid(3)}`,
  ]);
});

test('what stands below lists that answer 20 ms apart is still one call', async () => {
  // By the gateway's clock no more passes than that, however busy the machine is.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sent = Promise.withResolvers<undefined>();
  const made = await ask(async ({ line }, response) => {
    if (line === listLine('One')) {
      sendList(response, 1);
      sent.resolve(undefined);
    } else if (line === listLine('Other')) {
      await sent.promise;
      await after(20);
      vi.advanceTimersByTime(20);
      sendList(response, 2);
    } else sendJson(response, { data: [account(3), account(4)], meta: { results: { total: 2 } } });
  });
  expect(made.answer).toEqual(answer);
  expect(inAnyOrder(made.lines.slice(0, 2))).toEqual(
    inAnyOrder([listLine('One'), listLine('Other')]),
  );
  expect(made.lines.slice(2)).toEqual([
    `GET /v2/accounts?filter=in(id,${uuid(3)},${uuid(4)})&page[limit]=100`,
  ]);
});
