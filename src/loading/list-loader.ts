/** Windows of lists. The same window asked for twice in an operation is one request. */
import type { Query, Window } from '../domain/query.ts';
import { covers, union, type Want } from '../domain/want.ts';
import type { Call, Page, Source } from '../upstreams/source.ts';
import { batching } from './batching.ts';
import type { Store } from './store.ts';
import { together } from './together.ts';

interface Load {
  readonly name: string;
  readonly query: Query;
  readonly window: Window;
  readonly want: Want;
}

export class ListLoader {
  readonly #source: Source;
  readonly #call: Call;
  readonly #store: Store;
  readonly #pages = new Map<string, { want: Want; page: Promise<Page> }[]>();
  // With a promise for each, since the slowest page would settle them all otherwise.
  readonly #batches = batching<Load, Page>((loads) => Promise.resolve(this.#request(loads)), {
    cache: false,
  });

  constructor(source: Source, call: Call, store: Store) {
    this.#source = source;
    this.#call = call;
    this.#store = store;
  }

  load(query: Query, window: Window, want: Want): Promise<Page> {
    const name = JSON.stringify([query, window]);
    const known = this.#pages.get(name) ?? [];
    const same = known.find((page) => covers(page.want, want));
    if (same !== undefined) {
      this.#call.trace?.count('shared', 1);
      return same.page;
    }
    const page = this.#batches.load({ name, query, window, want });
    this.#pages.set(name, [...known, { want, page }]);
    return page;
  }

  clear(): void {
    this.#pages.clear();
  }

  #request(loads: readonly Load[]): Promise<Page>[] {
    const united = new Map<string, Load>();
    for (const load of loads) {
      const other = united.get(load.name);
      const want = other === undefined ? load.want : union(other.want, load.want);
      united.set(load.name, { ...load, want });
    }
    const pages = together([...united.values()].map((load) => this.#page(load)));
    const byName = new Map([...united.keys()].map((name, index) => [name, pages[index]]));
    return loads.map(async ({ name }) => {
      const page = await byName.get(name);
      if (page === undefined) throw new Error('A page got lost');
      if (page instanceof Error) throw page;
      return page;
    });
  }

  /** Never rejects: whoever needs the page may not be listening yet. */
  async #page({ query, window, want }: Load): Promise<Page | Error> {
    try {
      const page = await this.#source.list(query, window, want, this.#call);
      return { ...page, records: this.#store.pour(page) };
    } catch (error) {
      return error instanceof Error ? error : new Error('A list failed', { cause: error });
    }
  }
}
