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
import type { Found } from './kept-answers.ts';
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
  /** What has been read so far, or is being read, answers no read that begins from now on. */
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
  const flights = new FlightsByCredential(source, (call, shared) => {
    bulkhead.join(call, shared);
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

  async function askAlone(request: Request, call: Call): Promise<unknown> {
    try {
      return await ask(request, call);
    } finally {
      if (call.settles === true) await fence();
    }
  }

  function fence(): void | Promise<void> {
    flights.fence();
    return keptAnswers?.forget();
  }

  /** A POST may be a read, too, but is never shared. */
  function isForOneAlone({ method }: Request, { fresh = false }: Call): boolean {
    return !sharing || fresh || method !== 'GET';
  }

  /**
   * The three ways to an answer: a request for this call alone, what is kept, or a request that others may share.
   * @throws Fault where the caller's budget holds no more calls
   */
  async function answer<T>(
    request: Request,
    call: Call,
    ofJson: (json: unknown) => T,
    share: (send: Send) => Promise<T>,
  ): Promise<T> {
    call.trace?.asked(request, source, call.reason ?? 'byKeys');
    if (isForOneAlone(request, call)) return ofJson(await askAlone(request, call));
    if (keptAnswers === undefined) return share(ask);
    const { text, keep } = await keptAnswers.find(addressOf(call, request.path));
    if (text === null) {
      return share((asked, own, finalRequest) => ask(asked, own, finalRequest, keep));
    }
    call.trace?.joined(request, 'cached');
    cached += 1;
    return ofJson(JSON.parse(text));
  }

  return {
    read: (request, call) =>
      answer(
        request,
        call,
        (json) => json,
        (send) => flights.read(request, call, send),
      ),
    readByKeys: (read, call) => {
      const request = read.request(read.keys);
      return answer(
        request,
        call,
        (json) => ({ json, isShared: false }),
        (send) => flights.readByKeys(read, request, call, send),
      );
    },
    fence,
    spared: () => ({ ...flights.joined, cached }),
  };
}
