/**
 * Follows associations from a record to the records at their other end. Those may have come along with it, be
 * known from elsewhere, be on their way, or still have to be requested.
 */
import { Fault } from '../domain/fault.ts';
import {
  nounOf,
  recordOfKey,
  type Association,
  type Catalogue,
  type CatalogueEntry,
} from '../domain/noun.ts';
import type { Rec, TypeName } from '../domain/record.ts';
import { sourceTitles } from '../domain/source-name.ts';
import { wantOfOne } from '../domain/want.ts';
import type { Need } from '../planning/planner.ts';
import type { RecordLoader } from './record-loader.ts';
import type { Store } from './store.ts';

/** What is known already comes at once, so that hundreds of rows do not take a promise each. */
export type MaybePromise<T> = T | Promise<T>;

export class Following {
  readonly #catalogue: Catalogue;
  readonly #store: Store;
  readonly #recordsOf: (type: TypeName) => RecordLoader;

  constructor(catalogue: Catalogue, store: Store, recordsOf: (type: TypeName) => RecordLoader) {
    this.#catalogue = catalogue;
    this.#store = store;
    this.#recordsOf = recordsOf;
  }

  /** The record or records at the other end of an association; what does not exist is left out. */
  follow(record: Rec, field: string, need: Need): MaybePromise<Rec | null | readonly Rec[]> {
    const association = this.#association(record, field);
    return record.links[association.field] === undefined
      ? this.#followUntold(record, association, need)
      : this.#followTold(record, association, need);
  }

  /** The keys of what an association leads to, as far as the record tells them. */
  keysAtEnd(record: Rec, field: string): readonly string[] {
    const link = record.links[this.#association(record, field).field];
    if (typeof link === 'string') return [link];
    return link == null || link instanceof Fault ? [] : link;
  }

  async #followUntold(record: Rec, association: Association, need: Need) {
    const want = wantOfOne(association.field);
    const asked = await this.#recordsOf(record.__typename).load(record.key, want);
    if (asked?.links[association.field] === undefined) {
      // The record itself was shown only along with another one, and tells no more than it did.
      throw new Fault('FORBIDDEN', `${association.field} is not shown to this credential.`, {
        source: this.#noun(record.__typename).source,
      });
    }
    return this.#followTold(asked, association, need);
  }

  #followTold(record: Rec, association: Association, need: Need) {
    const link = record.links[association.field];
    if (link instanceof Fault) throw link;
    if (link === null || link === undefined) return null;
    if (typeof link === 'string') {
      const bringing = this.#bringing(record, association, link, need);
      return bringing === undefined
        ? this.#atOtherEnd(record, association, link, need)
        : this.#onceBrought(bringing, record, association, need);
    }
    const found = link.map((key) => this.#atOtherEnd(record, association, key, need));
    const isNow = (each: MaybePromise<Rec | null>) => !(each instanceof Promise);
    return found.every(isNow) ? found.filter(exists) : allExisting(found);
  }

  /**
   * An answer on its way that will bring the row at the other end, where more than its key is needed: the
   * record was sent along, and is being read again for what only its own row tells.
   */
  #bringing(record: Rec, association: Association, key: string, need: Need) {
    if (need.identityOnly || record.carried.has(association.field)) return undefined;
    if (this.#store.get(association.to, key) !== undefined) return undefined;
    // A record that has not come yet is followed ahead of its answer, and must not wait for it.
    if (this.#store.get(record.__typename, record.key) !== record) return undefined;
    return this.#recordsOf(record.__typename).bringing(record.key, association.field);
  }

  /** Whether or not that answer came: what it did not bring is requested. */
  async #onceBrought(
    bringing: Promise<unknown>,
    record: Rec,
    association: Association,
    need: Need,
  ): Promise<Rec | null> {
    await bringing.catch(ignoreFailure);
    // The answer may know better where the association leads.
    const link = record.links[association.field];
    return typeof link === 'string' ? this.#atOtherEnd(record, association, link, need) : null;
  }

  #atOtherEnd(
    record: Rec,
    association: Association,
    key: string,
    need: Need,
  ): MaybePromise<Rec | null> {
    const known = this.#store.get(association.to, key);
    if (known === undefined && record.carried.has(association.field)) return null;
    if (need.identityOnly) return known ?? recordOfKey(this.#noun(association.to), key);
    const loaded = this.#recordsOf(association.to).load(key, need.want);
    if (known !== undefined) {
      // What is selected below does not wait for this load, and joins it where it has to.
      if (loaded instanceof Promise) loaded.catch(ignoreFailure);
      return known;
    }
    if (this.#noun(association.to).showsAll === true) return loaded;
    return this.#elseCarried(loaded, record, association, key);
  }

  /**
   * A record that its own collection hides from this credential may still be shown by the record that
   * leads to it.
   */
  async #elseCarried(
    loaded: MaybePromise<Rec | null>,
    record: Rec,
    association: Association,
    key: string,
  ): Promise<Rec | null> {
    const found = await loaded;
    if (found !== null) return found;
    const again = await this.#recordsOf(record.__typename).reload(record.key, association.field);
    const carried = this.#store.get(association.to, key);
    if (carried !== undefined) return carried;
    if (again === null || again.carried.has(association.field)) return null;
    const { source } = this.#noun(record.__typename);
    throw new Fault(
      'UPSTREAM_MALFORMED',
      `${sourceTitles[source]} left out ${association.field}, which was asked for.`,
      { source },
    );
  }

  #noun(type: TypeName): CatalogueEntry {
    return nounOf(this.#catalogue, type);
  }

  #association(record: Rec, field: string): Association {
    const association = this.#noun(record.__typename).byField.get(field);
    if (association === undefined) {
      throw new TypeError(`${record.__typename} has no association ${field}`);
    }
    return association;
  }
}

/** For a load that nobody waits for: whoever needs what it did not bring asks again and gets the error. */
function ignoreFailure(): void {
  return undefined;
}

async function allExisting(found: readonly MaybePromise<Rec | null>[]): Promise<readonly Rec[]> {
  const settled = await Promise.all(found.map((each) => Promise.resolve(each)));
  return settled.filter(exists);
}

function exists(record: MaybePromise<Rec | null>): record is Rec {
  return record !== null;
}
