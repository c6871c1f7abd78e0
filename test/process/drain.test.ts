import { expect, test } from 'vitest';
import { afterMs, ask, hang, look, oneMember, pauseMs, serve, startUpstream } from './rig.ts';

test('R27 a signal lets everything under way finish, and turns readiness off at once', async () => {
  const upstream = await startUpstream(afterMs(800, oneMember));
  const gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    DRAIN_DELAY_MS: '0',
  });
  // Each with a credential of its own: reads that are alike would be one.
  const answers = Array.from({ length: 20 }, (_, index) =>
    ask(gateway.url, { authorization: `Bearer caller-${index}` }),
  );
  while (upstream.requests.length < 20) await pauseMs(5);

  const signalledAt = performance.now();
  gateway.signal('SIGTERM');
  await gateway.line(({ msg }) => msg === 'draining');
  const ready = await look(`${gateway.url}/readyz`);
  expect(performance.now() - signalledAt).toBeLessThan(200);
  expect(ready).toMatchObject({ status: 503 });
  expect(JSON.parse(ready.body)).toMatchObject({ status: 'draining' });

  const statuses = (await Promise.all(answers)).map(({ status, body }) => [status, body]);
  expect(statuses).toEqual(
    Array.from({ length: 20 }, () => [
      200,
      expect.stringContaining('"sourceId":"7"') as unknown as string,
    ]),
  );
  expect(await gateway.ended).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(3000);
});

test('R27 while it drains it goes on serving, and asks clients to go elsewhere', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, DRAIN_DELAY_MS: '1000' });

  const signalledAt = performance.now();
  gateway.signal('SIGINT');
  await gateway.line(({ msg }) => msg === 'draining');
  await pauseMs(500);
  const answer = await ask(gateway.url);

  expect(answer.status).toBe(200);
  expect(answer.headers.get('connection')).toBe('close');
  expect(await gateway.ended).toBe(0);
  const tookMs = performance.now() - signalledAt;
  expect(tookMs).toBeGreaterThanOrEqual(1000);
  expect(tookMs).toBeLessThan(2000);
  await expect(ask(gateway.url)).rejects.toThrow('fetch failed');
});

test('R27 a signal that comes twice, as from npm and the terminal, is one', async () => {
  const upstream = await startUpstream(afterMs(300, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, DRAIN_DELAY_MS: '0' });
  const answer = ask(gateway.url);
  while (upstream.requests.length < 1) await pauseMs(5);

  gateway.signal('SIGINT');
  await gateway.line(({ msg }) => msg === 'draining');
  gateway.signal('SIGINT');

  expect(await answer).toMatchObject({ status: 200 });
  expect(await gateway.ended).toBe(0);
});

test('R27 a second signal ends it at once, whatever is under way', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const lost = expect(ask(gateway.url)).rejects.toThrow('fetch failed');
  while (upstream.requests.length < 1) await pauseMs(5);

  gateway.signal('SIGTERM');
  await gateway.line(({ msg }) => msg === 'draining');
  await pauseMs(600);
  const signalledAt = performance.now();
  gateway.signal('SIGTERM');

  expect(await gateway.ended).toBe(1);
  expect(performance.now() - signalledAt).toBeLessThan(1000);
  await lost;
});

test('R27 a bulk is ended in time, and what it has sent is audited and answered', async () => {
  const upstream = await startUpstream(afterMs(3000, oneMember));
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, DRAIN_DELAY_MS: '0' });
  const ids = Array.from({ length: 60 }, (_, index) => String(index + 1));
  // With the same credential: one takes all the room, the other and a single change wait for it.
  const bulks = [1, 2].map(() => ask(gateway.url, {}, { query: disabling, variables: { ids } }));
  while (upstream.requests.length < 6) await pauseMs(5);
  const single = ask(gateway.url, {}, { query: enabling });

  const signalledAt = performance.now();
  gateway.signal('SIGTERM');

  const results = (await Promise.all(bulks)).flatMap(({ body }) => resultsIn(body));
  expect(await gateway.ended).toBe(0);
  expect(performance.now() - signalledAt).toBeLessThan(10_000);

  const sent = upstream.requests.length;
  const having = (status: string) => results.filter((result) => result.status === status);
  expect(sent).toBeGreaterThan(6);
  expect(having('DONE')).toHaveLength(sent);
  expect(having('NOT_ATTEMPTED')).toHaveLength(120 - sent);
  const { status, headers, body } = await single;
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });

  const audit = gateway.lines().filter((line) => line.audit === true);
  const intents = audit.filter(({ phase }) => phase === 'intent');
  const outcomes = audit.map(({ outcome }) => outcome).filter((outcome) => outcome !== undefined);
  expect(outcomes).toHaveLength(intents.length);
  expect(outcomes.filter((outcome) => outcome === 'DONE')).toHaveLength(sent);
  // What stood in line was announced; what nobody had begun was not.
  expect(outcomes.filter((outcome) => outcome === 'NOT_DONE')).toHaveLength(intents.length - sent);
  expect(intents.length - sent).toBeLessThanOrEqual(13);
  expect(gateway.lines().filter(({ msg }) => msg === 'operation')).toHaveLength(3);
});

const enabling = 'mutation { enableAccountMembership(input: { id: "7" }) { userErrors { code } } }';

const disabling = `mutation ($ids: [ID!]!) {
  disableAccountMemberships(input: { ids: $ids }) { results { status } }
}`;

interface Disabled {
  readonly data: {
    readonly disableAccountMemberships: {
      readonly results: readonly { readonly status: string }[];
    };
  };
}

function resultsIn(body: string) {
  return (JSON.parse(body) as Disabled).data.disableAccountMemberships.results;
}
