import { expect, test } from 'vitest';
import { ask, look, oneMember, serve, startUpstream } from './rig.ts';

const nowhere = 'http://127.0.0.1:1';

test('R28 an upstream that is down turns no light red; it shows in the body', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: nowhere });
  const health = async () => [
    await look(`${gateway.url}/healthz`),
    await look(`${gateway.url}/readyz`),
  ];

  const [alive, ready] = await health();
  expect(alive).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  expect(ready?.status).toBe(200);
  expect(JSON.parse(ready?.body ?? '')).toEqual({
    status: 'ready',
    degraded: false,
    upstreams: { KANTATA_OX: { state: 'UNKNOWN', lastSuccess: null, breaker: 'CLOSED' } },
  });

  await ask(gateway.url);
  const [stillAlive, degraded] = await health();
  expect(stillAlive).toMatchObject({ status: 200 });
  expect(degraded?.status).toBe(200);
  expect(JSON.parse(degraded?.body ?? '')).toEqual({
    status: 'ready',
    degraded: true,
    upstreams: { KANTATA_OX: { state: 'FAILING', lastSuccess: null, breaker: 'CLOSED' } },
  });
});

test('R28 an upstream that answers is up, also when it refuses', async () => {
  const upstream = await startUpstream((request, response) => {
    if (request.headers.authorization === 'Bearer refused') response.writeHead(403).end('{}');
    else oneMember(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const seen = async () => {
    const { body } = await look(`${gateway.url}/readyz`);
    return JSON.parse(body) as { degraded: boolean; upstreams: unknown };
  };

  await ask(gateway.url);
  await ask(gateway.url, { authorization: 'Bearer refused' });

  expect(await seen()).toMatchObject({
    degraded: false,
    upstreams: {
      KANTATA_OX: {
        state: 'UP',
        breaker: 'CLOSED',
        lastSuccess: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      },
    },
  });
});

test.each([
  ['refuses connections', nowhere],
  ['has no address', 'http://no-such-upstream.invalid'],
])('R33 an upstream that %s is told quickly and by its code', async (_what, url) => {
  const gateway = await serve({ KANTATA_BASE_URL: url });

  const read = await ask(gateway.url);
  expect(read.tookMs).toBeLessThan(1000);
  expect(JSON.parse(read.body)).toMatchObject({
    data: { accountMemberships: null },
    errors: [{ path: ['accountMemberships'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
  });

  const query = 'mutation { disableAccountMembership(input: { id: "7" }) { userErrors { code } } }';
  const write = await ask(gateway.url, {}, { query });
  expect(write.tookMs).toBeLessThan(1000);
  expect(JSON.parse(write.body)).toMatchObject({
    errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
  });
});
