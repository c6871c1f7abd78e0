/**
 * The credentials with which an operation asks the upstreams: the caller's own where there are any, else the
 * gateway's. A caller who had to bring a JWT may use the gateway's only within its scopes; which scope an
 * operation needs is known once it has been parsed.
 */
import { Fault } from '../domain/fault.ts';
import { sourceTitles, type SourceName } from '../domain/source-name.ts';
import { holderOf, type CallerHeaders, type Credential, type Source } from '../upstreams/source.ts';
import { refuseMalformed } from './caller-headers.ts';
import type { Caller } from './caller.ts';

export type OperationKind = 'query' | 'mutation' | 'subscription';

const scopes = {
  query: 'memberships:read',
  mutation: 'memberships:write',
  subscription: 'memberships:read',
} as const satisfies Record<OperationKind, string>;

/** Whether an upstream has no room for another operation of a credential's holder, behind so many others. */
export type IsFull = (source: SourceName, holder: string, others: number) => boolean;

export class Authority {
  /** Grows when the operation is admitted; until then the gateway's own are not among them. */
  readonly credentials: ReadonlyMap<SourceName, Credential>;
  /** Null where callers need not prove who they are. */
  readonly caller: Caller | null;
  readonly #usable: Map<SourceName, Credential>;
  readonly #service: ReadonlyMap<SourceName, Credential>;

  private constructor(
    own: Map<SourceName, Credential>,
    service: ReadonlyMap<SourceName, Credential>,
    caller: Caller | null,
  ) {
    this.credentials = this.#usable = own;
    this.#service = service;
    this.caller = caller;
  }

  /** @throws Fault UNAUTHENTICATED when a header is malformed */
  static of(
    headers: CallerHeaders,
    sources: ReadonlyMap<SourceName, Source>,
    caller: Caller | null,
  ): Authority {
    // Where it holds the caller's JWT, no upstream may see it.
    const forUpstreams = caller === null ? headers : { ...headers, authorization: undefined };
    const own = new Map<SourceName, Credential>();
    const service = new Map<SourceName, Credential>();
    for (const source of sources.values()) {
      const credential = source.authenticate(forUpstreams);
      if (credential === null) continue;
      const isOwn = ['authorization', ...source.callerHeaders].some(
        (name) => forUpstreams[name] !== undefined,
      );
      if (isOwn) own.set(source.name, credential);
      else service.set(source.name, caller === null ? credential : held(credential, caller));
    }
    refuseMalformed(forUpstreams, sources);
    return new Authority(own, service, caller);
  }

  /** Equal for equal holders of equal credentials. */
  get key(): string {
    return [...this.#usable.values(), ...this.#service.values()].map(holderOf).join(' ');
  }

  /** Whether no upstream has room for any call of it. */
  findsNoRoom(isFull: IsFull, others: number): boolean {
    const all = [...this.#usable, ...this.#service];
    return (
      all.length > 0 &&
      all.every(([name, credential]) => isFull(name, holderOf(credential), others))
    );
  }

  /** Adds the gateway's credentials, as far as the caller may use them. @returns whether any can be used */
  admit(kind: OperationKind): boolean {
    const scope = scopes[kind];
    const isWithin = this.caller === null || this.caller.scopes.has(scope);
    const canDoWithout = this.#service.size === 0 || this.#usable.size > 0;
    for (const [name, credential] of this.#service) {
      this.#usable.set(name, isWithin ? credential : barred(name, scope));
    }
    return isWithin || canDoWithout;
  }
}

/** Many callers use the gateway's credential: none may take the turns or the room of another. */
function held(credential: Credential, { fingerprint }: Caller): Credential {
  return { ...credential, holder: `${credential.fingerprint}/${fingerprint}` };
}

/** Stands in for a credential that may not be used. It has a key of its own, so that it shares with nobody. */
function barred(source: SourceName, scope: string): Credential {
  return {
    fingerprint: 'barred',
    key: 'barred',
    headers: () => {
      throw new Fault(
        'FORBIDDEN',
        `Without the scope ${scope} the gateway does not ask ${sourceTitles[source]} for its caller.`,
        { source },
      );
    },
  };
}
