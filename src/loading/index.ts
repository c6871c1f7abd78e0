/**
 * The loaders of one operation. Resolvers cannot tell how a record came: by a call of its own, together with
 * others, or along with the record that leads to it.
 */
import DataLoader from 'dataloader';
import { Fault } from '../domain/fault.ts';
import { nounOf, recordOfKey, type CatalogueEntry } from '../domain/noun.ts';
import type { ListedType, Query } from '../domain/query.ts';
import type { Rec, TypeName } from '../domain/record.ts';
import { sourceTitles, type SourceName } from '../domain/source-name.ts';
import { union, wantNothing, type Want } from '../domain/want.ts';
import type { ConnectionNeed, Need } from '../planning/planner.ts';
import type { Span } from '../planning/window.ts';
import type { Answer, Call, Source } from '../upstreams/source.ts';
import { readConnection, type Connection } from './connection.ts';
import { Following, type MaybePromise } from './following.ts';
import { ListLoader } from './list-loader.ts';
import type { Operation } from './operation.ts';
import { RecordLoader } from './record-loader.ts';
import { Store } from './store.ts';
import { Together } from './together.ts';
import { tracedSource } from './traced-source.ts';

interface Reached {
  readonly noun: CatalogueEntry;
  readonly source: Source;
  readonly call: Call;
}

export class Loading {
  #operation: Operation;
  readonly #store = new Store();
  readonly #following: Following;
  readonly #records = new Map<TypeName, RecordLoader>();
  readonly #lists = new Map<SourceName, ListLoader>();
  readonly #together = new Map<SourceName, Together>();
  readonly #viewers = new Map<SourceName, DataLoader<Want, Rec | null>>();

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#following = new Following(operation.catalogue, this.#store, (type) =>
      this.#recordsOf(type),
    );
  }

  /**
   * The record of this key, or `null` when its collection holds none for this caller, even though
   * other records may show it.
   */
  async load(type: TypeName, key: string, want: Want): Promise<Rec | null> {
    const records = this.#recordsOf(type);
    const record = await records.load(key, want);
    return records.isAbsent(key) ? null : record;
  }

  /** The record as the upstream has it now, read again even if it is known. @throws Fault */
  look(type: TypeName, key: string, want: Want): Promise<Rec | null> {
    return this.#recordsOf(type).look(key, want);
  }

  /** The record with a field that only its own row tells. Returned unchanged where its collection does not show it. */
  async withField(record: Rec, field: string): Promise<Rec> {
    const want: Want = { associations: wantNothing.associations, fields: new Set([field]) };
    return (await this.#recordsOf(record.__typename).load(record.key, want)) ?? record;
  }

  /** The record or records at the other end of an association; what does not exist is left out. */
  follow(record: Rec, field: string, need: Need): MaybePromise<Rec | null | readonly Rec[]> {
    return this.#following.follow(record, field, need);
  }

  /** The keys of what an association leads to, as far as the record tells them. */
  keysAtEnd(record: Rec, field: string): readonly string[] {
    return this.#following.keysAtEnd(record, field);
  }

  /** A page of a list, with as many calls as the upstream's pages need. */
  async connection<T extends ListedType>(
    query: Query<T>,
    span: Span,
    need: ConnectionNeed,
  ): Promise<Connection<T>> {
    const { noun, source, call } = this.reach(query.type);
    let lists = this.#lists.get(source.name);
    if (lists === undefined) {
      lists = new ListLoader(source, call, this.#store, this.#togetherOf(source));
      this.#lists.set(source.name, lists);
    }
    return readConnection(lists, noun.rowsPerCall, query, span, need);
  }

  /** The most rows that one call to the list of a type brings. */
  rowsPerCall(type: ListedType): number {
    return this.#noun(type).rowsPerCall;
  }

  /** The person that the caller's credential stands for. */
  viewer(type: TypeName, want: Want): Promise<Rec | null> {
    const { source, call } = this.reach(type);
    let viewers = this.#viewers.get(source.name);
    if (viewers === undefined) {
      const read = (wants: readonly Want[]) => this.#readViewer(source, wants, call);
      viewers = new DataLoader(read, { cache: false });
      this.#viewers.set(source.name, viewers);
    }
    return viewers.load(want);
  }

  /** A record of which only the key is known, and nothing else is wanted. */
  identity(type: TypeName, key: string): Rec {
    return recordOfKey(this.#noun(type), key);
  }

  /** What is known of a record, without a call. */
  known(type: TypeName, key: string): Rec | null {
    return this.#store.get(type, key) ?? null;
  }

  /**
   * After changes: forgets all that was known, which may be out of date, and takes in the answers to the
   * changes. Returns their records.
   */
  renew(answers: readonly Answer[]): (readonly Rec[])[] {
    this.#store.clear();
    for (const records of this.#records.values()) records.clear();
    for (const lists of this.#lists.values()) lists.clear();
    return answers.map((answer) => this.#store.pour(answer));
  }

  /** Gives the operation more time than others get. */
  extendDeadline(deadlineMs: number): void {
    this.#operation = {
      ...this.#operation,
      deadlineMs: Math.max(this.#operation.deadlineMs, deadlineMs),
    };
    this.#records.clear();
    this.#lists.clear();
    this.#viewers.clear();
  }

  /**
   * The upstream of a type, with a call for the caller's credential.
   * @throws Fault where there is no such upstream or credential
   */
  reach(type: TypeName): Reached {
    const noun = this.#noun(type);
    const { sources, credentials, requestId, signal, deadlineMs, trace } = this.#operation;
    const title = sourceTitles[noun.source];
    const source = sources.get(noun.source);
    if (source === undefined) {
      throw new Fault('UPSTREAM_NOT_CONFIGURED', `This gateway does not serve ${title}.`, {
        source: noun.source,
      });
    }
    const credential = credentials.get(noun.source);
    if (credential === undefined) {
      throw new Fault('UNAUTHENTICATED', `The request holds no credential for ${title}.`, {
        source: noun.source,
      });
    }
    const call = { credential, requestId, signal, deadlineMs };
    return trace === undefined
      ? { noun, source, call }
      : { noun, source: tracedSource(source, trace), call: { ...call, trace } };
  }

  /** The same for a change, which must not rest on what other operations have read: its calls are never shared. */
  reachFresh(type: TypeName): Reached {
    const { call, ...reached } = this.reach(type);
    return { ...reached, call: { ...call, fresh: true } };
  }

  async #readViewer(source: Source, wants: readonly Want[], call: Call) {
    const asked = source.viewer === undefined ? [] : [source.viewer(wants.reduce(union), call)];
    const answers = await Promise.all(this.#togetherOf(source).hold(asked));
    const [viewer = null] = answers.flatMap((answer) => this.#store.pour(answer));
    return wants.map(() => viewer);
  }

  #recordsOf(type: TypeName): RecordLoader {
    const known = this.#records.get(type);
    if (known !== undefined) return known;
    const { noun, source, call } = this.reach(type);
    const records = new RecordLoader(noun, source, call, this.#store, this.#togetherOf(source));
    this.#records.set(type, records);
    return records;
  }

  #togetherOf({ name }: Source): Together {
    const known = this.#together.get(name);
    if (known !== undefined) return known;
    const together = new Together();
    this.#together.set(name, together);
    return together;
  }

  #noun(type: TypeName): CatalogueEntry {
    return nounOf(this.#operation.catalogue, type);
  }
}
