/** How a bulk ends that has no time left for what it would send. */
import { expect, test } from 'vitest';
import { Throttle } from '../../src/changing/throttle.ts';
import { Fault } from '../../src/domain/fault.ts';

function throttleFor(ms: number): Throttle {
  return new Throttle({
    credential: { fingerprint: 'one', key: 'one', headers: () => ({}) },
    requestId: 'one',
    signal: new AbortController().signal,
    deadlineMs: performance.now() + ms,
  });
}

test('nothing begins that would not be sent any more', () => {
  expect(throttleFor(60_000).isOver).toBe(false);
  expect(throttleFor(40).isOver).toBe(true);
});

test('nobody waits for a room that comes too late for an answer', async () => {
  const refused = new Fault('RATE_LIMITED', 'Fewer calls', { retryAfterMs: 1000 });
  let sent = 0;
  const send = () => {
    sent += 1;
    return Promise.reject(refused);
  };
  const throttle = throttleFor(1040);
  await expect(throttle.run(send)).rejects.toBe(refused);
  expect(throttle.isOver).toBe(true);
  expect(sent).toBe(1);
});
