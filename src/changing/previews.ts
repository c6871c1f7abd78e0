/**
 * What many changes would do, told without making them. That takes reads, many of them where the upstream has no call
 * for several records. So the limit holds that holds for changes: what met a 429 is asked again in its time.
 */
import type { Want } from '../domain/want.ts';
import type { Loading } from '../loading/index.ts';
import type { Item } from './bulk.ts';
import type { Changing } from './changing.ts';
import { failed, notAttempted, refused, type Outcome } from './outcome.ts';
import { mostUnderWay, Throttle } from './throttle.ts';

export class Previews {
  readonly #changing: Changing;
  readonly #loading: Loading;
  readonly #want: Want;
  readonly #outcomes = new Map<Item, Outcome>();

  constructor(changing: Changing, loading: Loading, want: Want) {
    this.#changing = changing;
    this.#loading = loading;
    this.#want = want;
  }

  /** One outcome for each item, in the order they were given. */
  async run(items: readonly Item[]): Promise<Outcome[]> {
    const [first] = items;
    if (first === undefined) return [];
    const { source, call } = this.#loading.reach(first.change.type);
    const throttle = new Throttle(call);
    const groups = Map.groupBy(
      items.filter(({ refusals }) => refusals.length === 0),
      ({ change }) => source.foreseeing.readWith?.(change),
    ).values();
    // All take the next group from one iterator.
    const work = async () => {
      for (const group of groups) await this.#foreseeTogether(group, throttle);
    };
    await Promise.all(Array.from({ length: mostUnderWay }, work));
    return items.map((item) => {
      const key = item.change.key ?? null;
      return item.refusals.length > 0
        ? refused(key, item.refusals)
        : (this.#outcomes.get(item) ?? notAttempted(key));
    });
  }

  /** All at once: looks that meet in a tick are one request. Those that found no room are made again. */
  async #foreseeTogether(group: readonly Item[], throttle: Throttle): Promise<void> {
    let waiting = group;
    try {
      await throttle.run(async () => {
        const faults = await Promise.all(waiting.map((item) => this.#foresee(item)));
        waiting = waiting.filter((_, index) => faults[index]?.code === 'RATE_LIMITED');
        const limit = faults.find((fault) => fault?.code === 'RATE_LIMITED');
        if (limit != null) throw limit;
      });
    } catch (error) {
      for (const item of waiting) this.#outcomes.set(item, failed(item.change.key ?? null, error));
    }
  }

  async #foresee(item: Item) {
    const outcome = await this.#changing.one(item.change, this.#want, item.precautions);
    this.#outcomes.set(item, outcome);
    return outcome.fault;
  }
}
