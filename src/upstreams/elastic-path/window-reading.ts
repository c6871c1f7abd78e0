/**
 * The rows of one window, however the upstream cuts its pages. For some lists `page[…]` is not documented: such
 * a list may send fewer rows than were asked for, or all of them, or always begin at its start. What the answer
 * tells of its page is believed.
 */
import { Fault } from '../../domain/fault.ts';
import type { Window } from '../../domain/query.ts';
import type { Rec } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Call } from '../source.ts';
import { countOf, malformed, readPage } from './envelope.ts';
import type { List } from './lists.ts';
import { includeParameter, withQuery } from './parameters.ts';

/** Longer requests are refused by the upstream. */
const mostPathCharacters = 8000;

/** Consecutive rows of a list. */
export interface Stretch {
  /** The position of the first, which may lie before the window. */
  readonly start: number;
  readonly records: readonly Rec[];
  readonly carried: readonly Rec[];
  /** All rows of the list; `null` when it does not say. */
  readonly total: number | null;
  /** Whether no row follows, whatever `total` says. */
  readonly ended: boolean;
}

/** @throws Fault UPSTREAM_MALFORMED when the list does not show the rows of the window */
export async function readWindow(
  http: Http,
  list: List,
  window: Window,
  want: Want,
  call: Call,
): Promise<Stretch> {
  const read = (part: Window) => readStretch(http, list, part, want, call);
  const first = await read(window);
  const isShown = first.ended || endOf(first) >= window.offset + window.limit;
  if (first.start > window.offset || (first.start < window.offset && !isShown)) throw notShown();
  if (isShown) return first;
  // Fewer rows than were asked for, but not the end of the list.
  const end = Math.min(window.offset + window.limit, first.total ?? Infinity);
  const parts = windowsBetween(endOf(first), end, first.records.length);
  return (await Promise.all(parts.map(read))).reduce(followedBy, first);
}

function windowsBetween(start: number, end: number, size: number): readonly Window[] {
  return Array.from({ length: Math.ceil((end - start) / size) }, (_, index) => {
    const offset = start + index * size;
    return { offset, limit: Math.min(size, end - offset) };
  });
}

function followedBy(before: Stretch, next: Stretch): Stretch {
  if (before.ended) return before;
  if (next.start !== endOf(before)) throw notShown();
  return {
    ...before,
    records: [...before.records, ...next.records],
    carried: [...before.carried, ...next.carried],
    ended: next.ended,
  };
}

function endOf({ start, records }: Stretch): number {
  return start + records.length;
}

async function readStretch(
  http: Http,
  list: List,
  window: Window,
  want: Want,
  call: Call,
): Promise<Stretch> {
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
  const page = readPage(list.type, await http.read({ method: 'GET', path }, call), list.origin);
  const { records, carried, limit } = page;
  // More rows than were asked for: offset and limit were both ignored.
  const start = page.offset ?? (records.length > window.limit ? 0 : window.offset);
  const total = countOf(page, start);
  const isShort = records.length < Math.min(window.limit, limit ?? Infinity);
  // Where it does not tell its limit, a page may be short because the list never sends more at once.
  const isLast = isShort && (limit !== null || total === null);
  // Whatever the count: a request for the rows after it would get the same answer.
  const isEmpty = records.length === 0;
  return {
    start,
    records,
    carried,
    total,
    ended: isLast || isEmpty || (total !== null && start + records.length >= total),
  };
}

function notShown(): Fault {
  return malformed('Elastic Path does not show these rows of the list.');
}
