/** Every argument of the schema, found in the schema, with what must not pass or must not take long. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { json } from './answering.ts';
import { account, everyPlace } from './every-argument.ts';
import { ask, oneMember, serve, startUpstream } from './rig.ts';

const schema = createSchema();
const own = { 'x-elastic-path-authorization': 'Bearer some-token' };

const hostile = [
  '5/../users',
  '..',
  '.',
  '/',
  '%2e%2e',
  '%2E%2E%2F',
  '5?x=1',
  '5&only=6',
  '5#x',
  '5;x',
  '5\r\nX: 1',
  '5\n',
  '5\0',
  '５',
  '٥',
  '-1',
  '+5',
  '0',
  '05',
  '1e3',
  '0x5',
  '5.0',
  '5,6',
  ' 5',
  '5 ',
  '*',
  '',
  '__proto__',
  'constructor',
  '1000000000000000000000',
  'null',
  'NaN',
  '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c1',
  '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11/..',
  '{7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11}',
  '7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c11,7c1e2f90-3b44-4d2a-9e61-0a5f8b6d1c12',
  Buffer.from('User:5/../users').toString('base64url'),
  Buffer.from('CommerceAccountMembership:a/b').toString('base64url'),
  Buffer.from('CommerceAccountMembership:../..').toString('base64url'),
  'x'.repeat(5000),
];

async function servedBeforeBoth() {
  const kantata = await startUpstream(oneMember);
  const commerce = await startUpstream((request, response) => {
    const isOne = request.url?.endsWith(account) === true;
    const data = isOne ? { id: account, type: 'account' } : [];
    json({ data, meta: { results: { total: 0 } } })(request, response);
  });
  const gateway = await serve({
    KANTATA_BASE_URL: kantata.url,
    ELASTIC_PATH_BASE_URL: commerce.url,
  });
  const calls = () => [...kantata.requests, ...commerce.requests].map(({ line }) => line);
  const send = (query: string, value: string) =>
    ask(gateway.url, own, { query, variables: { value } });
  return { gateway, calls, send };
}

function codesOf(body: string): unknown[] {
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

test(
  'S07 what is no id goes into no request, wherever an id is taken',
  { timeout: 120_000 },
  async () => {
    const { calls, send } = await servedBeforeBoth();
    const places = everyPlace(schema, 'ID');
    expect(places.length).toBeGreaterThan(40);

    for (const { name, document, isNested } of places) {
      const before = calls().length;
      const bodies = await Promise.all(hostile.map((id) => send(document, id)));
      for (const [index, { body }] of bodies.entries()) {
        const id = JSON.stringify(hostile[index]?.slice(0, 60));
        expect(codesOf(body), `${name} ${id}`).toEqual(['BAD_USER_INPUT']);
      }
      // The record that it stands on may be asked for.
      const made = calls().slice(before);
      if (isNested) for (const line of made) expect(line).toMatch(/^GET \/v2\/account(-member)?s/);
      else expect(made, name).toEqual([]);
    }
  },
);

test(
  'S40 50 KB in any argument of text cost no more than 50 ms of time to compute',
  { timeout: 120_000 },
  async () => {
    const { gateway, send } = await servedBeforeBoth();
    const places = everyPlace(schema, 'String');
    expect(places.length).toBeGreaterThan(60);
    const texts = ['a@ "', 'a', ' ', '*', '\\', '%2e', 'ｅ́', '<a '].map((piece) =>
      piece.repeat(50_000 / piece.length),
    );
    for (const { document } of places.slice(0, 20)) await send(document, 'x');

    let most = 0;
    for (const { name, document } of places) {
      const before = cpuMs(gateway.pid);
      for (const text of texts) {
        const { status, body } = await send(document, text);
        expect(status, name).toBeLessThan(500);
        expect(codesOf(body), name).not.toContain('INTERNAL_SERVER_ERROR');
      }
      const eachMs = (cpuMs(gateway.pid) - before) / texts.length;
      most = Math.max(most, eachMs);
      expect(eachMs, name).toBeLessThanOrEqual(50);
    }
    process.stdout.write(`S40 ${places.length} arguments, at most ${most.toFixed(1)} ms\n`);
  },
);

/** What the process has computed, in steps of 10 ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
