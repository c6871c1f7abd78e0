/**
 * Reads: answered from what is kept, else with one that is under way for the same credential, else by a
 * request, which is repeated where that can help and still fit the deadline.
 */
import { Fault } from '../../domain/fault.ts';
import type { Call } from '../source.ts';
import { isThrottled, pause, pauseBeforeMs } from './backoff.ts';
import type { Breaker } from './breaker.ts';
import type { Bulkhead } from './bulkhead.ts';
import { isRepeatable, isSuccess, jsonOf, readFault } from './faults.ts';
import { FlightsByCredential, type Keep, type Sent } from './flights-by-credential.ts';
import type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
import type { HttpOptions, Request } from './request.ts';
import { addressOf } from './responses.ts';
import { RetryBudgets, type RetryBudget } from './retry-budget.ts';
import { leastAttemptMs, type Sending } from './sending.ts';

const maxAttempts = 3;

export type Spared = Readonly<Record<'shared' | 'coalesced' | 'cached', number>>;

export interface Reading {
  readonly read: (request: Request, call: Call) => Promise<unknown>;
  readonly readByKeys: (read: KeyedRead, call: Call) => Promise<KeyedAnswer>;
  /** What was read, or is being read, is no answer to what is asked from now on. */
  readonly fence: () => Promise<void>;
  readonly spared: () => Spared;
}

export function createReading(
  options: HttpOptions,
  sending: Sending,
  { breaker, bulkhead }: { readonly breaker: Breaker; readonly bulkhead: Bulkhead },
): Reading {
  const { source, responses, sharing = true } = options;
  const budgets = new RetryBudgets();
  const flights = new FlightsByCredential(source, ask, (call) => {
    bulkhead.admit(call);
  });
  let cached = 0;

  async function ask(request: Request, call: Call, boarded = () => request): Promise<Sent> {
    let paid: RetryBudget | null = null;
    for (let attempts = 1; ; attempts += 1) {
      const reply = await sending.send(request, call, 'read', boarded);
      const read = isSuccess(reply) ? jsonOf(options, reply) : readFault(options, reply);
      if (!(read instanceof Fault)) {
        budgets.succeeded(paid);
        return read;
      }
      const pauseMs = pauseBeforeMs(attempts, reply);
      const isInTime = performance.now() + pauseMs + leastAttemptMs <= call.deadlineMs;
      const isWorthIt = isRepeatable(reply) && attempts < maxAttempts && breaker.waitMs === 0;
      paid = budgets.for(isThrottled(reply));
      if (!isWorthIt || !isInTime || !paid.take()) throw read;
      await pause(pauseMs, call.signal);
    }
  }

  /** What is posted may be read, too, but not by two at once. */
  function isForOneAlone({ method }: Request, { fresh = false }: Call): boolean {
    return !sharing || fresh || method !== 'GET';
  }

  async function recall<T>(
    request: Request,
    call: Call,
    otherwise: { readonly known: (json: unknown) => T; readonly read: (keep?: Keep) => Promise<T> },
  ): Promise<T> {
    if (responses === undefined) return otherwise.read();
    const place = await responses.look(addressOf(source, call.credential, request.path));
    if (place.text === null) return otherwise.read(place.keep);
    call.trace?.count('cached', 1);
    cached += 1;
    return otherwise.known(JSON.parse(place.text));
  }

  return {
    read: async (request, call) => {
      call.trace?.asked(request, source, call.reason ?? 'byKeys');
      if (isForOneAlone(request, call)) return (await ask(request, call)).json;
      return recall(request, call, {
        known: (json) => json,
        read: (keep) => flights.read(request, call, keep),
      });
    },
    readByKeys: async (read, call) => {
      const request = read.request(read.keys);
      call.trace?.asked(request, source, call.reason ?? 'byKeys');
      const alone = (json: unknown): KeyedAnswer => ({ json, isShared: false });
      if (isForOneAlone(request, call)) return alone((await ask(request, call)).json);
      return recall(request, call, {
        known: alone,
        read: (keep) => flights.readByKeys(read, request, call, keep),
      });
    },
    fence: () => {
      flights.fence();
      return responses?.fence() ?? Promise.resolve();
    },
    spared: () => ({ ...flights.spared, cached }),
  };
}
