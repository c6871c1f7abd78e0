import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ask, hang, look, membersQuery, oneMember, pauseMs, serve, startUpstream } from './rig.ts';

const hashOf = (document: string) => createHash('sha256').update(document).digest('hex');

test('every operation is one line, with its name, its document, its time and its outcome', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const document = 'query Members { accountMemberships(first: 1) { nodes { sourceId } } }';

  await ask(gateway.url, { 'x-request-id': 'order-66' }, { query: document });
  const line = await gateway.line(({ msg }) => msg === 'operation');

  expect(line).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
    requestId: 'order-66',
    operation: 'Members',
    kind: 'query',
    document: hashOf(document),
    durationMs: expect.any(Number) as unknown,
    status: 200,
    codes: [],
    msg: 'operation',
  });
});

test('what failed is told by codes, at the door and behind it', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' });
  const codesOf = async (id: string) => {
    const { status, codes } = await gateway.line(({ requestId }) => requestId === id);
    return { status, codes };
  };

  await ask(gateway.url, { 'x-request-id': 'down' });
  await ask(gateway.url, { 'x-request-id': 'door', authorization: 'Basic eA==' });
  await ask(gateway.url, { 'x-request-id': 'wrong' }, { query: '{ nothing }' });

  expect(await codesOf('down')).toEqual({ status: 200, codes: ['UPSTREAM_UNAVAILABLE'] });
  expect(await codesOf('door')).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
  expect(await codesOf('wrong')).toEqual({ status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'] });
});

test('nothing that a caller or an upstream says can forge a line or a field, or stands in one', async () => {
  const canary = 'c4n4ry@example.test';
  const forged = `\n{"level":"fatal","msg":"${canary}"}\n`;
  const upstream = await startUpstream((request, response) => {
    if (request.url?.includes('html') === true) response.end(`<html>${forged}</html>`);
    else response.writeHead(500, { 'content-type': 'application/json' }).end(forged);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url, LOG_LEVEL: 'debug' });
  const name = `N${'a'.repeat(80)}`;

  await ask(gateway.url, { 'x-request-id': forged.trim(), 'user-agent': canary });
  await ask(gateway.url, {}, { query: forged });
  await ask(gateway.url, {}, { query: `query ${name} { __typename }`, operationName: name });
  await ask(gateway.url, {}, { query: '{ __typename }', operationName: forged });
  await ask(gateway.url, {}, `{"query":"{ __typename }","${canary}":1}`);
  await ask(
    gateway.url,
    {},
    {
      query: 'query Q($id: ID!) { accountMembership(id: $id) { sourceId } }',
      variables: { id: canary },
    },
  );
  await look(`${gateway.url}/${encodeURIComponent(forged)}?html=1`);
  await pauseMs(100);

  const lines = gateway.lines();
  expect(lines.filter(({ msg }) => msg === 'operation').length).toBe(6);
  expect(lines.filter(({ level }) => level === 'fatal')).toEqual([]);
  expect(gateway.output()).not.toContain('c4n4ry');
  expect(gateway.output()).not.toContain(name);
});

test('a client that leaves is told, too', async () => {
  const upstream = await startUpstream(hang);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const leaving = new AbortController();

  const gone = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
    body: JSON.stringify({ query: membersQuery }),
    signal: leaving.signal,
  });
  while (upstream.requests.length < 1) await pauseMs(5);
  const leftAt = performance.now();
  leaving.abort();
  await expect(gone).rejects.toThrow();

  while ((await upstream.connections()) > 0) await pauseMs(5);
  expect(performance.now() - leftAt, 'R20').toBeLessThan(200);
  expect(await gateway.line(({ msg }) => msg === 'operation')).toMatchObject({ clientLeft: true });
  await pauseMs(200);
  expect(upstream.requests).toHaveLength(1);
});

const crash = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => {
    const error = new TypeError('c4n4ry\\n    at forged (file:///forged.ts:1:1)');
    error.cause = new Error('c4n4ry');
    queueMicrotask(() => { throw error; });
    setTimeout(() => { throw new Error('another'); }, 20);
  });
  process.on('SIGHUP', () => void Promise.reject(new Error('c4n4ry')));
  process.on('SIGUSR1', () => process.emitWarning('c4n4ry', { code: 'SOME_WARNING' }));
`)}`;

test.each(['SIGUSR2', 'SIGHUP'] as const)(
  'after an error that nobody caught it tells so once, without a value, and ends: %s',
  async (signal) => {
    const upstream = await startUpstream(hang);
    const gateway = await serve({ KANTATA_BASE_URL: upstream.url }, ['--import', crash]);
    const answer = ask(gateway.url);
    const lost = expect(answer).rejects.toThrow('fetch failed');
    while (upstream.requests.length < 1) await pauseMs(5);

    const crashedAt = performance.now();
    gateway.signal(signal);

    expect(await gateway.ended).toBe(1);
    expect(performance.now() - crashedAt).toBeLessThan(2000);
    await lost;
    const fatal = gateway.lines().filter(({ level }) => level === 'fatal');
    expect(fatal).toHaveLength(1);
    expect(fatal[0]).toMatchObject({
      msg: 'crashed',
      err: { name: signal === 'SIGHUP' ? 'Error' : 'TypeError' },
    });
    expect(gateway.output()).not.toMatch(/c4n4ry|forged|another/);
  },
);

test('a warning of Node is a line like any other', async () => {
  const gateway = await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }, ['--import', crash]);

  gateway.signal('SIGUSR1');
  const line = await gateway.line(({ level }) => level === 'warn');

  expect(line).toMatchObject({ err: { name: 'Warning', code: 'SOME_WARNING' } });
  expect(gateway.output()).not.toContain('c4n4ry');
});

test('the gateway ends when nobody takes its lines: changes would be made that no audit shows', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  gateway.stopListening();
  // Its line cannot be written, if one from the start was not there before it, and has ended the gateway already.
  await ask(gateway.url).catch(() => null);
  expect(await gateway.ended).toBe(1);
});

/** As it looks to whoever writes into a file there; a write of nothing still works. */
const diskIsFull = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  const { writeSync } = fs;
  process.on('SIGUSR2', () => {
    fs.writeSync = (fd, what, ...rest) => {
      if (fd !== 1 || what.length === 0) return writeSync(fd, what, ...rest);
      throw Object.assign(new Error('c4n4ry'), { code: 'ENOSPC' });
    };
    process.stderr.write('{"msg":"full"}\\n');
  });
`)}`;

test('a full disk ends the gateway, and the change that the audit cannot tell of is not made', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url }, ['--import', diskIsFull]);
  gateway.signal('SIGUSR2');
  await gateway.line(({ msg }) => msg === 'full');

  const change = '{ disableAccountMembership(input: { id: "7" }) { userErrors { code } } }';
  const { status } = await ask(gateway.url, {}, { query: `mutation ${change}` });

  expect(status).toBe(503);
  expect(upstream.requests.filter(({ line }) => line.startsWith('PUT'))).toEqual([]);
  expect(await gateway.ended).toBe(1);
  expect(gateway.lines().map(({ msg }) => msg)).toEqual([expect.stringMatching(/^Server/), 'full']);
});
