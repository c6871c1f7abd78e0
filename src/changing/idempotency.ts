/**
 * Idempotency keys: the same key with the same input is one change, however often it is sent, and from
 * however many instances. The recorded outcome is answered again; the change is not made again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { Fault, type FaultCode } from '../domain/fault.ts';
import type { SourceName } from '../domain/source-name.ts';
import { notAttempted, type Outcome, type Refusal, type Status } from './outcome.ts';

/** What is kept of an outcome: enough to answer it again, nothing of the record itself. */
export interface Recorded {
  readonly status: Status;
  readonly key: string | null;
  readonly refusals: readonly Refusal[];
  readonly fault: {
    readonly code: FaultCode;
    readonly message: string;
    readonly source: SourceName | null;
  } | null;
}

export interface Entry {
  /** Of the mutation and its input: the same key with another is a mistake. */
  readonly inputHash: string;
  readonly reservedAtMs: number;
  /** `null` while the change is under way, or for good if its process died. */
  readonly outcomes: readonly Recorded[] | null;
}

/** Where entries are kept. Reserving is atomic: of two instances at once, one gets the key. */
export interface IdempotencyStore {
  /** `null` when the key is now ours; else the entry that holds it. */
  readonly reserve: (key: string, entry: Entry) => Promise<Entry | null>;
  readonly settle: (key: string, entry: Entry) => Promise<void>;
  readonly release: (key: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Claim {
  /** Whose key it is: keys of different callers never meet. */
  readonly scope: string;
  readonly idempotencyKey: string;
  readonly mutation: string;
  readonly input: unknown;
  readonly deadlineMs: number;
}

const pollMs = 50;

/** No operation takes that long: who reserved the key has died. */
const givenUpAfterMs = 10 * 60 * 1000;

export async function once(
  store: IdempotencyStore,
  claim: Claim,
  work: () => Promise<Outcome[]>,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly replayed: boolean }> {
  const key = digest([claim.scope, claim.idempotencyKey]);
  const inputHash = digest([claim.mutation, claim.input]);
  const reserved = { inputHash, reservedAtMs: Date.now(), outcomes: null };
  const holder = await store.reserve(key, reserved);
  if (holder !== null) {
    if (holder.inputHash !== inputHash) throw otherInput();
    return { outcomes: (await settledBy(store, key, holder, claim)).map(replay), replayed: true };
  }
  const outcomes = await workOrRelease(store, key, work);
  const isWorthKeeping = outcomes.some(
    ({ status }) => status !== 'FAILED' && status !== 'NOT_ATTEMPTED',
  );
  // What was surely not done may be tried again with the same key.
  try {
    if (isWorthKeeping) await store.settle(key, { ...reserved, outcomes: outcomes.map(record) });
    else await store.release(key);
  } catch (error) {
    // The change has its outcome all the same. Its key stays taken, and tells later that it is unknown.
    if (!(error instanceof Fault)) throw error;
  }
  return { outcomes, replayed: false };
}

async function workOrRelease(
  store: IdempotencyStore,
  key: string,
  work: () => Promise<Outcome[]>,
): Promise<Outcome[]> {
  try {
    return await work();
  } catch (error) {
    // Outcomes hold every failure of a change; what is thrown came before anything was sent.
    await store.release(key);
    throw error;
  }
}

/** The outcome of who holds the key, as soon as there is one. */
async function settledBy(
  store: IdempotencyStore,
  key: string,
  holder: Entry,
  { deadlineMs }: Claim,
): Promise<readonly Recorded[]> {
  let entry: Entry | null = holder;
  while (entry?.outcomes === null) {
    if (Date.now() > entry.reservedAtMs + givenUpAfterMs) throw neverSettled();
    if (performance.now() + pollMs >= deadlineMs) throw neverSettled();
    await sleep(pollMs);
    entry = await store.reserve(key, entry);
  }
  // Released meanwhile, and reserved again by the last look: nobody has made the change.
  if (entry === null) {
    await store.release(key);
    throw new Fault('UPSTREAM_UNAVAILABLE', 'The first try with this idempotency key failed.');
  }
  return entry.outcomes;
}

function record({ status, key, refusals, fault }: Outcome): Recorded {
  const { code, message, source } = fault ?? {};
  return {
    status,
    key,
    refusals,
    fault: code === undefined ? null : { code, message: message ?? '', source: source ?? null },
  };
}

function replay({ status, key, refusals, fault }: Recorded): Outcome {
  return {
    ...notAttempted(key),
    status,
    refusals,
    fault:
      fault === null
        ? null
        : new Fault(
            fault.code,
            fault.message,
            fault.source === null ? {} : { source: fault.source },
          ),
  };
}

function digest(parts: readonly unknown[]): string {
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
    'The first try with this idempotency key has not told its outcome. ' +
      'Read the record again before you repeat the change.',
  );
}
