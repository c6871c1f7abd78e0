/** That every test searches what its gateways say: a gateway that told a secret would fail its test. */
import { expect, test } from 'vitest';
import { canariesIn, refuseCanariesInMetrics } from '../canaries.ts';
import { ask, linesOf, oneMember, serve, startUpstream } from './rig.ts';

const saying = (text: string) =>
  `data:text/javascript,${encodeURIComponent(`console.log(${JSON.stringify(JSON.stringify({ text }))});`)}`;

test.fails('S32 a program that says a credential fails its test when that ends', async () => {
  await serve({ KANTATA_BASE_URL: 'http://127.0.0.1:1' }, [
    '--import',
    saying('Bearer some-token'),
  ]);
});

test('S32 a program that says nothing of the kind does not', async () => {
  const upstream = await startUpstream(oneMember);
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url }, ['--import', saying('well')]);
  await ask(gateway.url);
  expect(linesOf(gateway.output()).length).toBeGreaterThan(1);
  expect(canariesIn(gateway.output())).toEqual([]);
});

test('S32 metrics are searched, too', async () => {
  const upstream = await startUpstream((_request, response) => {
    response.end('a_total{operation="ada@example.test"} 1');
  });
  await expect(refuseCanariesInMetrics(upstream.url)).rejects.toThrow('S32 in /metrics');
});

test.each([
  'CANARY-5f1c',
  'c4n4ry',
  'hunter2',
  'some-token',
  'Authorization: Bearer abc',
  'eyJhbGciOiJSUzI1NiJ9',
  'ada.lovelace+1@example.com',
])('S32 %s is found', (text) => {
  expect(canariesIn(`{"msg":"${text}"}`)).not.toEqual([]);
});

test.each(['node_modules/@apollo/server/index.js', 'file:///srv/a.ts:1:2', '{"msg":"operation"}'])(
  'S32 %s is none',
  (text) => {
    expect(canariesIn(text)).toEqual([]);
  },
);
