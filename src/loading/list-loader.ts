/**
 * Windows of lists. A window that is needed twice in an operation is requested once. The number of rows takes
 * no request of its own where the first rows are requested at the same time, since every page tells it.
 */
import { Fault } from '../domain/fault.ts';
import type { Query, Window } from '../domain/query.ts';
import { covers, union, wantNothing, type Want } from '../domain/want.ts';
import type { Call, Page, Source } from '../upstreams/source.ts';
import { batching } from './batching.ts';
import { Patience } from './patience.ts';
import type { Store } from './store.ts';
import type { Together } from './together.ts';

interface Load {
  readonly name: string;
  /** The name of the whole list. */
  readonly list: string;
  readonly query: Query;
  readonly window: Window;
  readonly want: Want;
  /** `COUNT`: only the number of rows is needed. `HEAVY`: the rows take seconds, so a number does not wait for them. */
  readonly kind: 'ROWS' | 'HEAVY' | 'COUNT';
}

/** The smallest page that tells how many rows there are. */
const oneRow: Window = { offset: 0, limit: 1 };

export class ListLoader {
  readonly #source: Source;
  readonly #call: Call;
  readonly #store: Store;
  readonly #together: Together;
  readonly #patience: Patience;
  readonly #pages = new Map<string, { want: Want; page: Promise<Page> }[]>();
  // A promise for each: otherwise all would wait for the slowest page.
  readonly #batches = batching<Load, Page>((loads) => Promise.resolve(this.#request(loads)), {
    cache: false,
  });

  constructor(source: Source, call: Call, store: Store, together: Together) {
    this.#source = source;
    this.#call = call;
    this.#store = store;
    this.#together = together;
    this.#patience = new Patience(call.deadlineMs);
  }

  load(query: Query, window: Window, want: Want, isHeavy: boolean): Promise<Page> {
    const list = JSON.stringify(query);
    const name = `${list} ${JSON.stringify(window)}`;
    return this.#load({ name, list, query, window, want, kind: isHeavy ? 'HEAVY' : 'ROWS' });
  }

  /** How many rows there are; `Infinity` where the list does not say. */
  async count(query: Query): Promise<number> {
    const list = JSON.stringify(query);
    const name = `${list} count`;
    const load: Load = { name, list, query, window: oneRow, want: wantNothing, kind: 'COUNT' };
    return (await this.#load(load)).total;
  }

  #load(load: Load): Promise<Page> {
    const { name, want } = load;
    const known = this.#pages.get(name) ?? [];
    const same = known.find((page) => covers(page.want, want));
    if (same !== undefined) {
      this.#call.trace?.count('shared', 1);
      return same.page;
    }
    const page = this.#batches.load(load);
    this.#pages.set(name, [...known, { want, page }]);
    return page;
  }

  clear(): void {
    this.#pages.clear();
  }

  #request(loads: readonly Load[]): Promise<Page>[] {
    const firstPages = new Map(
      loads
        .filter(({ kind, window }) => kind === 'ROWS' && window.offset === 0)
        .map(({ list, name }) => [list, name]),
    );
    const nameFor = ({ kind, list, name }: Load) =>
      (kind === 'COUNT' ? firstPages.get(list) : undefined) ?? name;
    const united = new Map<string, Load>();
    for (const load of loads) {
      const name = nameFor(load);
      const other = united.get(name);
      const want = other === undefined ? load.want : union(other.want, load.want);
      // Where a page is also to tell the number, the rows decide what is requested.
      const asked = load.kind === 'COUNT' ? (other ?? load) : load;
      united.set(name, { ...asked, want });
    }
    const pages = this.#together.hold([...united.values()].map((load) => this.#page(load)));
    const byName = new Map([...united.keys()].map((name, index) => [name, pages[index]]));
    return loads.map(async (load) => {
      const name = nameFor(load);
      const asked = byName.get(name);
      if (asked === undefined) throw new Error('A page got lost');
      const page = await (name === load.name ? asked : this.#numberBeside(asked, load));
      if (page instanceof Error) throw page;
      return page;
    });
  }

  /**
   * Rows may fail, or be late, where their number would not: it is then requested by itself. Not where the operation
   * is given up, or only rehearsed.
   */
  async #numberBeside(rows: Promise<Page | Error>, load: Load): Promise<Page | Error> {
    const told = await this.#patience.wait(rows);
    if (told instanceof Fault && told.code === 'CANCELLED') return told;
    return told === undefined || told instanceof Error ? this.#page(load) : told;
  }

  /** Never rejects, since nobody may be waiting for the page yet. */
  async #page({ query, window, want }: Load): Promise<Page | Error> {
    try {
      const page = await this.#source.list(query, window, want, this.#call);
      return { ...page, records: this.#store.pour(page) };
    } catch (error) {
      return error instanceof Error ? error : new Error('A list failed', { cause: error });
    }
  }
}
