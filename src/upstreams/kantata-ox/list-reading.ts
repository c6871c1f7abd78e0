/** One window of a list. */
import { searchOf, type Query, type Window } from '../../domain/query.ts';
import { wantNothing, type Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Call, Page } from '../source.ts';
import { admitted, checkableWant, refuseContradictions } from './admission.ts';
import { collections, kantataType, maxPageSize } from './collections.ts';
import { askWithDeletedRoles } from './deleted-roles.ts';
import { askInBothSpellings, fitToUrl } from './email-addresses.ts';
import type { Envelope } from './envelope.ts';
import { matchesNothing } from './lists.ts';
import { inListOrder, namedParts } from './named-rows.ts';
import type { Parameters } from './parameters.ts';
import {
  firstPosition,
  pagesInstead,
  pageStart,
  pagingParameters,
  refuseSmallerPage,
} from './paging.ts';
import { readRows } from './reading.ts';

export async function readList(
  http: Http,
  asked: Query,
  window: Window,
  want: Want,
  call: Call,
): Promise<Page> {
  const type = kantataType(asked.type);
  const read = (parameters: Parameters, rows: Want) =>
    readRows(http, type, `/${collections[type].map}`, parameters, rows, call);
  if (matchesNothing(asked)) return emptyPage;
  const query = await fitToUrl(asked, (parameters) =>
    read({ ...parameters, ...largestPage }, wantNothing),
  );
  if (matchesNothing(query)) return emptyPage;
  const wanted = checkableWant(query, want);
  const ask: Ask = async (part, paging) => {
    const rows = await askWithDeletedRoles(part, (instead) =>
      askInBothSpellings(part, (parameters) =>
        read({ ...parameters, ...instead, ...paging }, wanted),
      ),
    );
    refuseContradictions(part, rows);
    return rows;
  };
  const parts = namedParts(query);
  if (parts !== null) return unpaged(inListOrder(query, await readParts(ask, parts)), window);
  return searchOf(query) === null
    ? readWindow(ask, query, window)
    : searched(await readPage(ask, query, window), window, asked);
}

/** Asks for the rows of a query, with these parameters for the page. */
type Ask = (query: Query, paging: Parameters) => Promise<Envelope>;

function readParts(ask: Ask, parts: readonly Query[]): Promise<readonly Envelope[]> {
  return Promise.all(
    parts.map(async (part) => {
      const rows = await ask(part, { per_page: String(maxPageSize) });
      refuseSmallerPage(rows, { offset: 0, limit: maxPageSize }, 0);
      return rows;
    }),
  );
}

/** A page of a search, in which positions mean nothing outside of their page. */
async function readPage(ask: Ask, query: Query, window: Window): Promise<Envelope> {
  const rows = await ask(query, pagingParameters(window));
  refuseSmallerPage(rows, window, window.offset);
  return rows;
}

async function readWindow(ask: Ask, query: Query, window: Window): Promise<Page> {
  const rows = await ask(query, pagingParameters(window));
  const instead = pagesInstead(window, rows.count, rows.sent);
  if (instead !== null) {
    const pages = await Promise.all(instead.map((page) => ask(query, page)));
    return paged(joined(pages), window, pageStart(window));
  }
  const start = firstPosition(window, rows.count, rows.sent);
  refuseSmallerPage(rows, window, start);
  return paged(rows, window, start);
}

const largestPage = { page: '1', per_page: String(maxPageSize) };

const emptyPage: Page = { records: [], carried: [], positions: [], total: 0, ended: true };

function joined(pages: readonly Envelope[]): Envelope {
  let sent = 0;
  const places = pages.flatMap((page) => {
    const before = sent;
    sent += page.sent;
    return page.places.map((place) => before + place);
  });
  return {
    records: pages.flatMap(({ records }) => records),
    places,
    carried: pages.flatMap(({ carried }) => carried),
    sent,
    count: pages[0]?.count ?? 0,
  };
}

function paged(rows: Envelope, window: Window, start: number): Page {
  const skipped = window.offset - start;
  const placed = rows.records
    .map((record, index) => ({ record, place: rows.places[index] ?? Number.NaN }))
    .filter(({ place }) => place >= skipped && place < skipped + window.limit);
  return {
    records: placed.map(({ record }) => record),
    carried: rows.carried,
    positions: placed.map(({ place }) => start + place),
    total: countOf(rows, start),
    ended: rows.sent - skipped < window.limit,
  };
}

/** All matches, given that rows are shown from this position on: a count that is too small for them is ignored. */
function countOf({ records, count }: Envelope, start: number): number {
  const isTooFew = records.length > 0 && start + records.length > count;
  return isTooFew ? Infinity : count;
}

/** `only` brings all of its rows at once, and its count cannot be trusted. */
function unpaged(rows: Envelope, { offset, limit }: Window): Page {
  const records = rows.records.slice(offset, offset + limit);
  return {
    records,
    carried: rows.carried,
    positions: records.map((_, index) => offset + index),
    total: rows.records.length,
    ended: offset + limit >= rows.records.length,
  };
}

/**
 * Under a search a page may be short, or empty, with more to come: rows that the credential may not see are
 * missing from it, though they are counted. The last row of a page therefore has the last position of the page,
 * so that reading goes on with the next page.
 */
function searched(rows: Envelope, window: Window, query: Query): Page {
  const records = admitted(query, rows);
  const { sent } = rows;
  const count = countOf(rows, window.offset);
  // Without a count, only a full page means that there may be more.
  const isSeenToEnd = count === Infinity && sent < window.limit;
  const total = isSeenToEnd ? window.offset + sent : count;
  const end = Math.min(window.offset + window.limit, total);
  return {
    records,
    carried: rows.carried,
    positions: records.map((_, index) =>
      index === records.length - 1
        ? Math.max(end - 1, window.offset + index)
        : window.offset + index,
    ),
    total,
    ended: window.offset + window.limit >= total,
  };
}
