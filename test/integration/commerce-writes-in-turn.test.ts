/** Writes to one membership go one after another, whoever asks for them: the API may lose one of two. */
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { AuditEntry } from '../../src/changing/audit.ts';
import { globalIdOf } from './commerce.ts';
import { sendJson, startGatewayAt, startUpstream } from './upstream.ts';

const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const pathOf = (membership: number) =>
  `/v2/accounts/${uuid(9)}/account-memberships/${uuid(membership)}`;
const idOf = (membership: number) =>
  globalIdOf('CommerceAccountMembership', `${uuid(9)}/${uuid(membership)}`);

const remove = (membership: number) => `mutation {
  deleteCommerceAccountMembership(input: { id: "${idOf(membership)}" }) {
    deletedId userErrors { code }
  }
}`;
const update = (membership: number, field: string) => `mutation {
  updateCommerceAccountMembership(
    input: { id: "${idOf(membership)}", customFields: { ${field}: 1 } }
  ) { commerceAccountMembership { sourceId } userErrors { code } }
}`;
const removed = (membership: number) => ({
  data: { deleteCommerceAccountMembership: { deletedId: idOf(membership), userErrors: [] } },
});
const updated = (membership: number) => ({
  data: {
    updateCommerceAccountMembership: {
      commerceAccountMembership: { sourceId: uuid(membership) },
      userErrors: [],
    },
  },
});

/** A store that answers writes to the first membership when it is told to. */
async function rig() {
  const held: ServerResponse[] = [];
  const upstream = await startUpstream(({ method, line }, response) => {
    if (method !== 'GET' && line.endsWith(uuid(1))) held.push(response);
    else answer(method, line, response);
  });
  const audit: AuditEntry[] = [];
  const gateway = await startGatewayAt(
    'http://127.0.0.1:1',
    { ELASTIC_PATH_BASE_URL: upstream.url },
    { audit: (entry) => audit.push(entry) },
  );
  return {
    url: gateway.url,
    upstream,
    audit,
    /** When so many writes are sent, or stand in line. */
    intended: (count: number) =>
      expect.poll(() => audit.filter(({ phase }) => phase === 'intent')).toHaveLength(count),
    /** @param caller has a credential of his own */
    ask: (document: string, caller: string, headers: Readonly<Record<string, string>> = {}) =>
      gateway.query(
        document,
        {},
        { 'x-elastic-path-authorization': `Bearer ${caller}`, ...headers },
      ),
    /** Ends the only write to the first membership that is under way. */
    end: (status?: number) => {
      const [response, ...others] = held.splice(0);
      if (response === undefined || others.length > 0) throw new Error('It is not one');
      const { method = '', url = '' } = response.req;
      if (status === undefined) answer(method, url, response);
      else sendJson(response, {}, status);
    },
  };
}

function answer(method: string, line: string, response: ServerResponse): void {
  const membership = {
    id: line.slice(-36),
    type: 'account_membership',
    relationships: { account_member: { data: { id: uuid(8), type: 'account_member' } } },
  };
  if (method === 'DELETE') response.writeHead(204).end();
  else sendJson(response, { data: membership });
}

test('in the order they came; those to another do not wait for them', async () => {
  const { upstream, ask, end, intended } = await rig();
  const first = ask(update(1, 'a'), 'one');
  await intended(1);
  const second = ask(update(1, 'b'), 'other');
  await intended(2);
  const third = ask(remove(1), 'one');
  await intended(3);
  expect(await ask(update(2, 'c'), 'one')).toEqual(updated(2));
  const before = [
    `GET ${pathOf(1)}`,
    `PUT ${pathOf(1)}`,
    `GET ${pathOf(1)}`,
    `GET ${pathOf(2)}`,
    `PUT ${pathOf(2)}`,
  ];
  expect(upstream.lines()).toEqual(before);

  end();
  expect(await first).toEqual(updated(1));
  await upstream.arrived(6);
  end();
  expect(await second).toEqual(updated(1));
  await upstream.arrived(7);
  end();
  expect(await third).toEqual(removed(1));
  expect(upstream.lines()).toEqual([...before, `PUT ${pathOf(1)}`, `DELETE ${pathOf(1)}`]);
});

test('one that fails does not hold up the next', async () => {
  const { upstream, ask, end, intended } = await rig();
  const first = ask(update(1, 'a'), 'one');
  await upstream.arrived(2);
  const second = ask(remove(1), 'other');
  await intended(2);
  end(422);
  expect(await first).toMatchObject({
    data: { updateCommerceAccountMembership: { userErrors: [{ code: 'INVALID' }] } },
  });
  await upstream.arrived(3);
  end();
  expect(await second).toEqual(removed(1));
  expect(upstream.lines()).toEqual([`GET ${pathOf(1)}`, `PUT ${pathOf(1)}`, `DELETE ${pathOf(1)}`]);
});

test('who has no time left is told that it was not sent, and lets nobody past', async () => {
  const { upstream, audit, ask, end, intended } = await rig();
  const first = ask(remove(1), 'one');
  await upstream.arrived(1);
  const late = ask(remove(1), 'other', { 'x-request-timeout-ms': '200' });
  expect(await late).toMatchObject({
    errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT', source: 'ELASTIC_PATH' } }],
  });
  expect(audit.map(({ outcome }) => outcome)).toEqual([undefined, undefined, 'NOT_DONE']);
  const last = ask(remove(1), 'other');
  await intended(3);
  expect(await ask(remove(2), 'other')).toEqual(removed(2));
  expect(upstream.lines()).toEqual([`DELETE ${pathOf(1)}`, `DELETE ${pathOf(2)}`]);

  end();
  expect(await first).toEqual(removed(1));
  await upstream.arrived(3);
  end();
  expect(await last).toEqual(removed(1));
  expect(upstream.lines().slice(2)).toEqual([`DELETE ${pathOf(1)}`]);
});

test('whose client leaves before its turn is not sent', async () => {
  const { url, upstream, audit, ask, end, intended } = await rig();
  const first = ask(remove(1), 'one');
  await upstream.arrived(1);
  const leaving = new AbortController();
  const left = fetch(`${url}/graphql`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { 'content-type': 'application/json', 'x-elastic-path-authorization': 'Bearer other' },
    body: JSON.stringify({ query: remove(1) }),
  });
  await intended(2);
  leaving.abort();
  await expect(left).rejects.toThrow();
  await expect.poll(() => audit.at(-1)).toMatchObject({ phase: 'result', outcome: 'NOT_DONE' });

  end();
  expect(await first).toEqual(removed(1));
  expect(await ask(remove(2), 'other')).toEqual(removed(2));
  expect(upstream.lines()).toEqual([`DELETE ${pathOf(1)}`, `DELETE ${pathOf(2)}`]);
});
