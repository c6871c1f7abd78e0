/** One window of a list: by offset as far as offsets reach, beyond that behind an id. */
import { Fault } from '../../domain/fault.ts';
import type { Query, Window } from '../../domain/query.ts';
import { wantNothing, type Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Call, Page } from '../source.ts';
import { readPage, type Envelope } from './envelope.ts';
import { clause, type TextOperator } from './filters.ts';
import { listOf, matchesNothing, type List } from './lists.ts';
import { includeParameter, withQuery } from './parameters.ts';

export const maxPageSize = 100;

/** The last offset that is taken. */
const farthestOffset = 10_000;

/** Longer requests are refused by the upstream. */
const mostPathCharacters = 8000;

/** Rows from which the offsets are counted anew: those behind this id. */
interface Start {
  readonly position: number;
  readonly behindId: string | null;
}

/** Instead of a start that there is not: the list ends before it. */
interface End {
  readonly total: number;
}

const beginning: Start = { position: 0, behindId: null };

export function createListReading(http: Http, textOperator: TextOperator) {
  /** Starts found in one operation, by list and number. */
  const startsOf = new WeakMap<AbortSignal, Map<string, Promise<Start | End>>>();

  async function readList(query: Query, window: Window, want: Want, call: Call): Promise<Page> {
    if (matchesNothing(query)) return { ...emptyPage, total: 0 };
    const list = listOf(query, textOperator);
    const start = await startFor(list, window.offset, call);
    if ('total' in start) return { ...emptyPage, total: start.total };
    const offset = window.offset - start.position;
    const part = { offset, limit: window.limit };
    const rows = await readRows(http, behind(list, start), part, want, call);
    return {
      records: rows.records,
      carried: rows.carried,
      positions: rows.records.map((_, index) => window.offset + index),
      total: start.position + (rows.total ?? offset + rows.records.length),
      ended: rows.records.length < window.limit,
    };
  }

  async function startFor(list: List, position: number, call: Call): Promise<Start | End> {
    if (position > farthestOffset && list.keyset === null) throw tooFar();
    let start: Start | End = beginning;
    while (!('total' in start) && position - start.position > farthestOffset) {
      start = await nextStart(list, start, call);
    }
    return start;
  }

  function nextStart(list: List, start: Start, call: Call): Promise<Start | End> {
    const name = JSON.stringify([list.path, list.clauses, list.sort, start.position]);
    const starts = startsOf.get(call.signal) ?? new Map<string, Promise<Start | End>>();
    startsOf.set(call.signal, starts);
    const next = starts.get(name) ?? findNextStart(list, start, call);
    starts.set(name, next);
    return next;
  }

  async function findNextStart(list: List, start: Start, call: Call): Promise<Start | End> {
    const window = { offset: farthestOffset, limit: 1 };
    const rows = await readRows(http, behind(list, start), window, wantNothing, call);
    const [last] = rows.records;
    if (last === undefined) return { total: start.position + (rows.total ?? 0) };
    return { position: start.position + farthestOffset + 1, behindId: last.key };
  }

  return readList;
}

const emptyPage = { records: [], carried: [], positions: [], ended: true };

function behind(list: List, { behindId }: Start): List {
  if (behindId === null || list.keyset === null) return list;
  return { ...list, clauses: [...list.clauses, clause(list.keyset, 'id', behindId)] };
}

/** @throws Fault BAD_USER_INPUT when the filter makes the request too long */
export async function readRows(
  http: Http,
  list: List,
  window: Window,
  want: Want,
  call: Call,
): Promise<Envelope> {
  const path = withQuery(list.path, {
    filter: list.clauses.join(':'),
    sort: list.sort,
    ...includeParameter(list.type, want, list.brings),
    'page[offset]': String(window.offset),
    'page[limit]': String(window.limit),
  });
  if (path.length > mostPathCharacters) {
    throw new Fault('BAD_USER_INPUT', 'filter: this is longer than can be asked for.', {
      source: 'ELASTIC_PATH',
    });
  }
  return readPage(list.type, await http.read({ method: 'GET', path }, call), want, list.origin);
}

function tooFar(): Fault {
  return new Fault(
    'BAD_USER_INPUT',
    'Elastic Path shows no more of this list than its first 10,100 rows: narrow the filter, or read ' +
      'accounts ordered by ID.',
    { source: 'ELASTIC_PATH' },
  );
}
