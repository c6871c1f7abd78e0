/** One window of a list: by offset as far as offsets reach, beyond that after an id (keyset paging). */
import { Fault } from '../../domain/fault.ts';
import type { Query, Window } from '../../domain/query.ts';
import { wantNothing, type Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Call, Page } from '../source.ts';
import { refuseContradictions } from './admission.ts';
import { maxPageSize } from './collections.ts';
import { clause, type TextOperator } from './filters.ts';
import { listOf, matchesNothing, type List } from './lists.ts';
import { readWindow } from './window-reading.ts';

/** The last offset that the API accepts. */
const farthestOffset = 10_000;

/** Where offsets are counted anew: from the row after this id. */
interface Start {
  readonly position: number;
  readonly afterId: string | null;
}

/** In place of a start: the list ends before it. */
interface End {
  readonly total: number;
}

const beginning: Start = { position: 0, afterId: null };

export function createListReading(http: Http, textOperator: TextOperator) {
  /** Starts found in one operation, by list and number. */
  const startsOf = new WeakMap<AbortSignal, Map<string, Promise<Start | End>>>();

  async function readList(query: Query, window: Window, want: Want, call: Call): Promise<Page> {
    if (matchesNothing(query)) return { ...emptyPage, total: 0 };
    const list = listOf(query, textOperator);
    const start = await startFor(list, window.offset, call);
    if ('total' in start) return { ...emptyPage, total: start.total };
    const offset = window.offset - start.position;
    const rows = await readWindow(http, after(list, start), reachable(offset, window), want, call);
    refuseContradictions(query, rows);
    const end = offset + window.limit;
    if (end > farthestOffset + maxPageSize && !rows.ended) throw tooFar();
    const records = rows.records.slice(offset - rows.start, end - rows.start);
    return {
      records,
      carried: rows.carried,
      positions: records.map((_, index) => window.offset + index),
      total: start.position + (rows.total ?? Infinity),
      ended: rows.ended && rows.start + rows.records.length <= end,
    };
  }

  async function startFor(list: List, position: number, call: Call): Promise<Start | End> {
    if (list.keyset === null) {
      if (position < farthestOffset + maxPageSize) return beginning;
      throw tooFar();
    }
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
    const rows = await readWindow(http, after(list, start), window, wantNothing, call);
    const [last] = rows.records;
    if (last === undefined) return { total: start.position + (rows.total ?? 0) };
    return { position: start.position + farthestOffset + 1, afterId: last.key };
  }

  return readList;
}

/** The rows just after the last offset come with a page that begins at it. */
function reachable(offset: number, { limit }: Window): Window {
  const back = Math.max(0, offset - farthestOffset);
  return { offset: offset - back, limit: Math.min(limit + back, maxPageSize) };
}

const emptyPage = { records: [], carried: [], positions: [], ended: true };

function after(list: List, { afterId }: Start): List {
  if (afterId === null || list.keyset === null) return list;
  return { ...list, clauses: [...list.clauses, clause(list.keyset, 'id', afterId)] };
}

function tooFar(): Fault {
  return new Fault(
    'BAD_USER_INPUT',
    'Elastic Path shows no more of this list than its first 10,100 rows: narrow the filter, or read ' +
      'accounts ordered by ID.',
    { source: 'ELASTIC_PATH' },
  );
}
