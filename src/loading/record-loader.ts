/**
 * Records of one type by key. What the store tells costs nothing; all loads that meet in a tick become
 * one request, with their keys and wants united.
 */
import DataLoader from 'dataloader';
import { Fault } from '../domain/fault.ts';
import type { CatalogueEntry } from '../domain/noun.ts';
import type { Rec } from '../domain/record.ts';
import { covers, union, wantNothing, type Want } from '../domain/want.ts';
import type { Call, Source } from '../upstreams/source.ts';
import { tells, type Store } from './store.ts';

interface Load {
  readonly key: string;
  readonly want: Want;
}

interface Pending {
  readonly want: Want;
  readonly record: Promise<Rec | null>;
}

/** More rows than this with a heavy association are refused: each of them takes seconds. */
export const mostHeavyRows = 5;

export class RecordLoader {
  readonly #noun: CatalogueEntry;
  readonly #source: Source;
  readonly #call: Call;
  readonly #store: Store;
  readonly #pending = new Map<string, Pending[]>();
  /** Keys that the collection does not hold for this credential. */
  readonly #absent = new Set<string>();
  // The store is the cache: it knows what of a record has been told.
  readonly #batches = new DataLoader<Load, Rec | null>((loads) => this.#request(loads), {
    cache: false,
  });

  constructor(noun: CatalogueEntry, source: Source, call: Call, store: Store) {
    this.#noun = noun;
    this.#source = source;
    this.#call = call;
    this.#store = store;
  }

  /**
   * The record, with all that is wanted of it where the upstream tells it; `null` when there is none.
   * A record that can only be had from others is answered with what they told.
   */
  load(key: string, want: Want): Rec | null | Promise<Rec | null> {
    const known = this.#store.get(this.#noun.type, key);
    if (known !== undefined && tells(known, want)) return known;
    if (this.#absent.has(key)) return known ?? null;
    return this.#under(key, want);
  }

  /** Asks again, even though the record tells the association: for the rows at its other end. */
  reload(key: string, association: string): Promise<Rec | null> {
    return this.#under(key, { associations: new Set([association]), fields: wantNothing.fields });
  }

  clear(): void {
    this.#pending.clear();
    this.#absent.clear();
  }

  /** Joins a request that is on its way and brings all that is wanted, else makes one. */
  #under(key: string, want: Want): Promise<Rec | null> {
    const underWay = this.#pending.get(key) ?? [];
    const same = underWay.find((pending) => covers(pending.want, want));
    if (same !== undefined) return same.record;
    const record = this.#batches.load({ key, want });
    this.#pending.set(key, [...underWay, { want, record }]);
    return record;
  }

  async #request(loads: readonly Load[]): Promise<(Rec | null | Error)[]> {
    const faults = new Map<string, Fault>();
    const found = new Set<string>();
    await Promise.all(
      this.#requests(loads, faults).map(async ({ keys, want }) => {
        const answer = await this.#source.byKeys(this.#noun.type, keys, want, this.#call);
        this.#store.pour(answer);
        for (const record of answer.records) found.add(record.key);
        for (const [key, fault] of answer.faults ?? []) faults.set(key, fault);
      }),
    );
    return loads.map(({ key }) => {
      const fault = faults.get(key);
      if (fault !== undefined) return fault;
      if (!found.has(key)) this.#absent.add(key);
      return this.#store.get(this.#noun.type, key) ?? null;
    });
  }

  /** One request for all; heavy associations are never asked for the keys of others. */
  #requests(loads: readonly Load[], faults: Map<string, Fault>) {
    const heavy = new Map<string, Want>();
    const light = new Set<string>();
    let together = wantNothing;
    for (const { key, want } of loads) {
      if (this.#isHeavy(want)) {
        heavy.set(key, union(want, heavy.get(key) ?? wantNothing));
      } else {
        light.add(key);
        together = union(together, want);
      }
    }
    const requests = [...heavy].map(([key, want]) => ({ keys: [key], want }));
    if (requests.length > mostHeavyRows) {
      for (const key of heavy.keys()) faults.set(key, tooHeavy());
      requests.length = 0;
    }
    if (light.size > 0) requests.push({ keys: [...light], want: together });
    return requests;
  }

  #isHeavy(want: Want): boolean {
    return this.#noun.associations.some(
      ({ field, heavy }) => heavy === true && want.associations.has(field),
    );
  }
}

export function tooHeavy(): Fault {
  return new Fault(
    'OPERATION_TOO_EXPENSIVE',
    `This association takes seconds for each row: select it for at most ${mostHeavyRows} rows.`,
  );
}
