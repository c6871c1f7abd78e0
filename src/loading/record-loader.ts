/**
 * Records of one type by key. What the store tells costs nothing; all loads that meet in a tick become
 * one request, with their keys and wants united.
 */
import type DataLoader from 'dataloader';
import { mostHeavyRows, type CatalogueEntry } from '../domain/noun.ts';
import type { Rec } from '../domain/record.ts';
import { covers, union, wantNothing, wantOfOne, type Want } from '../domain/want.ts';
import type { Answer, Call, Source } from '../upstreams/source.ts';
import { batching } from './batching.ts';
import { Patience } from './patience.ts';
import { tells, type Store } from './store.ts';
import { together } from './together.ts';
import { tooHeavy } from './too-heavy.ts';

interface Load {
  readonly key: string;
  readonly want: Want;
}

interface Request {
  readonly keys: readonly string[];
  readonly want: Want;
}

interface Pending {
  readonly want: Want;
  readonly record: Promise<Rec | null>;
}

export class RecordLoader {
  readonly #noun: CatalogueEntry;
  readonly #source: Source;
  readonly #call: Call;
  readonly #store: Store;
  readonly #pending = new Map<string, Pending[]>();
  /** Keys that the collection does not hold for this credential. */
  readonly #absent = new Set<string>();
  readonly #heavy: ReadonlySet<string>;
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

  constructor(noun: CatalogueEntry, source: Source, call: Call, store: Store) {
    this.#noun = noun;
    this.#source = source;
    this.#call = call;
    this.#store = store;
    this.#patience = new Patience(call.deadlineMs);
    this.#heavy = new Set(
      noun.associations.filter(({ heavy }) => heavy === true).map(({ field }) => field),
    );
  }

  /**
   * The record, with all that is wanted of it where the upstream tells it; `null` when there is none.
   * A record that can only be had from others is answered with what they told.
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

  /** Asks, whatever is known already. Looks that meet in a tick are one request, too. @throws Fault */
  async look(key: string, want: Want): Promise<Rec | null> {
    const record = await this.#looks.load({ key, want });
    return this.#absent.has(key) ? null : record;
  }

  /**
   * Ends when the request that is on its way has brought the rows of the association, or is late. One that takes
   * seconds is not worth waiting for.
   */
  bringing(key: string, association: string): Promise<void> | undefined {
    const pending = this.#pending
      .get(key)
      ?.find(({ want }) => want.associations.has(association) && !this.#isHeavy(want));
    return pending === undefined ? undefined : this.#patience.wait(pending.record);
  }

  /** Whether the collection was asked for the key and holds no such record for this credential. */
  isAbsent(key: string): boolean {
    return this.#absent.has(key);
  }

  /**
   * Asks again, even though the record tells the association: for the rows at its other end. With no
   * other association beside it, what is missing then does not exist.
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

  /** Joins a request that is on its way and brings all that is wanted, else makes one. */
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
    const { heavy, light, refused } = this.#parted(loads);
    const requests = requestsOf(heavy, light).flatMap((request) => this.#grouped(request));
    const answers = together(requests.map((request) => this.#ask(request, call)));
    const told = (load: Load, answer: Answer | Error | undefined) => {
      if (answer instanceof Error) return answer;
      const fault = answer?.faults?.get(load.key);
      if (fault !== undefined) return fault;
      const record = this.#store.get(this.#noun.type, load.key) ?? null;
      if (refused.has(load)) this.#refuse(record, load.want);
      return record;
    };
    if (answers.length === 1) {
      // With one answer for all, a promise for each of hundreds of loads would be the most expensive part.
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

  #grouped({ keys, want }: Request): readonly Request[] {
    const groups = this.#source.groupsOf?.(this.#noun.type, keys) ?? [keys];
    return groups.map((group) => ({ keys: group, want }));
  }

  /** Never rejects: whoever needs the answer may not be listening yet. */
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

  /** Loads remembered from when the key was not found would answer that there is no record. */
  #isThere(key: string): void {
    if (this.#absent.delete(key)) this.#pending.delete(key);
  }

  /**
   * Parts the loads of a batch. Heavy associations are asked for one key at a time (`heavy`, with all that
   * is wanted of the key), and not at all for more than a few keys: then each such load is `refused`, and
   * only its light part is asked for. All other loads are `light`.
   */
  #parted(loads: readonly Load[]) {
    const heavy = new Map<string, Want>();
    for (const { key, want } of loads) {
      if (this.#isHeavy(want)) heavy.set(key, union(want, heavy.get(key) ?? wantNothing));
    }
    const isRefused = heavy.size > mostHeavyRows;
    if (isRefused) heavy.clear();
    const light: Load[] = [];
    const refused = new Set<Load>();
    for (const load of loads) {
      const { key, want } = load;
      const alone = heavy.get(key);
      if (alone !== undefined) heavy.set(key, union(alone, want));
      else if (!this.#isHeavy(want)) light.push(load);
      else {
        refused.add(load);
        const rest = { key, want: this.#lightPart(want) };
        const known = this.#store.get(this.#noun.type, key);
        if (known === undefined || !tells(known, rest.want)) light.push(rest);
      }
    }
    return { heavy, light, refused };
  }

  /** Puts the refusal in place of the link, so that only the association loses its value, not the record. */
  #refuse(record: Rec | null, want: Want): void {
    if (record === null) return;
    for (const field of want.associations.intersection(this.#heavy)) {
      record.links[field] ??= tooHeavy();
    }
  }

  #isHeavy(want: Want): boolean {
    return this.#heavy.size > 0 && !want.associations.isDisjointFrom(this.#heavy);
  }

  #lightPart({ associations, fields }: Want): Want {
    return { associations: associations.difference(this.#heavy), fields };
  }
}

/** One request for each heavy key, and one for all others. */
function requestsOf(heavy: ReadonlyMap<string, Want>, light: readonly Load[]): Request[] {
  const requests: Request[] = [...heavy].map(([key, want]) => ({ keys: [key], want }));
  if (light.length > 0) {
    const keys = [...new Set(light.map(({ key }) => key))];
    requests.push({ keys, want: light.map(({ want }) => want).reduce(union) });
  }
  return requests;
}
