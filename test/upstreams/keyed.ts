/** Reads by keys in front of an upstream that answers when the test says so, and that is full at first. */
import { expect } from 'vitest';
import type { HttpOptions, KeyedRead } from '../../src/upstreams/http/index.ts';
import { call } from './client.ts';
import { startHolding, type Holding } from './holding.ts';

export const alone = { method: 'GET', path: '/alone' } as const;

export function keyed(keys: readonly string[], more: Partial<KeyedRead> = {}): KeyedRead {
  return {
    shape: '/x?only=',
    keys,
    most: 10,
    request: (all) => ({ method: 'GET', path: `/x?only=${all.join(',')}`, idCount: all.length }),
    ...more,
  };
}

/** There is room for one call, and one is under way. */
export async function startFull(options: Partial<HttpOptions> = {}): Promise<Holding> {
  const holding = await startHolding({ maxConcurrency: 1, ...options });
  void holding.client.read(alone, call());
  await holding.client.upstream.arrived(1);
  return holding;
}

/** What was asked for after the first call, and what each of them was answered. */
export async function answered({ client, release }: Holding, lines: readonly string[]) {
  await release(1);
  for (let which = 2; which <= lines.length + 1; which += 1) await release(which, which);
  await client.upstream.arrived(lines.length + 1);
  expect(client.upstream.lines().slice(1)).toEqual(lines);
}
