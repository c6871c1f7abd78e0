import type { Context } from './caller.ts';
import { leadingInteger } from './parameters.ts';
import { serverError } from './refusal.ts';

/** Which rows of the whole an answer shows, and what its `meta` says of it. */
export interface Window {
  readonly offset: number;
  readonly size: number;
  readonly pageSize: number;
  /** As sent, so that it may be 0, negative or past the end. */
  readonly pageNumber: number;
}

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 200;
const MAX_SQL_INTEGER = 2 ** 63;

/** `limit` and `offset` count only together; even then `meta` speaks of pages. */
export function windowOf({ parameters, readings }: Context): Window {
  const perPage = leadingInteger(parameters.textOrCrash('per_page') ?? '');
  const pageSize = perPage < 1 ? DEFAULT_PAGE_SIZE : Math.min(perPage, MAX_PAGE_SIZE);
  const pageNumber = leadingInteger(parameters.textOrCrash('page') ?? '1');
  const start = (Math.max(pageNumber, 1) - 1) * pageSize;
  if (start > MAX_SQL_INTEGER) throw serverError();

  const limit = parameters.text('limit')?.trim() ?? '';
  const offset = parameters.text('offset')?.trim() ?? '';
  if (limit === '' || offset === '' || readings.limitOffset === 'ignored') {
    return { offset: start, size: pageSize, pageSize, pageNumber };
  }
  return {
    offset: Math.max(leadingInteger(offset), 0),
    size: Math.min(Math.max(leadingInteger(limit), 1), MAX_PAGE_SIZE),
    pageSize,
    pageNumber,
  };
}

export function metaOf(count: number, { pageSize, pageNumber }: Window) {
  return {
    count,
    page_count: Math.ceil(count / pageSize),
    page_number: count === 0 ? 0 : pageNumber,
    page_size: pageSize,
  };
}
