/**
 * An upstream that stands in memory: rows by their keys and lists of keys, told as the port says. It
 * writes down what it is asked.
 */
import { catalogueOf, type Association, type Noun } from '../../src/domain/noun.ts';
import type { Query, Window } from '../../src/domain/query.ts';
import type { Link, Rec, TypeName } from '../../src/domain/record.ts';
import type { Want } from '../../src/domain/want.ts';
import { Loading } from '../../src/loading/index.ts';
import type { Operation } from '../../src/loading/operation.ts';
import type { Answer, Call, Page, Source } from '../../src/upstreams/source.ts';

export interface Row {
  readonly values?: object;
  /** Told only where they are wanted. */
  readonly fields?: object;
  readonly links?: Readonly<Record<string, Link>>;
  /** Its own collection does not show it. */
  readonly hidden?: boolean;
}

export interface List {
  /** In order; `null` where a search has found nothing for a place. */
  readonly keys: readonly (string | null)[];
  /** What it says of its length, where that is not true. */
  readonly total?: number;
  readonly endIsKnown?: boolean;
}

export interface Stock {
  readonly rows?: Readonly<Partial<Record<TypeName, Readonly<Record<string, Row>>>>>;
  readonly list?: List;
  readonly operation?: Partial<Operation>;
  readonly source?: Partial<Source>;
  /** The most rows of one call to a list. */
  readonly rowsPerCall?: number;
}

const association = (field: string, to: TypeName, more: Partial<Association> = {}) => ({
  field,
  to,
  many: false,
  free: false,
  ...more,
});
const noun = (type: TypeName, associations: Association[], more: Partial<Noun> = {}): Noun => ({
  type,
  source: 'KANTATA_OX',
  keyPattern: /^\d+$/,
  bareId: true,
  associations,
  primaryOnly: [],
  rowsPerCall: 3,
  ...more,
});

const nouns = [
  noun(
    'User',
    [
      association('role', 'Role'),
      association('manager', 'User', { free: true, alias: 'boss' }),
      association('skills', 'Skill', { many: true }),
      association('peers', 'User', { many: true, heavy: true }),
    ],
    { linksOfKey: (key) => ({ manager: `m${key}` }) },
  ),
  noun('Role', []),
  noun('Skill', [], { showsAll: true }),
  noun('CommerceAccount', [], { source: 'ELASTIC_PATH' }),
];

export function stock({
  rows = {},
  list,
  operation = {},
  source: more = {},
  rowsPerCall = 3,
}: Stock = {}) {
  const asked: string[] = [];
  const calls: Call[] = [];
  const note = (what: string, { associations, fields }: Want, call: Call) => {
    asked.push([what, ...[...associations].map((each) => `+${each}`), ...fields].join(' '));
    calls.push(call);
  };

  const rowOf = (type: TypeName, key: string) => rows[type]?.[key];
  const told = (type: TypeName, key: string, row: Row, want: Want | null): Rec => {
    const associations = nouns.find((each) => each.type === type)?.associations ?? [];
    const links = Object.entries(row.links ?? {}).filter(([field]) => {
      const isFree = associations.some((each) => each.field === field && each.free);
      return isFree || want?.associations.has(field) === true;
    });
    const fields = Object.entries(row.fields ?? {}).filter(([field]) => want?.fields.has(field));
    const record: Rec = {
      __typename: type,
      key,
      sourceId: key,
      links: Object.fromEntries(links),
      carried: new Set(
        links.map(([field]) => field).filter((each) => want?.associations.has(each)),
      ),
    };
    return Object.assign(record, row.values, Object.fromEntries(fields));
  };
  const answer = (type: TypeName, keys: readonly string[], want: Want): Answer => {
    const records: Rec[] = [];
    const carried: Rec[] = [];
    for (const key of keys) {
      const row = rowOf(type, key);
      if (row === undefined) continue;
      const record = told(type, key, row, want);
      records.push(record);
      for (const field of record.carried) {
        const to = nouns
          .flatMap((each) => each.associations)
          .find((each) => each.field === field)?.to;
        for (const end of [record.links[field] ?? []].flat()) {
          const row = to === undefined || typeof end !== 'string' ? undefined : rowOf(to, end);
          if (to !== undefined && typeof end === 'string' && row !== undefined)
            carried.push(told(to, end, row, null));
        }
      }
    }
    return { records, carried };
  };

  const page = (query: Query, window: Window, want: Want): Page => {
    const { keys = [], total = keys.length, endIsKnown = false } = list ?? {};
    const places = keys.slice(window.offset, window.offset + window.limit);
    const positions = places.flatMap((key, at) => (key === null ? [] : [window.offset + at]));
    const held = places.filter((key) => key !== null);
    const ended = endIsKnown && window.offset + window.limit >= keys.length;
    return { ...answer(query.type, held, want), positions, total, ended };
  };

  const source: Source = {
    name: 'KANTATA_OX',
    callerHeaders: [],
    authenticate: () => null,
    byKeys: (type, keys, want, call) => {
      note(`${type} ${keys.join()}`, want, call);
      const shown = keys.filter((key) => rowOf(type, key)?.hidden !== true);
      return Promise.resolve(answer(type, shown, want));
    },
    list: (query, window, want, call) => {
      const size = window.pageSize === undefined ? '' : ` of ${window.pageSize}`;
      note(`${query.type} ${window.offset}-${window.offset + window.limit}${size}`, want, call);
      return Promise.resolve(page(query, window, want));
    },
    viewer: (want, call) => {
      note('viewer', want, call);
      return Promise.resolve(answer('User', ['1'], want));
    },
    change: (_change, want, call) => {
      note('change', want, call);
      return Promise.resolve(answer('User', ['1'], want));
    },
    foreseeing: { want: () => ({ associations: new Set(), fields: new Set() }), tell: unforeseen },
    ...more,
  };
  const credential = { fingerprint: 'f', key: 'whole', headers: () => ({}) };
  const { signal } = new AbortController();
  const loading = new Loading({
    catalogue: catalogueOf(nouns.map((each) => ({ ...each, rowsPerCall }))),
    sources: new Map([['KANTATA_OX', source]]),
    credentials: new Map([['KANTATA_OX', credential]]),
    requestId: 'r-1',
    signal,
    deadlineMs: 1000,
    ...operation,
  });
  return {
    loading,
    source,
    credential,
    signal,
    calls,
    /** What it was asked since the last look. */
    asked: () => asked.splice(0),
  };
}

function unforeseen(): never {
  throw new Error('Nobody foresees anything here');
}

/** Notes what is counted, as `what by`. */
export function counting() {
  const counts: string[] = [];
  const trace = {
    asked: () => undefined,
    sent: () => undefined,
    joined: () => undefined,
    answered: () => undefined,
    count: (what: string, by: number) => counts.push(`${what} ${by}`),
  };
  return { trace, counts: () => counts.splice(0) };
}
