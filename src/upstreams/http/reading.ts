/**
 * Reads: answered with one that is under way for the same credential, else by a request, which is repeated
 * where that can help and still fit the deadline.
 */
import { Fault } from '../../domain/fault.ts';
import type { Call } from '../source.ts';
import { isThrottled, pause, pauseBeforeMs } from './backoff.ts';
import type { Breaker } from './breaker.ts';
import type { Bulkhead } from './bulkhead.ts';
import { isRepeatable, isSuccess, jsonOf, readFault } from './faults.ts';
import { FlightsByCredential, type Spared } from './flights-by-credential.ts';
import type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
import type { HttpOptions, Request } from './request.ts';
import { RetryBudgets, type RetryBudget } from './retry-budget.ts';
import { leastAttemptMs, type Sending } from './sending.ts';

const maxAttempts = 3;

export interface Reading {
  readonly read: (request: Request, call: Call) => Promise<unknown>;
  readonly readByKeys: (read: KeyedRead, call: Call) => Promise<KeyedAnswer>;
  /** What was read, or is being read, is no answer to what is asked from now on. */
  readonly fence: () => void;
  readonly spared: () => Spared;
}

export function createReading(
  options: HttpOptions,
  sending: Sending,
  { breaker, bulkhead }: { readonly breaker: Breaker; readonly bulkhead: Bulkhead },
): Reading {
  const { source, sharing = true } = options;
  const budgets = new RetryBudgets();
  const flights = new FlightsByCredential(source, ask, (call) => {
    bulkhead.admit(call);
  });

  async function ask(request: Request, call: Call, boarded = () => request): Promise<unknown> {
    let paid: RetryBudget | null = null;
    for (let attempts = 1; ; attempts += 1) {
      const reply = await sending.send(request, call, 'read', boarded);
      const read = isSuccess(reply) ? jsonOf(options, reply) : readFault(options, reply);
      if (!(read instanceof Fault)) {
        budgets.succeeded(paid);
        return read.json;
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

  return {
    read: async (request, call) => {
      call.trace?.asked(request, source, call.reason ?? 'byKeys');
      return isForOneAlone(request, call) ? ask(request, call) : flights.read(request, call);
    },
    readByKeys: async (read, call) => {
      const request = read.request(read.keys);
      call.trace?.asked(request, source, call.reason ?? 'byKeys');
      return isForOneAlone(request, call)
        ? { json: await ask(request, call), isShared: false }
        : flights.readByKeys(read, request, call);
    },
    fence: () => {
      flights.fence();
    },
    spared: () => flights.spared,
  };
}
