/**
 * Idempotency keys: the same key with the same input is one change, however often it is sent, and from
 * however many instances. The recorded outcome is answered again; the change is not made again.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, howToFindOut } from '../domain/fault.ts';
import type { Call } from '../upstreams/source.ts';
import { record, replay, type Recorded } from './recorded.ts';
import type { Outcome } from './outcome.ts';

export interface Entry {
  /** Tells the reservation from every other. Entries of earlier versions have none. */
  readonly id?: string;
  /** Of the mutation and its input: the same key with another input is a mistake. */
  readonly inputHash: string;
  readonly reservedAtMs: number;
  /** By then whoever reserved the key has stored the outcome, or never will. */
  readonly openUntilMs: number;
  /** `null` while the change is under way, or for good if its process died. */
  readonly outcomes: readonly Recorded[] | null;
}

/** Both are digests, so that a store learns neither callers nor their keys. */
export interface StoreKey {
  /** Whose key it is. */
  readonly owner: string;
  /** Of the owner and the key. */
  readonly name: string;
}

/** How long a key is remembered. */
export const keptForMs = 24 * 60 * 60 * 1000;

/** Where entries are kept. Reserving is atomic: of two instances at once, one gets the key. */
export interface IdempotencyStore {
  /** `null` when the key is now ours; else the entry that holds it. @throws Fault OVERLOADED */
  readonly reserve: (key: StoreKey, entry: Entry) => Promise<Entry | null>;
  readonly settle: (key: StoreKey, entry: Entry) => Promise<void>;
  /** @param entry with which it was reserved */
  readonly release: (key: StoreKey, entry: Entry) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Claim {
  /** Whose key it is: keys of different callers never meet. */
  readonly scope: string;
  readonly idempotencyKey: string;
  readonly mutation: string;
  /** Canonical: the same for inputs that mean the same. */
  readonly input: string;
  readonly call: Call;
}

const pollMs = 50;

/** The clocks of two instances may disagree by so much. */
const graceMs = 5000;

/**
 * Does the work, unless it was done under this key before: then the recorded outcomes are the answer. Waits while
 * another instance is still doing it.
 *
 * @throws Fault CONFLICT when the key was used with another input; OUTCOME_UNKNOWN when the first try has no
 * outcome in time, or none before the operation is given up; OVERLOADED when the store cannot reserve the key
 */
export async function once(
  store: IdempotencyStore,
  claim: Claim,
  work: () => Promise<Outcome[]>,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly replayed: boolean }> {
  const { scope, idempotencyKey } = claim;
  const key = { owner: digest([scope]), name: digest([scope, idempotencyKey]) };
  const inputHash = digest([claim.mutation, claim.input]);
  const { signal, deadlineMs } = claim.call;
  let isUnderWay = false;
  for (;;) {
    const reserved = reservation(inputHash, deadlineMs);
    const holder = await reserveInTime(store, key, reserved, deadlineMs).catch((error: unknown) => {
      // That another sees to the change is known by then, though not what became of it.
      throw isUnderWay && error instanceof Fault ? neverSettled() : error;
    });
    if (holder === null) {
      const outcomes = await workAndSettle(store, key, reserved, work, deadlineMs);
      return { outcomes, replayed: false };
    }
    if (holder.inputHash !== inputHash) throw otherInput();
    if (holder.outcomes !== null) return { outcomes: holder.outcomes.map(replay), replayed: true };
    const isGivenUp = Date.now() > holder.openUntilMs;
    if (isGivenUp || performance.now() + pollMs >= deadlineMs) throw neverSettled();
    isUnderWay = true;
    await sleep(pollMs, undefined, { signal }).catch(() => {
      throw neverSettled();
    });
  }
}

function reservation(inputHash: string, deadlineMs: number): Entry {
  const nowMs = Date.now();
  const openUntilMs = nowMs + (deadlineMs - performance.now()) + graceMs;
  return { id: randomUUID(), inputHash, reservedAtMs: nowMs, openUntilMs, outcomes: null };
}

/** Where the store answers too late, the key is released again: nothing was done under it. */
async function reserveInTime(
  store: IdempotencyStore,
  key: StoreKey,
  entry: Entry,
  deadlineMs: number,
): Promise<Entry | null> {
  const reserving = store.reserve(key, entry);
  const holder = await undefinedWhenLate(reserving, deadlineMs);
  if (holder !== undefined) return holder;
  reserving
    .then((late) => (late === null ? store.release(key, entry) : undefined))
    .catch(() => undefined);
  throw new Fault('OVERLOADED', 'Idempotency keys cannot be kept at the moment.');
}

async function workAndSettle(
  store: IdempotencyStore,
  key: StoreKey,
  reserved: Entry,
  work: () => Promise<Outcome[]>,
  deadlineMs: number,
): Promise<Outcome[]> {
  let outcomes: Outcome[];
  try {
    outcomes = await work();
  } catch (error) {
    // A change that failed has an outcome that says so: a fault that is thrown came before anything was
    // sent. After any other error nobody knows what was done, and the key stays taken.
    if (error instanceof Fault) await waitForStore(store.release(key, reserved), deadlineMs);
    throw error;
  }
  // What was surely not done may be tried again with the same key.
  const isWorthKeeping = outcomes.some(
    ({ status }) => status !== 'FAILED' && status !== 'NOT_ATTEMPTED',
  );
  const storing = isWorthKeeping
    ? store.settle(key, { ...reserved, outcomes: outcomes.map(record) })
    : store.release(key, reserved);
  await waitForStore(storing, deadlineMs);
  return outcomes;
}

/**
 * Waits no longer than the operation has time, and ignores a store that fails: the outcome of the change is known
 * whether or not it was stored. A key whose outcome was not stored stays taken, and whoever sends it again is told
 * that the outcome is unknown.
 */
async function waitForStore(storing: Promise<void>, deadlineMs: number): Promise<void> {
  try {
    await undefinedWhenLate(storing, deadlineMs);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

/** Undefined where the deadline comes first; a failure before it is thrown. */
async function undefinedWhenLate<T>(
  pending: Promise<T>,
  deadlineMs: number,
): Promise<T | undefined> {
  const stop = new AbortController();
  const leftMs = Math.max(0, deadlineMs - performance.now());
  try {
    return await Promise.race([pending, sleep(leftMs, undefined, { signal: stop.signal })]);
  } finally {
    stop.abort();
  }
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function otherInput(): Fault {
  return new Fault('CONFLICT', 'This idempotency key was used with another input.', {
    objections: [
      { message: 'This idempotency key was used with another input.', field: 'idempotencyKey' },
    ],
  });
}

function neverSettled(): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    `The outcome of the first attempt with this idempotency key is not known. ${howToFindOut}`,
  );
}
