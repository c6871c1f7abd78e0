/**
 * Reads under way, by credential. One that is asked for again is not sent again (single flight), and reads by
 * keys that wait for room become one call (group commit: they would wait anyway). Writes do not come here, but
 * a read that begins after a write never gets an answer from before it.
 */
import { Fault, type FaultCode } from '../../domain/fault.ts';
import type { SourceName } from '../../domain/source-name.ts';
import type { Call } from '../source.ts';
import { leftMs } from './deadline.ts';
import { Flight } from './flight.ts';
import type { KeyedAnswer, KeyedRead } from './keyed-read.ts';
import type { Request } from './request.ts';

/** @param finalRequest asked once there is room: what is sent then, which may hold more keys than `request` */
export type Send = (request: Request, call: Call, finalRequest: () => Request) => Promise<unknown>;

/** How many reads joined a call that others had begun, and how. */
export type Joined = Readonly<Record<'shared' | 'coalesced', number>>;

/** One call for several reads by keys. */
interface Group {
  readonly keys: Set<string>;
  readonly flight: Flight<unknown>;
}

/** Faults that concern the call that made the request: others that wait for it ask again. */
const ownFaults: ReadonlySet<FaultCode> = new Set([
  'CANCELLED',
  'OPERATION_TOO_EXPENSIVE',
  'OVERLOADED',
]);

/** Faults that every call of the credential would meet, whatever it asks for. */
const commonFaults: ReadonlySet<FaultCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

export class FlightsByCredential {
  readonly #source: SourceName;
  readonly #onJoin: (call: Call, shared: Call) => void;
  /** By credential and path. */
  #flights = new Map<string, Flight<unknown>>();
  /** By credential and shape: they wait for room, and take keys until they have it. */
  #openGroups = new Map<string, Group>();
  readonly #joined = { shared: 0, coalesced: 0 };

  /** @param onJoin told of each call that waits for another: it counts as one that stands in line itself */
  constructor(source: SourceName, onJoin: (call: Call, shared: Call) => void) {
    this.#source = source;
    this.#onJoin = onJoin;
  }

  get joined(): Joined {
    return this.#joined;
  }

  /** From now on nobody joins what is under way. */
  fence(): void {
    this.#flights = new Map();
    this.#openGroups = new Map();
  }

  /** @param send makes the call where none can be joined */
  async read(request: Request, call: Call, send: Send): Promise<unknown> {
    const underWay = this.#flights.get(addressOf(call, request.path));
    if (underWay === undefined) return this.#begin(request, call, send).wait(call);
    // An operation pays once for what it reads twice: whether the first is answered by then is chance.
    if (underWay.isFor(call)) this.#joinOwn(call);
    else this.#join(request, call, 'shared');
    try {
      return await this.#waitWithOthers(underWay, call);
    } catch (error) {
      if (!isFaultOfAnother(error, call)) throw error;
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
    // A call that was sent takes no more keys: only a read of exactly the same can join it.
    if (this.#flights.has(addressOf(call, request.path))) {
      return { json: await this.read(request, call, send), isShared: false };
    }
    const shape = addressOf(call, read.shape);
    const open = this.#openGroups.get(shape);
    const joined = open !== undefined && takes(open, read) ? open : null;
    if (joined !== null) this.#addTo(joined, read, request, call);
    const group = joined ?? this.#openGroup(shape, read, request, call, send);
    const isShared = () => group.keys.size > read.keys.length;
    try {
      const json = await (joined === null
        ? group.flight.wait(call)
        : this.#waitWithOthers(group.flight, call));
      return { json, isShared: isShared() };
    } catch (error) {
      if (joined !== null && isFaultOfAnother(error, call)) {
        return await this.readByKeys(read, request, call, send);
      }
      if (!isShared() || !mayComeFromOneKey(error) || call.signal.aborted) throw error;
      return { json: await this.read(request, call, send), isShared: false };
    }
  }

  #begin(request: Request, call: Call, send: Send): Flight<unknown> {
    const flight = new Flight(this.#source, call, (own) => send(request, own, () => request));
    registerUntilEnd(this.#flights, addressOf(call, request.path), flight, flight);
    return flight;
  }

  #openGroup(shape: string, read: KeyedRead, request: Request, call: Call, send: Send): Group {
    const keys = new Set(read.keys);
    // As they are now: after a fence, reads use new ones.
    const openGroups = this.#openGroups;
    const flights = this.#flights;
    let closed: Request | undefined;
    const close = () => {
      if (closed !== undefined) return closed;
      if (openGroups.get(shape) === group) openGroups.delete(shape);
      closed = keys.size === read.keys.length ? request : read.request([...keys]);
      registerUntilEnd(flights, addressOf(call, closed.path), group.flight, group.flight);
      return closed;
    };
    const group: Group = {
      keys,
      flight: new Flight(this.#source, call, (own) => send(request, own, close)),
    };
    registerUntilEnd(openGroups, shape, group, group.flight);
    return group;
  }

  #addTo(group: Group, { keys }: KeyedRead, request: Request, call: Call): void {
    const isThere = keys.every((key) => group.keys.has(key));
    this.#join(request, call, isThere ? 'shared' : 'coalesced');
    for (const key of keys) group.keys.add(key);
  }

  #waitWithOthers(flight: Flight<unknown>, call: Call): Promise<unknown> {
    const answer = flight.wait(call);
    this.#onJoin(call, flight.call);
    return answer;
  }

  #joinOwn(call: Call): void {
    call.trace?.count('shared', 1);
    this.#joined.shared += 1;
  }

  /** @throws Fault where the caller's budget holds no more calls */
  #join(request: Request, call: Call, how: 'shared' | 'coalesced'): void {
    call.trace?.joined(request, how);
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
  return group.keys.union(new Set(keys)).size <= most;
}

function isFaultOfAnother(error: unknown, call: Call): boolean {
  const isOwn = error instanceof Fault && ownFaults.has(error.code);
  return isOwn && !call.signal.aborted && leftMs(call) > 0;
}

/** One record that cannot be shown may fail all that are requested with it, also with a 500. */
function mayComeFromOneKey(error: unknown): boolean {
  if (!(error instanceof Fault)) return false;
  return !commonFaults.has(error.code) || error.upstreamStatus === 500;
}
