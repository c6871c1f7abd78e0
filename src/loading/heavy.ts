/**
 * Heavy associations take seconds for each row: they are requested one key at a time, and not at all for more
 * than a few keys.
 */
import { Fault } from '../domain/fault.ts';
import { mostHeavyRows, type Noun } from '../domain/noun.ts';
import type { Rec } from '../domain/record.ts';
import { union, type Want } from '../domain/want.ts';

export interface Load {
  readonly key: string;
  readonly want: Want;
}

export interface Request {
  readonly keys: readonly string[];
  readonly want: Want;
}

/** How the loads of one batch are asked for. */
export interface Plan {
  readonly requests: readonly Request[];
  /** Loads of which only the light part is requested. */
  readonly refused: ReadonlySet<Load>;
}

export class HeavyAssociations {
  readonly #fields: ReadonlySet<string>;

  constructor({ associations }: Pick<Noun, 'associations'>) {
    this.#fields = new Set(
      associations.filter(({ heavy }) => heavy === true).map(({ field }) => field),
    );
  }

  isIn({ associations }: Want): boolean {
    return this.#fields.size > 0 && !associations.isDisjointFrom(this.#fields);
  }

  /** One request for each key with a heavy association, and one for all others. */
  planOf(loads: readonly Load[], isTold: (load: Load) => boolean): Plan {
    const heavy = loads.filter(({ want }) => this.isIn(want));
    const keys = new Set(heavy.map(({ key }) => key));
    if (keys.size > mostHeavyRows) return this.#planWithout(new Set(heavy), loads, isTold);
    const alone = [...keys].map((each) => loads.filter(({ key }) => key === each));
    const light = loads.filter(({ key }) => !keys.has(key));
    return { requests: [...alone, light].flatMap(requestOf), refused: new Set() };
  }

  /** The light part is left out where the record tells it already. */
  #planWithout(
    refused: ReadonlySet<Load>,
    loads: readonly Load[],
    isTold: (load: Load) => boolean,
  ): Plan {
    const light = loads.flatMap((load) => {
      if (!refused.has(load)) return load;
      const { associations, fields } = load.want;
      const want = { associations: associations.difference(this.#fields), fields };
      const part = { key: load.key, want };
      return isTold(part) ? [] : part;
    });
    return { requests: requestOf(light), refused };
  }

  /** Puts the refusal in place of the link, so that the association fails and not the record. */
  refuse({ links }: Rec, want: Want): void {
    for (const field of want.associations.intersection(this.#fields)) links[field] ??= tooHeavy();
  }
}

/** One request for all of them; none where there are none. */
function requestOf(loads: readonly Load[]): readonly Request[] {
  if (loads.length === 0) return [];
  const keys = [...new Set(loads.map(({ key }) => key))];
  return [{ keys, want: loads.map(({ want }) => want).reduce(union) }];
}

/** Why a heavy association is not requested. */
export function tooHeavy(): Fault {
  return new Fault(
    'OPERATION_TOO_EXPENSIVE',
    `This association takes seconds for each row: select it for at most ${mostHeavyRows} rows.`,
  );
}
