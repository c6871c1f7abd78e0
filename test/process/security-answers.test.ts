/** What a hostile or broken upstream sends. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { status, type Behaviour } from './answering.ts';
import { ask, look, membersQuery, oneMember, serve, startUpstream } from './rig.ts';

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Since its start. */
function mostResidentMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

test('S13 JSON without measure is an error or an answer, and the gateway lives', async () => {
  let body = '';
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const row = (more: object) =>
    JSON.stringify({
      count: 1,
      results: [{ key: 'account_memberships', id: '7' }],
      account_memberships: { 7: { id: '7', ...more } },
    });
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, key]));
  for (const [what, each] of Object.entries({
    nested: '['.repeat(1_000_000),
    closed: '['.repeat(100_000) + ']'.repeat(100_000),
    keys: row(many),
    string: row({ permission: 'x'.repeat(1_000_000) }),
    proto: row({}).replace('"id":"7"}', '"id":"7","__proto__":{"permission":"Canary"}}'),
    null: 'null',
    array: '[]',
    number: '7',
  })) {
    body = each;
    const answer = await ask(gateway.url);
    expect(answer.status, what).toBe(200);
    expect(answer.body, what).not.toContain('INTERNAL_SERVER_ERROR');
    expect(answer.body, what).not.toContain('Canary');
  }
  expect(await look(`${gateway.url}/healthz`)).toMatchObject({ status: 200 });
});

test('S13 a list that counts any number of rows takes no memory for them', async () => {
  const account = '00000000-0000-4000-8000-000000000001';
  const ids = ['2', '3', '4'].map((last) => `${account.slice(0, -1)}${last}`);
  const upstream = await startUpstream((request, response) => {
    const isList = request.url?.includes('?') === true;
    const row = (id = '') => ({ type: 'account_membership', id });
    const meta = { page: { limit: 100, offset: 0 }, results: { total: 2 ** 31 - 1 } };
    const list = { data: [row(account)], meta };
    const body = isList ? list : { data: row(request.url?.split('/').at(-1)) };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const gateway = await serve({ ELASTIC_PATH_BASE_URL: upstream.url });
  const globalIds = ids.map((id) =>
    Buffer.from(`CommerceAccountMembership:${account}/${id}`).toString('base64url'),
  );
  const headers = { 'x-elastic-path-authorization': 'Bearer t' };
  const query = `{ nodes(ids: ${JSON.stringify(globalIds)}) { id } }`;
  const before = residentMb(gateway.pid);

  const { body } = await ask(gateway.url, headers, { query });

  expect(JSON.parse(body)).toEqual({ data: { nodes: globalIds.map((id) => ({ id })) } });
  // Its first page, and then each by itself.
  expect(upstream.requests).toHaveLength(4);
  expect(mostResidentMb(gateway.pid) - before).toBeLessThan(60);
});

test('S31 S32 nothing of what goes wrong upstream is told to anybody', async () => {
  const canary = 'CANARY-5f1c';
  const stack = `TypeError: ${canary}@example.com\n    at Object.<anonymous> (/srv/${canary}.rb:5)`;
  const page = `<html><pre>${stack}</pre>SELECT * FROM users WHERE email = '${canary}'</html>`;
  let behave: Behaviour = oneMember;
  const upstream = await startUpstream((request, response) => {
    behave(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: `${upstream.url}/${canary}`,
    ELASTIC_PATH_BASE_URL: `http://${canary}.invalid`,
    LOG_LEVEL: 'debug',
  });
  const headers = {
    authorization: `Bearer ${canary}-token`,
    'x-elastic-path-authorization': `Bearer ${canary}-token`,
  };
  const documents = [
    membersQuery,
    '{ commerceAccounts(first: 1) { totalCount } }',
    `mutation { createInvitation(input: { emailAddress: "${canary}@example.com", fullName: "${canary}" }) { userErrors { code } } }`,
    `{ identity(emailAddress: "${canary}@example.com") { people { fullName } } }`,
  ];
  const answers: readonly Behaviour[] = [
    ...[200, 401, 403, 404, 422, 500, 503].map((code): Behaviour => {
      return (_request, response) => {
        response.writeHead(code, canary, { 'x-secret': canary, 'content-type': 'text/html' });
        response.end(page);
      };
    }),
    status(302, { location: `http://${canary}.invalid/` }),
    (_request, response) => response.socket?.resetAndDestroy(),
  ];
  for (behave of answers) {
    for (const query of documents) {
      const { body, headers: told } = await ask(gateway.url, headers, { query });
      const shown = body + JSON.stringify([...told]);
      expect(shown).not.toMatch(
        /CANARY|127\.0\.0\.1|\.invalid|\bat \w|SELECT|ECONN|ENOTFOUND|html/,
      );
      expect(shown).not.toContain(`:${upstream.port}`);
      expect(body).not.toContain('INTERNAL_SERVER_ERROR');
      if (body.includes('"errors"')) expect(body).toContain('"requestId"');
    }
  }
  // `/metrics`, too, once it is there, and everything on stdout and stderr.
  expect((await look(`${gateway.url}/metrics`)).body).not.toContain('CANARY');
  expect(gateway.lines().length).toBeGreaterThan(answers.length * documents.length);
  expect(gateway.output()).not.toContain('CANARY');
  expect(gateway.output()).not.toContain(`127.0.0.1:${upstream.port}`);
  expect(upstream.requests.length).toBeGreaterThan(answers.length);
});
