/** Two callers, the same ids: nothing of one is ever seen by the other. */
import { expect, test } from 'vitest';
import { json, status } from './answering.ts';
import { ask, serve, startUpstream } from './rig.ts';
import { seeded } from '../seed.ts';

test('S01 callers whose requests cross see nothing of each other', async () => {
  const random = seeded('S01');
  const upstream = await startUpstream((request, response) => {
    const token = String(request.headers.authorization).replace('Bearer ', '');
    const at = new URL(request.url ?? '', 'http://upstream');
    const ids = at.searchParams.get('only')?.split(',') ?? [];
    const rows = ids.map((id) => ({ id, full_name: `${id} of ${token}` }));
    setTimeout(() => {
      json({
        count: rows.length,
        results: rows.map(({ id }) => ({ key: 'users', id })),
        users: Object.fromEntries(rows.map((row) => [row.id, row])),
      })(request, response);
    }, random() * 10);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const seen = async (token: string, id: string) => {
    const query = `{ user(id: "${id}") { fullName } }`;
    const headers = { authorization: `Bearer ${token}`, 'x-request-id': `${token}.${id}` };
    const { body } = await ask(gateway.url, headers, { query });
    expect(JSON.parse(body)).toEqual({ data: { user: { fullName: `${id} of ${token}` } } });
  };

  const pairs = Array.from({ length: 500 }, (_, index) => String((index % 20) + 1));
  const work = pairs.flatMap((id) => [() => seen('one', id), () => seen('other', id)]).values();
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (const each of work) await each();
    }),
  );

  for (const { headers } of upstream.requests) {
    const [token] = String(headers['x-request-id']).split('.');
    expect(headers.authorization).toBe(`Bearer ${token ?? ''}`);
  }
});

test('S03 neither a refusal nor a row is remembered for another', async () => {
  const upstream = await startUpstream((request, response) => {
    const { authorization } = request.headers;
    const id = new URL(request.url ?? '', 'http://upstream').searchParams.get('only') ?? '';
    const may = authorization === (id === '1' ? 'Bearer b' : 'Bearer a');
    if (may) {
      const user = { id, full_name: 'Canary' };
      json({ count: 1, results: [{ key: 'users', id }], users: { [id]: user } })(request, response);
    } else status(id === '1' ? 403 : 404)(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  const seen = async (token: string, id: string) => {
    const query = `{ user(id: "${id}") { fullName } }`;
    const { body } = await ask(gateway.url, { authorization: `Bearer ${token}` }, { query });
    return body;
  };

  for (const token of ['a', 'b', 'a']) {
    const body = await seen(token, '1');
    expect(body).toContain(token === 'a' ? '"FORBIDDEN"' : 'Canary');
    expect(body.includes('Canary')).toBe(token === 'b');
  }
  expect(await seen('a', '2')).toContain('Canary');
  expect(await seen('b', '2')).toBe('{"data":{"user":null}}\n');
});
