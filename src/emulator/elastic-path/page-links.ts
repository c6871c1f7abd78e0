import type { Page } from './paging.ts';

/**
 * The collections do not agree on how they write their links, so that a reader had better count:
 * by offset, limit and the number of results.
 */
export interface LinkStyle {
  readonly here: 'current' | 'self';
  /** What stands where no page is. */
  readonly none: null | 'null' | '';
  readonly namesOnlyPageAsLast: boolean;
  readonly tellsNext: boolean;
}

export const plainLinks: LinkStyle = {
  here: 'current',
  none: null,
  namesOnlyPageAsLast: true,
  tellsNext: true,
};

export function pageLinks(
  { limit, offset }: Page,
  matching: number,
  url: { readonly address: string; readonly query: Readonly<Record<string, string>> },
  style: LinkStyle,
): Record<string, string | null> {
  const kept = Object.entries(url.query).filter(([name]) => !name.startsWith('page['));
  const at = (start: number): string => {
    const pairs = [...kept, ['page[offset]', start], ['page[limit]', limit]];
    return `${url.address}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
  };
  const lastOffset = Math.max(0, Math.ceil(matching / limit) - 1) * limit;
  const hasNext = style.tellsNext && offset + limit < matching;
  return {
    [style.here]: at(offset),
    first: at(0),
    last: lastOffset > 0 || style.namesOnlyPageAsLast ? at(lastOffset) : style.none,
    next: hasNext ? at(offset + limit) : style.none,
    prev: offset > 0 ? at(Math.max(0, offset - limit)) : style.none,
  };
}
