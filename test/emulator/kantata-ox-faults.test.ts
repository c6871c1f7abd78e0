import { describe, expect, it, onTestFinished } from 'vitest';
import { tooManyRequests, type FaultAction } from '../../src/emulator/faults.ts';
import { startKantataOxEmulator } from '../../src/emulator/kantata-ox/index.ts';
import { call } from './kantata-ox-caller.ts';

const M = '/account_memberships';

async function start() {
  const emulator = await startKantataOxEmulator({ members: 20, inactive: 2 });
  onTestFinished(() => emulator.stop());
  const isDisabled = () => emulator.data.account_memberships.get(300503)?.disabled_at !== null;
  return {
    emulator,
    isDisabled,
    get: (path = M) => call(emulator, path),
    disable: () => call(emulator, `${M}/300503/disable`, { method: 'PUT' }),
    always: (action: FaultAction) => {
      emulator.inject({ match: () => true, action });
    },
  };
}

describe('an injected fault', () => {
  it('answers something else, with headers and a body of any kind', async () => {
    const { emulator, get, always } = await start();
    always({
      kind: 'answer',
      status: 503,
      body: { errors: [{ type: 'system', message: 'Busy' }] },
    });
    expect(await get()).toMatchObject({ status: 503, errors: [{ message: 'Busy' }] });
    emulator.clearFaults();
    always({
      kind: 'answer',
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<h1>Bad Gateway</h1>',
    });
    expect(await get()).toMatchObject({ status: 502, text: '<h1>Bad Gateway</h1>' });
    emulator.clearFaults();
    always({ kind: 'answer', status: 500 });
    expect(await get()).toMatchObject({ status: 500, text: '' });
    emulator.clearFaults();
    expect((await get()).status).toBe(200);
  });

  it('refuses for too many requests, with or without saying when to return', async () => {
    const { emulator, get, always } = await start();
    always(tooManyRequests('2'));
    const told = await get();
    expect(told.status).toBe(429);
    expect(told.headers.get('retry-after')).toBe('2');
    emulator.clearFaults();
    always(tooManyRequests());
    expect((await get()).headers.get('retry-after')).toBeNull();
  });

  it('befalls only what it matches, and only so many times', async () => {
    const { emulator, get, disable } = await start();
    const action: FaultAction = { kind: 'answer', status: 500 };
    emulator.inject({ match: { method: 'PUT' }, times: 1, action });
    emulator.inject({ match: { path: '/roles' }, times: 2, action });
    emulator.inject({ match: { path: /^\/skill/ }, action });
    emulator.inject({ match: ({ query }) => query.page === '2', action });
    expect((await get()).status).toBe(200);
    expect([(await disable()).status, (await disable()).status]).toEqual([500, 200]);
    const roles = [await get('/roles'), await get('/roles'), await get('/roles')];
    expect(roles.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect((await get('/skill_categories')).status).toBe(500);
    expect((await get(`${M}?page=2`)).status).toBe(500);
  });

  it('applies nothing when the connection is reset before', async () => {
    const { disable, isDisabled, always, emulator } = await start();
    always({ kind: 'reset' });
    await expect(disable()).rejects.toThrow();
    expect(isDisabled()).toBe(false);
    expect(emulator.writesApplied).toBe(0);
  });

  it('applies the write when only the answer is lost', async () => {
    const { disable, isDisabled, always, emulator } = await start();
    always({ kind: 'resetAfterApplying' });
    await expect(disable()).rejects.toThrow();
    expect(isDisabled()).toBe(true);
    expect(emulator.writesApplied).toBe(1);
  });

  it('cuts the body in the middle', async () => {
    const { get, always } = await start();
    always({ kind: 'cutBody' });
    await expect(get()).rejects.toThrow();
  });

  it('frames half of the JSON correctly', async () => {
    const { get, always } = await start();
    always({ kind: 'truncatedJson' });
    await expect(get()).rejects.toThrow(SyntaxError);
  });

  it('delays, and drips', async () => {
    const { emulator, get, always } = await start();
    const timed = async () => {
      const begunAt = performance.now();
      const { status } = await get(`${M}?only=300501`);
      return { status, tookMs: performance.now() - begunAt };
    };
    always({ kind: 'delay', delayMs: 60 });
    const delayed = await timed();
    expect(delayed.status).toBe(200);
    expect(delayed.tookMs).toBeGreaterThanOrEqual(55);
    emulator.clearFaults();
    always({ kind: 'drip', chunkBytes: 200, everyMs: 20 });
    const dripped = await timed();
    expect(dripped.status).toBe(200);
    expect(dripped.tookMs).toBeGreaterThanOrEqual(55);
  });

  it('survives a client that does not wait', async () => {
    const { emulator, get, always } = await start();
    always({ kind: 'delay', delayMs: 40 });
    const impatient = fetch(emulator.url + M, { signal: AbortSignal.timeout(10) });
    await expect(impatient).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await get()).status).toBe(200);
  });
});
