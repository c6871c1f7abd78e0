/**
 * Reads: answered with what is kept for the same credential, or with one that is under way for it, else by a
 * request, which is repeated where that can help and still fit the deadline.
 */
import { Fault } from '../../domain/fault.ts';
import { leastAttemptMs, type Call } from '../source.ts';
import { isThrottled, pause, pauseBeforeMs } from './backoff.ts';
import type { Breaker } from './breaker.ts';
import type { Bulkhead } from './bulkhead.ts';
import { isRepeatable, isSuccess, jsonOf, readFault } from './faults.ts';
import { addressOf, FlightsByCredential, type Joined, type Send } from './flights-by-credential.ts';
import type { Found, KeptAnswers } from './kept-answers.ts';
import type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
import type { HttpOptions, Request } from './request.ts';
import { RetryBudgets, type RetryBudget } from './retry-budget.ts';
import type { Sending } from './sending.ts';

const maxAttempts = 3;

/** How many reads needed no call of their own, and why. */
export type Spared = Joined & Readonly<Record<'cached', number>>;

export interface Reading {
  readonly read: (request: Request, call: Call) => Promise<unknown>;
  readonly readByKeys: (read: KeyedRead, call: Call) => Promise<KeyedAnswer>;
  /** What was read, or is being read, is no answer to what is asked from now on. */
  readonly fence: () => void | Promise<void>;
  readonly spared: () => Spared;
}

export function createReading(
  options: HttpOptions,
  sending: Sending,
  { breaker, bulkhead }: { readonly breaker: Breaker; readonly bulkhead: Bulkhead },
): Reading {
  const { source, sharing = true, keptAnswers } = options;
  const budgets = new RetryBudgets();
  const flights = new FlightsByCredential(source, (call) => {
    bulkhead.admit(call);
  });

  let cached = 0;

  async function ask(
    request: Request,
    call: Call,
    finalRequest = () => request,
    keep?: Found['keep'],
  ): Promise<unknown> {
    const { fingerprint } = call.credential;
    let paid: RetryBudget | null = null;
    for (let attempts = 1; ; attempts += 1) {
      const reply = await sending.send(request, call, 'read', finalRequest);
      const read = isSuccess(reply) ? jsonOf(options, reply) : readFault(options, reply);
      if (!(read instanceof Fault)) {
        budgets.succeeded(fingerprint, paid);
        if (keep !== undefined && isSuccess(reply) && reply.status === 200) {
          keep(addressOf(call, finalRequest().path), reply.body);
        }
        return read.json;
      }
      const pauseMs = pauseBeforeMs(attempts, reply);
      const isInTime = performance.now() + pauseMs + leastAttemptMs <= call.deadlineMs;
      const isWorthIt =
        isRepeatable(request, reply) && attempts < maxAttempts && breaker.waitMs() === 0;
      paid = budgets.for(fingerprint, isThrottled(reply));
      if (!isWorthIt || !isInTime || !paid.take()) throw read;
      await pause(pauseMs, call.signal);
    }
  }

  /** What is posted may be read, too, but not by two at once. */
  function isForOneAlone({ method }: Request, { fresh = false }: Call): boolean {
    return !sharing || fresh || method !== 'GET';
  }

  /**
   * What is kept, or else how to ask for it.
   * @throws Fault where the caller's budget holds no more calls
   */
  async function lookUp(
    kept: KeptAnswers,
    request: Request,
    call: Call,
  ): Promise<{ readonly json: unknown } | { readonly send: Send }> {
    const { text, keep } = await kept.find(addressOf(call, request.path));
    if (text === null)
      return { send: (asked, own, finalRequest) => ask(asked, own, finalRequest, keep) };
    call.trace?.joined(request, 'cached');
    cached += 1;
    return { json: JSON.parse(text) };
  }

  return {
    read: async (request, call) => {
      call.trace?.asked(request, source, call.reason ?? 'byKeys');
      if (isForOneAlone(request, call)) return ask(request, call);
      if (keptAnswers === undefined) return flights.read(request, call, ask);
      const looked = await lookUp(keptAnswers, request, call);
      return 'json' in looked ? looked.json : flights.read(request, call, looked.send);
    },
    readByKeys: async (read, call) => {
      const request = read.request(read.keys);
      call.trace?.asked(request, source, call.reason ?? 'byKeys');
      if (isForOneAlone(request, call)) return { json: await ask(request, call), isShared: false };
      if (keptAnswers === undefined) return flights.readByKeys(read, request, call, ask);
      const looked = await lookUp(keptAnswers, request, call);
      return 'json' in looked
        ? { json: looked.json, isShared: false }
        : flights.readByKeys(read, request, call, looked.send);
    },
    fence: () => {
      flights.fence();
      return keptAnswers?.forget();
    },
    spared: () => ({ ...flights.joined, cached }),
  };
}
