import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  startKantataOxEmulator,
  type KantataOxOptions,
} from '../../src/emulator/kantata-ox/index.ts';
import { call, useEmulator } from './kantata-ox-caller.ts';

const M = '/account_memberships';
const TOKEN = { authorization: 'Bearer admin-token' };

interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that no decent client would send. */
async function rawRequest(url: string, options: RawRequest, body = '') {
  const outgoing = httpRequest(url, { ...options, headers: { ...TOKEN, ...options.headers } });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode, headers: incoming.headers, text: await text(incoming) };
}

describe('the edge', () => {
  const { emulator, get, put } = useEmulator();
  const blocked = { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' } };
  const raw = (path: string, options: RawRequest, body?: string) =>
    rawRequest(emulator().url + path, options, body);

  it.each(['GET', 'HEAD'])(
    'blocks a %s that announces a body, even an empty one',
    async (method) => {
      const length = await raw(M, { method, headers: { 'content-length': '0' } });
      expect(length).toMatchObject(blocked);
      const chunked = await raw(M, { method, headers: { 'transfer-encoding': 'chunked' } });
      expect(chunked).toMatchObject(blocked);
      const body = await raw(M, { method, headers: { 'content-length': '2' } }, '{}');
      expect(body).toMatchObject(blocked);
      expect((await raw(M, { method })).status).toBe(200);
    },
  );

  it('blocks headers that are empty or not plain', async () => {
    expect(await raw(M, { headers: { 'x-empty': '' } })).toMatchObject(blocked);
    expect(await raw(M, { headers: { 'x-name': 'Zoë' } })).toMatchObject(blocked);
    expect((await raw(M, { headers: { 'content-type': 'application/json' } })).status).toBe(200);
  });

  it('cannot read a broken escape, and says so as the web server does', async () => {
    const path = `${M}?only=300501%FF`;
    const json = await get(path, { headers: { accept: 'application/json' } });
    expect(json).toMatchObject({ status: 400, json: { status: 400, error: 'Bad Request' } });
    expect(await get(path)).toMatchObject({ status: 400, text: '' });
  });

  it('reads no query above ten kibibytes', async () => {
    const query = (length: number) => `${M}?only=${'1,'.repeat(length / 2)}`;
    expect((await get(query(10_000))).status).toBe(200);
    expect(await get(query(10_300))).toMatchObject({ status: 400, text: '' });
  });

  it('answers with or without the suffix, and nothing outside its base path', async () => {
    expect((await get(`${M}.json?only=300501`)).ids).toEqual(['300501']);
    expect((await get(`${M}/300501.json`)).ids).toEqual(['300501']);
    expect((await put(`${M}/300501/enable.json`)).ids).toEqual(['300501']);
    const outside = await fetch(`http://127.0.0.1:${emulator().port}${M}`, { headers: TOKEN });
    expect(outside.status).toBe(404);
  });

  it('answers a HEAD without a body', async () => {
    const reply = await get(`${M}?only=300501`, { headers: {} });
    const head = await raw(`${M}?only=300501`, { method: 'HEAD' });
    expect(head.text).toBe('');
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(reply.text)));
  });

  it('answers 304 to who brings the tag, although nothing may be stored', async () => {
    const first = await get(`${M}?only=300501`);
    expect(first.headers.get('cache-control')).toBe('no-cache, no-store');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    expect(first.headers.get('x-request-id')).toBeTruthy();
    const again = await get(`${M}?only=300501`, { headers: { 'if-none-match': etag } });
    expect(again).toMatchObject({ status: 304, text: '' });
  });
});

describe('recorded requests', () => {
  const { emulator, get, put } = useEmulator();

  it('read well and hold what was sent, also what was refused', async () => {
    emulator().clearRequests();
    await get(`${M}.json?only_active=true&by_full_name=Zo%C3%AB%20O&page=1`);
    await put(`${M}/300501`, { account_membership: {} }, { token: 'nobody' });
    const [list, update] = emulator().requests;
    expect(list).toMatchObject({
      method: 'GET',
      path: M,
      query: { only_active: 'true', by_full_name: 'Zoë O', page: '1' },
      line: 'GET /account_memberships?only_active=true&by_full_name=Zoë O&page=1',
      token: 'admin-token',
      body: undefined,
    });
    expect(update).toMatchObject({
      line: 'PUT /account_memberships/300501',
      body: { account_membership: {} },
      token: 'nobody',
    });
    emulator().clearRequests();
    expect(emulator().requests).toEqual([]);
  });
});

async function start(options: KantataOxOptions = {}) {
  const emulator = await startKantataOxEmulator({ members: 20, inactive: 2, ...options });
  onTestFinished(() => emulator.stop());
  return { emulator, get: (path: string) => call(emulator, path) };
}

describe('the server', () => {
  it('refuses what comes too fast, until time has passed', async () => {
    const { get } = await start({ rateLimit: { requests: 2, perMs: 200 } });
    const burst = [await get(M), await get(M), await get(M)].map(({ status }) => status);
    expect(burst).toEqual([200, 200, 429]);
    await new Promise((resolve) => setTimeout(resolve, 220));
    expect((await get(M)).status).toBe(200);
  });

  it('takes as long as it is told', async () => {
    const { get } = await start({ latencyMs: 60 });
    const begunAt = performance.now();
    await get(M);
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(55);
  });

  it('knows the tokens that it is given', async () => {
    const { emulator } = await start({ tokens: { secret: 'administrator' } });
    expect((await call(emulator, M, { token: 'secret' })).status).toBe(200);
    expect((await call(emulator, M)).status).toBe(401);
  });

  it('survives a client that goes away in the middle of its request', async () => {
    const { emulator, get } = await start();
    const outgoing = httpRequest(emulator.url + M, {
      method: 'PUT',
      headers: { ...TOKEN, 'content-length': '100' },
    });
    const failed = once(outgoing, 'error');
    outgoing.write('{"account', () => {
      setTimeout(() => outgoing.destroy(new Error('Gone')), 20);
    });
    await failed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await get(M)).status).toBe(200);
    expect(emulator.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('does nothing more once it is stopped', async () => {
    const { emulator } = await start();
    emulator.inject({ match: () => true, action: { kind: 'delay', delayMs: 40 } });
    const write = call(emulator, `${M}/300503/disable`, { method: 'PUT' });
    while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    await Promise.all([emulator.stop(), expect(write).rejects.toThrow()]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(emulator.writesApplied).toBe(0);
  });

  it('stops at once, with requests still open', async () => {
    const { emulator, get } = await start();
    emulator.inject({ match: () => true, action: { kind: 'hang' } });
    const open = get(M).catch((error: unknown) => error);
    while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    const begunAt = performance.now();
    await emulator.stop();
    expect(await open).toBeInstanceOf(Error);
    expect(performance.now() - begunAt).toBeLessThan(500);
    await expect(get(M)).rejects.toThrow();
  });
});
