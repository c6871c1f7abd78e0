/** Answers of an upstream that are small on the way, and without end once they are unpacked. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Behaviour } from '../process/answering.ts';
import { ask, look, oneMember, serve, startUpstream } from '../process/rig.ts';
import { quantile, report, residentMb } from './measuring.ts';
import { mostOtherWork, watchOtherWork } from './other-work.ts';

const zeros = Buffer.alloc(300 * 1024 * 1024, '0');
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

const encoded = (encoding: string, body: Buffer): Behaviour => {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
    response.end(body);
  };
};

/** Each in a chunk of its own: 6 MB, which take more than twice that on the way. */
const smallPieces: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  response.socket?.write('3\r\n000\r\n'.repeat(2_000_000));
};

test('S12 a small answer that grows without end is given up early', async () => {
  const bombs: Readonly<Record<string, Behaviour>> = {
    gzip: encoded('gzip', gzipSync(zeros)),
    brotli: encoded('br', brotliCompressSync(zeros, quickly)),
    plain: encoded('identity', zeros.subarray(0, 100 * 1024 * 1024)),
    'small pieces': smallPieces,
  };
  let behave: Behaviour = oneMember;
  const upstream = await startUpstream((request, response) => {
    behave(request, response);
  });
  const gateway = await serve({ KANTATA_BASE_URL: upstream.url });
  for (let round = 0; round < 20; round += 1) await ask(gateway.url);
  const before = residentMb(gateway.pid);

  const otherWork = watchOtherWork([gateway.pid]);
  const times: Record<string, { tookMs: number; healthMs: number }> = {};
  for (const [what, bomb] of Object.entries(bombs)) {
    behave = bomb;
    let most = before;
    const health: number[] = [];
    const answer = ask(gateway.url);
    const over = new AbortController();
    void answer.finally(() => {
      over.abort();
    });
    while (!over.signal.aborted) {
      health.push((await look(`${gateway.url}/healthz`)).tookMs);
      most = Math.max(most, residentMb(gateway.pid));
    }
    const { body, tookMs } = await answer;
    times[what] = { tookMs, healthMs: quantile(health, 0.99) };
    report(`S12 ${what}`, { ...times[what], grownMb: most - before });
    expect(body, what).toContain('"UPSTREAM_MALFORMED"');
    expect(most - before, what).toBeLessThanOrEqual(100);
    expect(upstream.requests.length).toBeGreaterThan(20);
  }
  const others = otherWork();
  report('S12', { othersShare: others });
  if (others > mostOtherWork) return;
  for (const [what, { tookMs, healthMs }] of Object.entries(times)) {
    expect(tookMs, what).toBeLessThanOrEqual(2000);
    expect(healthMs, what).toBeLessThanOrEqual(250);
  }
});
