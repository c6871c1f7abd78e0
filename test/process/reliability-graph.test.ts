import { expect, onTestFinished, test } from 'vitest';
import { startKantataOxEmulator } from '../../src/emulator/kantata-ox/index.ts';
import { json, status } from './answering.ts';
import { ask, serve, startUpstream } from './rig.ts';

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

test('R25 one of twenty that fails costs itself alone', async () => {
  const accounts = Array.from({ length: 20 }, (_, index) => ({ type: 'account', id: uuid(index) }));
  const upstream = await startUpstream((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith(`/v2/accounts/${uuid(13)}/`)) status(503)(request, response);
    else if (path.startsWith('/v2/accounts/')) {
      json({ data: [], meta: { results: { total: 4 } } })(request, response);
    } else json({ data: accounts, meta: { results: { total: 20 } } })(request, response);
  });
  const gateway = await serve({ ELASTIC_PATH_BASE_URL: upstream.url });

  const query = '{ commerceAccounts { nodes { sourceId memberships { totalCount } } } }';
  const { body } = await ask(
    gateway.url,
    { 'x-elastic-path-authorization': 'Bearer t' },
    { query },
  );

  const { data, errors } = JSON.parse(body) as {
    data: { commerceAccounts: { nodes: unknown } };
    errors: unknown;
  };
  expect(data.commerceAccounts.nodes).toEqual(
    accounts.map(({ id }, index) => ({
      sourceId: id,
      memberships: index === 13 ? null : { totalCount: 4 },
    })),
  );
  expect(errors).toMatchObject([
    {
      path: ['commerceAccounts', 'nodes', 13, 'memberships'],
      extensions: { code: 'UPSTREAM_UNAVAILABLE', source: 'ELASTIC_PATH' },
    },
  ]);
});

test('R26 a list with its people is a call or three, and each id is asked for once', async () => {
  const kantata = await startKantataOxEmulator({ members: 300 });
  onTestFinished(() => kantata.stop());
  const gateway = await serve({ KANTATA_BASE_URL: kantata.url });
  const headers = { authorization: 'Bearer admin-token' };
  const asked = async (query: string) => {
    kantata.clearRequests();
    expect((await ask(gateway.url, headers, { query })).body).not.toContain('"errors"');
    return kantata.requests.map(({ line }) => decodeURIComponent(line));
  };

  const list = await asked(
    '{ accountMemberships(first: 50) { nodes { user { fullName } manager { fullName } } } }',
  );
  expect(list.length).toBeLessThanOrEqual(3);

  const field = (id: number, index: number) =>
    `m${index}: accountMembership(id: "${id}") { user { fullName } manager { fullName } }`;
  const ids = [300_510, 300_511, 300_510, 300_510, 300_511, 300_510, 300_510];
  const single = await asked(`{ ${ids.map(field).join(' ')} }`);
  expect(single.length).toBeLessThanOrEqual(3);
  const membershipIds = single
    .filter((line) => line.startsWith('GET /account_memberships'))
    .flatMap((line) => /only=([\d,]+)/.exec(line)?.[1]?.split(',') ?? []);
  expect(membershipIds.toSorted()).toEqual(['300510', '300511']);

  // Nothing is remembered from one request to the next.
  expect(await asked(`{ ${ids.map(field).join(' ')} }`)).toEqual(single);
});

test('R33 a write to an upstream that cannot be reached was not done, and the audit says so', async () => {
  const gateway = await serve({
    KANTATA_BASE_URL: 'http://127.0.0.1:1',
    ELASTIC_PATH_BASE_URL: 'http://no-such-upstream.invalid',
  });
  const writes: Readonly<Record<string, string>> = {
    kantata: 'disableAccountMembership(input: { id: "7" }) { userErrors { code } }',
    commerce: `createCommerceAccountMembership(input: {
      accountId: "${uuid(1)}", accountMemberId: "${uuid(2)}" }) { userErrors { code } }`,
  };
  for (const [id, write] of Object.entries(writes)) {
    const headers = { 'x-request-id': id, 'x-elastic-path-authorization': 'Bearer t' };
    const { body, tookMs } = await ask(gateway.url, headers, { query: `mutation { ${write} }` });
    expect(tookMs).toBeLessThanOrEqual(1000);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
    });
    expect(
      await gateway.line(({ requestId, phase }) => requestId === id && phase === 'result'),
    ).toMatchObject({ audit: true, outcome: 'NOT_DONE' });
  }
});
