/** Every write, and everything that can become of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { cut, json, reset, resetMidBody, status, truncated, type Behaviour } from './answering.ts';
import { ask, hang, serve, startUpstream, type ServedGateway, type TestUpstream } from './rig.ts';

const account = '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11';
const member = '91b7d3e8-4f25-4a6c-8e09-c3d1f5a26661';
const membership = '3d8f5b21-7a60-4c9e-b1f4-95e2d0c7a441';
const commerceId = Buffer.from(`CommerceAccountMembership:${account}/${membership}`).toString(
  'base64url',
);

const writes: Readonly<Record<string, string>> = {
  updateAccountMembership: 'id: "7", billRateInCents: 4200',
  disableAccountMembership: 'id: "7"',
  enableAccountMembership: 'id: "7"',
  deleteAccountMembership: 'id: "7"',
  createInvitation: 'emailAddress: "canary@example.test", fullName: "Canary Name"',
  updateInvitation: 'id: "7", billRateInCents: 4200',
  resendInvitation: 'id: "7"',
  deleteInvitation: 'id: "7"',
  createCommerceAccountMembership: `accountId: "${account}", accountMemberId: "${member}"`,
  updateCommerceAccountMembership: `id: "${commerceId}", customFields: { tier: "gold" }`,
  deleteCommerceAccountMembership: `id: "${commerceId}"`,
};

const commerceRow = {
  data: {
    id: membership,
    type: 'account_membership',
    account_member_id: member,
    relationships: { account: { data: { id: account, type: 'account' } } },
  },
};

/** As it was: a look afterwards proves nothing. */
const unchanged: Behaviour = (request, response) => {
  const map = request.url?.startsWith('/account_invitations')
    ? 'account_invitations'
    : 'account_memberships';
  const row = { id: '7', permission: 'Collaborator', bill_rate_in_cents: 100 };
  const kantata = { count: 1, results: [{ key: map, id: '7' }], [map]: { 7: row } };
  json(request.url?.startsWith('/v2/') === true ? commerceRow : kantata)(request, response);
};

interface Seen {
  readonly code: string | null;
  readonly outcome: unknown;
}

let upstream: TestUpstream;
let gateway: ServedGateway;
let fault: Behaviour;

beforeEach(async () => {
  upstream = await startUpstream((request, response) => {
    (request.method === 'GET' ? unchanged : fault)(request, response);
  });
  gateway = await serve({
    KANTATA_BASE_URL: upstream.url,
    ELASTIC_PATH_BASE_URL: upstream.url,
    UPSTREAM_TIMEOUT_MS: '400',
  });
});

/** All of them at once; what the client and the audit were told of each. */
async function writeAll(label: string): Promise<Record<string, Seen>> {
  const seen = await Promise.all(
    Object.entries(writes).map(async ([mutation, input]) => {
      const id = `${label}.${mutation}`;
      const { body } = await ask(
        gateway.url,
        { 'x-request-id': id, 'x-elastic-path-authorization': 'Bearer t' },
        { query: `mutation { ${mutation}(input: { ${input} }) { userErrors { code } } }` },
      );
      const { data, errors } = JSON.parse(body) as {
        data: Record<string, { userErrors: { code: string }[] } | null>;
        errors?: { extensions: { code: string } }[];
      };
      const code = errors?.[0]?.extensions.code ?? data[mutation]?.userErrors[0]?.code ?? null;
      const { outcome } = await gateway.line(
        ({ requestId, phase }) => requestId === id && phase === 'result',
      );
      return [mutation, { code, outcome }] as const;
    }),
  );
  return Object.fromEntries(seen);
}

/** An answer in between: after many failures in a row nothing would be sent. */
async function readBoth(): Promise<void> {
  const headers = { 'x-elastic-path-authorization': 'Bearer t' };
  const query = `{
    accountMembership(id: "7") { sourceId }
    commerceAccountMembership(id: "${commerceId}") { sourceId }
  }`;
  const { status } = await ask(gateway.url, headers, { query });
  expect(status).toBe(200);
}

function all(code: string | null, outcome: string): Record<string, Seen> {
  return Object.fromEntries(Object.keys(writes).map((mutation) => [mutation, { code, outcome }]));
}

/** By the request id that each of them carries on. */
function writesUpstream(label: string): readonly string[] {
  return upstream.requests
    .filter(({ line }) => !line.startsWith('GET '))
    .map(({ headers }) => String(headers['x-request-id']))
    .filter((id) => id.startsWith(`${label}.`))
    .toSorted();
}

const once = (label: string) =>
  Object.keys(writes)
    .map((mutation) => `${label}.${mutation}`)
    .toSorted();

describe('R16 R18 a write', () => {
  const open: Readonly<Record<string, Behaviour>> = {
    500: status(500),
    502: status(502),
    503: status(503),
    504: status(504),
    reset,
    resetMidBody,
    truncated,
    cut,
    timeout: hang,
  };

  test('whose end nobody saw was sent once, and nothing is claimed of it', async () => {
    for (const [label, behave] of Object.entries(open)) {
      await readBoth();
      fault = behave;
      expect(await writeAll(label), label).toEqual(all('OUTCOME_UNKNOWN', 'UNKNOWN'));
      expect(writesUpstream(label), label).toEqual(once(label));
    }
  });

  test('that was refused was sent once, and is not done', async () => {
    const refusals: Readonly<Record<string, readonly [number, string]>> = {
      429: [429, 'RATE_LIMITED'],
      401: [401, 'UNAUTHENTICATED'],
      403: [403, 'FORBIDDEN'],
      404: [404, 'NOT_FOUND'],
      409: [409, 'CONFLICT'],
      422: [422, 'INVALID'],
    };
    for (const [label, [code, told]] of Object.entries(refusals)) {
      fault = status(code);
      expect(await writeAll(label), label).toEqual(all(told, 'NOT_DONE'));
      expect(writesUpstream(label), label).toEqual(once(label));
    }
  });

  test('that was answered well is done', async () => {
    for (const code of [200, 204]) {
      const label = String(code);
      fault = code === 204 ? status(204) : unchanged;
      expect(await writeAll(label), label).toEqual(all(null, 'DONE'));
      expect(writesUpstream(label), label).toEqual(once(label));
    }
  });
});

test('S11 R16 no redirect is followed, by no method', async () => {
  const elsewhere = await startUpstream(unchanged);
  for (const code of [301, 302, 303, 307, 308]) {
    const label = String(code);
    fault = status(code, { location: `${elsewhere.url}/account_memberships/7` });
    const told = await writeAll(label);
    for (const { code: seen } of Object.values(told)) expect(seen).toBe('UPSTREAM_MALFORMED');
    expect(writesUpstream(label), label).toEqual(once(label));
  }
  const reading = await startUpstream(status(307, { location: `${elsewhere.url}/users/me` }));
  const other = await serve({ KANTATA_BASE_URL: reading.url });
  const { body } = await ask(other.url, {}, { query: '{ me { id } }' });
  expect(body).toContain('"UPSTREAM_MALFORMED"');
  expect(reading.requests).toHaveLength(1);
  expect(elsewhere.requests).toEqual([]);
});
