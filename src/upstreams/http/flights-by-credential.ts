/**
 * Reads under way, by the credential for which they are made: one that is asked for again is not sent
 * again, and reads by keys that wait for room become one call (a group commit: nothing waits for company,
 * only for room). Writes never come here, but what was read before one is not for those who ask after.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { SourceName } from '../../domain/source-name.ts';
import type { Call } from '../source.ts';
import { leftMs } from './deadline.ts';
import { Flight } from './flight.ts';
import type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
import type { Request } from './request.ts';

/** Sends what has boarded by the time that there is room for it. */
export type Send = (request: Request, call: Call, boarded: () => Request) => Promise<unknown>;

/** How many reads joined a call that others had begun, and how. */
export type Joined = Readonly<Record<'shared' | 'coalesced', number>>;

/** One call for several reads by keys. */
interface Group {
  readonly keys: Set<string>;
  readonly flight: Flight<unknown>;
}

/** Of one caller: whoever else waits asks for himself. */
const ownFaults: ReadonlySet<FaultCode> = new Set([
  'CANCELLED',
  'OPERATION_TOO_EXPENSIVE',
  'OVERLOADED',
]);

/** Of the upstream or the credential, whatever was asked for. */
const commonFaults: ReadonlySet<FaultCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

export class FlightsByCredential {
  readonly #source: SourceName;
  readonly #welcome: (call: Call) => void;
  /** By credential and path. */
  #sent = new Map<string, Flight<unknown>>();
  /** By credential and shape: they wait for room, and take keys until they have it. */
  #boarding = new Map<string, Group>();
  readonly #joined = { shared: 0, coalesced: 0 };

  /** @param welcome told of whoever joins: he has waited as if it were in the line */
  constructor(source: SourceName, welcome: (call: Call) => void) {
    this.#source = source;
    this.#welcome = welcome;
  }

  get joined(): Joined {
    return this.#joined;
  }

  /** From now on nobody joins what is under way. */
  fence(): void {
    this.#sent = new Map();
    this.#boarding = new Map();
  }

  /** @param send makes the call where none can be joined */
  async read(request: Request, call: Call, send: Send): Promise<unknown> {
    const underWay = this.#sent.get(addressOf(call, request.path));
    if (underWay === undefined) return this.#begin(request, call, send).wait(call);
    // An operation pays once for what it asks for twice: whether the first is answered by then is chance.
    if (underWay.isFor(call)) this.#joinOwn(call);
    else this.#join(request, call, 'shared');
    try {
      return await underWay.wait(call);
    } catch (error) {
      if (!isOfAnother(error, call)) throw error;
      return this.read(request, call, send);
    }
  }

  /** @param request the read as it would be alone */
  async readByKeys(
    read: KeyedRead,
    request: Request,
    call: Call,
    send: Send,
  ): Promise<KeyedAnswer> {
    // What has left already is joined by those alone who ask for the very same.
    if (this.#sent.has(addressOf(call, request.path))) {
      return { json: await this.read(request, call, send), isShared: false };
    }
    const shape = addressOf(call, read.shape);
    const open = this.#boarding.get(shape);
    const joined = open !== undefined && takes(open, read) ? open : null;
    if (joined !== null) this.#board(joined, read, request, call);
    const group = joined ?? this.#open(shape, read, request, call, send);
    const isShared = () => group.keys.size > read.keys.length;
    try {
      const json = await group.flight.wait(call);
      return { json, isShared: isShared() };
    } catch (error) {
      if (joined !== null && isOfAnother(error, call)) {
        return await this.readByKeys(read, request, call, send);
      }
      if (!isShared() || !mayBeOwedToOne(error) || call.signal.aborted) throw error;
      return { json: await this.read(request, call, send), isShared: false };
    }
  }

  #begin(request: Request, call: Call, send: Send): Flight<unknown> {
    const flight = new Flight(this.#source, call, (own) => send(request, own, () => request));
    registerUntilEnd(this.#sent, addressOf(call, request.path), flight, flight);
    return flight;
  }

  #open(shape: string, read: KeyedRead, request: Request, call: Call, send: Send): Group {
    const keys = new Set(read.keys);
    // As they are now: what leaves behind a fence is registered where nobody looks any more.
    const boarding = this.#boarding;
    const sent = this.#sent;
    let leaving: Request | undefined;
    const boarded = () => {
      if (leaving !== undefined) return leaving;
      if (boarding.get(shape) === group) boarding.delete(shape);
      leaving = keys.size === read.keys.length ? request : read.request([...keys]);
      registerUntilEnd(sent, addressOf(call, leaving.path), group.flight, group.flight);
      return leaving;
    };
    const group: Group = {
      keys,
      flight: new Flight(this.#source, call, (own) => send(request, own, boarded)),
    };
    registerUntilEnd(boarding, shape, group, group.flight);
    return group;
  }

  #board(group: Group, { keys }: KeyedRead, request: Request, call: Call): void {
    const isThere = keys.every((key) => group.keys.has(key));
    this.#join(request, call, isThere ? 'shared' : 'coalesced');
    for (const key of keys) group.keys.add(key);
  }

  #joinOwn(call: Call): void {
    call.trace?.count('shared', 1);
    this.#joined.shared += 1;
  }

  /** @throws Fault where the caller's budget holds no more calls */
  #join(request: Request, call: Call, how: 'shared' | 'coalesced'): void {
    call.trace?.joined(request, how);
    this.#welcome(call);
    this.#joined[how] += 1;
  }
}

/** What is asked for, and for whom. */
export function addressOf({ credential }: Call, what: string): string {
  return `${credential.key} ${what}`;
}

function registerUntilEnd<T>(
  entries: Map<string, T>,
  at: string,
  entry: T,
  flight: Flight<unknown>,
): void {
  entries.set(at, entry);
  void flight.ended.then(() => {
    if (entries.get(at) === entry) entries.delete(at);
  });
}

function takes(group: Group, { keys, most }: KeyedRead): boolean {
  const together = [...group.keys.union(new Set(keys))];
  return together.length <= most.count && together.join(',').length <= most.characters;
}

function isOfAnother(error: unknown, call: Call): boolean {
  const isOwn = error instanceof Fault && ownFaults.has(error.code);
  return isOwn && !call.signal.aborted && leftMs(call) > 0;
}

/** An internal error may be: one record that cannot be shown fails all that are asked for with it. */
function mayBeOwedToOne(error: unknown): boolean {
  if (!(error instanceof Fault)) return false;
  return !commonFaults.has(error.code) || error.upstreamStatus === 500;
}
