/** Reads are asked again where that can help, three times at most, and no sooner than is wanted. */
import { describe, expect, test, vi } from 'vitest';
import { tooManyRequests, type FaultAction } from '../../src/emulator/faults.ts';
import { startTestGateway } from './harness.ts';

const document = '{ roles { totalCount } }';
const line = 'GET /roles?only_active=true&page=1&per_page=1';
const healed = { roles: { totalCount: 17 } };

async function after(
  times: number,
  action: FaultAction,
  env: Readonly<Record<string, string>> = {},
) {
  const gateway = await startTestGateway({ env });
  gateway.kantata.inject({ match: { path: '/roles' }, times, action });
  const startedAt = performance.now();
  const { data, errors } = await gateway.query(document);
  const tookMs = performance.now() - startedAt;
  return { data, errors, lines: gateway.requests(), tookMs };
}

describe('a failure that passes is not seen', () => {
  const passing: readonly (readonly [string, FaultAction])[] = [
    ['500', { kind: 'answer', status: 500 }],
    ['502', { kind: 'answer', status: 502 }],
    ['503', { kind: 'answer', status: 503 }],
    ['504', { kind: 'answer', status: 504 }],
    ['a reset', { kind: 'reset' }],
    ['a connection that breaks in the answer', { kind: 'cutBody' }],
    ['an answer that breaks off', { kind: 'truncatedJson' }],
    ['no answer in time', { kind: 'hang' }],
  ];

  test.each(passing)('%s, once or twice', async (_what, action) => {
    for (const times of [1, 2]) {
      const { data, errors, lines } = await after(times, action, { UPSTREAM_TIMEOUT_MS: '200' });
      expect(errors).toBeUndefined();
      expect(data).toEqual(healed);
      expect(lines).toEqual(Array(times + 1).fill(line));
    }
  });

  test('but not three times', async () => {
    const { data, errors, lines } = await after(3, { kind: 'answer', status: 503 });
    expect(data).toEqual({ roles: null });
    expect(errors).toMatchObject([
      { path: ['roles'], extensions: { code: 'UPSTREAM_UNAVAILABLE', upstreamStatus: 503 } },
    ]);
    expect(lines).toEqual(Array(3).fill(line));
  });

  test.each([400, 401, 403, 404, 409, 422])('%i does not pass', async (status) => {
    const { errors, lines } = await after(1, { kind: 'answer', status });
    expect(errors).toHaveLength(1);
    expect(lines).toEqual([line]);
  });

  test('each request of an operation for itself', async () => {
    const gateway = await startTestGateway();
    const action: FaultAction = { kind: 'answer', status: 503 };
    gateway.kantata.inject({ match: { path: '/roles' }, times: 2, action });
    gateway.kantata.inject({ match: { path: '/skills' }, times: 1, action });
    const { data, errors } = await gateway.query(
      '{ roles { totalCount } skills { totalCount } invitations { totalCount } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject(healed);
    const paths = gateway.requests().map((request) => request.split('?')[0]);
    expect(paths.toSorted()).toEqual([
      'GET /account_invitations',
      ...Array<string>(3).fill('GET /roles'),
      ...Array<string>(2).fill('GET /skills'),
    ]);
  });
});

describe('Retry-After', () => {
  test('in seconds is waited for', async () => {
    const { data, lines, tookMs } = await after(1, tooManyRequests('1'));
    expect(data).toEqual(healed);
    expect(lines).toEqual([line, line]);
    expect(tookMs).toBeGreaterThanOrEqual(1000);
    expect(tookMs).toBeLessThan(6000);
  });

  test('as a date is waited for, of a 503 as well', async () => {
    // Dates have whole seconds: this one lies between one and two of them ahead.
    const date = new Date(Math.floor(Date.now() / 1000) * 1000 + 2000).toUTCString();
    const unavailable: FaultAction = {
      kind: 'answer',
      status: 503,
      headers: { 'retry-after': date },
    };
    const { data, lines } = await after(1, unavailable);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date));
    expect(data).toEqual(healed);
    expect(lines).toEqual([line, line]);
  });

  test.each([
    ['60', 60_000],
    ['2592000', 2 ** 31 - 1],
    ['Fri, 31 Dec 2100 23:59:59 GMT', 2 ** 31 - 1],
  ])('%s does not fit the deadline: the answer is given at once', async (value, retryAfterMs) => {
    const { data, errors, lines } = await after(3, tooManyRequests(value));
    expect(data).toEqual({ roles: null });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      source: 'KANTATA_OX',
      upstreamStatus: 429,
      requestId: expect.any(String) as unknown,
      retryAfterMs,
    });
    expect(lines).toEqual([line]);
  });

  test.each(['soon', '-5', '1.5', '5 minutes', 'come back 3000', '0x10', 'NaN', '1e3'])(
    '%j is nonsense and counts as absent',
    async (value) => {
      const headers = { 'retry-after': value };
      const { data, errors, lines } = await after(1, { kind: 'answer', status: 500, headers });
      expect(errors).toBeUndefined();
      expect(data).toEqual(healed);
      expect(lines).toEqual([line, line]);
    },
  );

  test('a date that is past asks for nothing', async () => {
    const { data, lines } = await after(2, {
      kind: 'answer',
      status: 503,
      headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
    });
    expect(data).toEqual(healed);
    expect(lines).toHaveLength(3);
  });

  test('without it, too many requests are asked again a little later', async () => {
    const { data, errors, lines } = await after(1, tooManyRequests());
    expect(errors).toBeUndefined();
    expect(data).toEqual(healed);
    expect(lines).toEqual([line, line]);
  });
});

describe('between attempts', () => {
  test('there is a pause of random length, up to 100 ms, then up to 200', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.999);
    try {
      const { tookMs } = await after(2, { kind: 'answer', status: 503 });
      expect(tookMs).toBeGreaterThanOrEqual(299);
    } finally {
      random.mockRestore();
    }
  });
});
