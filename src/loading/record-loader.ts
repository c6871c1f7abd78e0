/**
 * Records of one type by key. What the store holds takes no call; all loads of one tick become one request for
 * all of their keys and wants.
 */
import type DataLoader from 'dataloader';
import type { CatalogueEntry } from '../domain/noun.ts';
import type { Rec } from '../domain/record.ts';
import { covers, wantOfOne, type Want } from '../domain/want.ts';
import type { Answer, Call, Source } from '../upstreams/source.ts';
import { batching } from './batching.ts';
import { HeavyAssociations, type Load, type Request } from './heavy.ts';
import { Patience } from './patience.ts';
import { tells, type Store } from './store.ts';
import type { Together } from './together.ts';

interface Pending {
  readonly want: Want;
  readonly record: Promise<Rec | null>;
}

export class RecordLoader {
  readonly #noun: CatalogueEntry;
  readonly #source: Source;
  readonly #call: Call;
  readonly #store: Store;
  readonly #together: Together;
  readonly #pending = new Map<string, Pending[]>();
  /** Keys that the collection does not hold for this credential. */
  readonly #absent = new Set<string>();
  readonly #heavy: HeavyAssociations;
  readonly #patience: Patience;
  /** For `reload`, by association. */
  readonly #again = new Map<string, DataLoader<string, Rec | null>>();
  // DataLoader caches nothing: the store does, which knows what each record tells.
  readonly #batches = batching<Load, Rec | null>((loads) => this.#request(loads), {
    cache: false,
  });

  readonly #looks = batching<Load, Rec | null>(
    (loads) => this.#request(loads, { ...this.#call, fresh: true }),
    { cache: false },
  );

  constructor(noun: CatalogueEntry, source: Source, call: Call, store: Store, together: Together) {
    this.#noun = noun;
    this.#source = source;
    this.#call = call;
    this.#store = store;
    this.#together = together;
    this.#patience = new Patience(call.deadlineMs);
    this.#heavy = new HeavyAssociations(noun);
  }

  /**
   * The record, with all that is wanted of it where the upstream tells it; `null` when there is none. A record
   * that its own collection hides is answered with what other records told of it.
   */
  load(key: string, want: Want): Rec | null | Promise<Rec | null> {
    const known = this.#store.get(this.#noun.type, key);
    if (known !== undefined && tells(known, want)) {
      this.#call.trace?.count('fromStore', 1);
      return known;
    }
    if (this.#absent.has(key)) return known ?? null;
    return this.#joinOrAsk(key, want);
  }

  /** Requests the record even if it is known. All looks of one tick are one request, too. @throws Fault */
  async look(key: string, want: Want): Promise<Rec | null> {
    const record = await this.#looks.load({ key, want });
    return this.#absent.has(key) ? null : record;
  }

  /**
   * Resolves when the request on its way has brought the rows of the association, or is late; undefined where
   * there is none. A heavy one is not worth waiting for.
   */
  bringing(key: string, association: string): Promise<unknown> | undefined {
    const pending = this.#pending
      .get(key)
      ?.find(({ want }) => want.associations.has(association) && !this.#heavy.isIn(want));
    return pending === undefined ? undefined : this.#patience.wait(pending.record);
  }

  /** Whether the collection was asked for the key and holds no such record for this credential. */
  isAbsent(key: string): boolean {
    return this.#absent.has(key);
  }

  /**
   * Requests the record again, though it tells the association, for the rows at its other end. No other
   * association is requested with it, so that a row which does not come then does not exist.
   */
  reload(key: string, association: string): Promise<Rec | null> {
    let again = this.#again.get(association);
    if (again === undefined) {
      const want = wantOfOne(association);
      again = batching<string, Rec | null>((keys) =>
        this.#request(
          keys.map((each) => ({ key: each, want })),
          { ...this.#call, reason: 'reload' },
        ),
      );
      this.#again.set(association, again);
    }
    return again.load(key);
  }

  clear(): void {
    this.#pending.clear();
    this.#absent.clear();
    this.#again.clear();
  }

  /** Joins a request on its way that brings all that is wanted, or makes one. */
  #joinOrAsk(key: string, want: Want): Promise<Rec | null> {
    const underWay = this.#pending.get(key) ?? [];
    const same = underWay.find((pending) => covers(pending.want, want));
    if (same !== undefined) {
      this.#call.trace?.count('shared', 1);
      return same.record;
    }
    const record = this.#batches.load({ key, want });
    this.#pending.set(key, [...underWay, { want, record }]);
    return record;
  }

  async #request(loads: readonly Load[], call: Call = this.#call) {
    const plan = this.#heavy.planOf(loads, (load) => this.#isTold(load));
    const requests = plan.requests.flatMap((request) => this.#grouped(request));
    const answers = this.#together.hold(requests.map((request) => this.#ask(request, call)));
    const told = (load: Load, answer: Answer | Error | undefined) => {
      if (answer instanceof Error) return answer;
      const fault = answer?.faults?.get(load.key);
      if (fault !== undefined) return fault;
      const record = this.#store.get(this.#noun.type, load.key) ?? null;
      if (record !== null && plan.refused.has(load)) this.#heavy.refuse(record, load.want);
      return record;
    };
    if (answers.length === 1) {
      // With one answer for all, a promise for each of hundreds of loads would cost more than anything else here.
      const answer = await answers[0];
      return loads.map((load) => told(load, answer));
    }
    const byKey = new Map(
      requests.flatMap(({ keys }, index) => keys.map((key) => [key, answers[index]] as const)),
    );
    return loads.map(async (load) => {
      const found = told(load, await byKey.get(load.key));
      if (found instanceof Error) throw found;
      return found;
    });
  }

  #isTold({ key, want }: Load): boolean {
    const known = this.#store.get(this.#noun.type, key);
    return known !== undefined && tells(known, want);
  }

  #grouped({ keys, want }: Request): readonly Request[] {
    const groups = this.#source.groupsOf?.(this.#noun.type, keys) ?? [keys];
    return groups.map((group) => ({ keys: group, want }));
  }

  /** Never rejects, since nobody may be waiting for the answer yet. */
  async #ask({ keys, want }: Request, call: Call): Promise<Answer | Error> {
    try {
      const answer = await this.#source.byKeys(this.#noun.type, keys, want, call);
      this.#store.pour(answer);
      const found = new Set(answer.records.map(({ key }) => key));
      for (const key of keys) {
        if (found.has(key)) this.#isThere(key);
        else if (answer.faults?.has(key) !== true) this.#absent.add(key);
      }
      return answer;
    } catch (error) {
      return error instanceof Error ? error : new Error('Records failed', { cause: error });
    }
  }

  /** Loads that are remembered from before would still answer that there is no record. */
  #isThere(key: string): void {
    if (this.#absent.delete(key)) this.#pending.delete(key);
  }
}
