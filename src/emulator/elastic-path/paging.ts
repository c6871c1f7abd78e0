import { refuse } from './refusal.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;
const MAX_OFFSET = 10_000;

export interface Page {
  readonly limit: number;
  /** In records, not in pages. */
  readonly offset: number;
}

/**
 * What a list makes of `page[…]`, of which the documents say nothing for the memberships of a member: all of
 * it, all but a limit above its own, or nothing, so that it always begins at its first row.
 */
export type PagingReading =
  'asked' | { readonly mostRows: number } | { readonly alwaysRows: number | 'all' };

export function cutPage(page: Page, reading: PagingReading): Page {
  if (reading === 'asked') return page;
  if ('mostRows' in reading) return { ...page, limit: Math.min(page.limit, reading.mostRows) };
  const { alwaysRows } = reading;
  return { offset: 0, limit: alwaysRows === 'all' ? MAX_OFFSET : alwaysRows };
}

export function parsePage(query: Readonly<Record<string, string>>): Page {
  const limit = parseNumber(query['page[limit]'], DEFAULT_LIMIT);
  const offset = parseNumber(query['page[offset]'], 0);
  if (limit === undefined || limit <= 0) throw refuseNumber('Limit', 'positive');
  if (offset === undefined || offset < 0) throw refuseNumber('Offset', 'non-negative');
  if (limit > MAX_LIMIT) throw refuse(400, 'page limit has been exceeded enforced limitation');
  if (offset > MAX_OFFSET) throw refuse(400, 'page offset has been exceeded enforced limitation');
  return { limit, offset };
}

export function pageMeta({ limit, offset }: Page, matching: number): Record<string, unknown> {
  const current = Math.floor(offset / limit) + 1;
  return {
    page: { limit, offset, current, total: Math.ceil(matching / limit) },
    results: { total: matching },
  };
}

/** An empty parameter means the default; undefined means not a number. */
function parseNumber(text: string | undefined, byDefault: number): number | undefined {
  if (text === undefined || text === '') return byDefault;
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function refuseNumber(field: 'Limit' | 'Offset', rule: 'positive' | 'non-negative') {
  const tag = `${rule}-pagination-${field.toLowerCase()}`;
  return refuse(400, `Validation failed: field '${field}' on the '${tag}' tag.`);
}
