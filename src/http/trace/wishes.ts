/**
 * Request headers by which a caller asks to be shown, or limits, the upstream calls of an operation, and
 * says how long it waits.
 *
 * A header that cannot be understood is refused: whoever asks for a limit must not go without it. Only
 * `x-request-timeout-ms` is then ignored, since the gateway's own time limit holds anyway.
 */

export interface Wishes {
  /** The calls that were made, in `extensions.upstream`. */
  readonly trace: boolean;
  /** The most upstream requests that may be sent; `null` for no such limit. */
  readonly budget: number | null;
  /** Nothing is sent; what would be is told. */
  readonly explain: boolean;
  /** The most time that it may take; `null` for as much as the gateway takes. */
  readonly timeoutMs: number | null;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const spellings = {
  'x-upstream-trace': { pattern: /^[01]$/, accepts: '1 or 0' },
  'x-upstream-budget': { pattern: /^\d+$/, accepts: 'a whole number' },
  'x-upstream-explain': { pattern: /^only$/, accepts: 'only the value "only"' },
} as const;

/** In whole milliseconds. */
const timePattern = /^[1-9]\d{0,14}$/;

export function wishesOf(headers: Headers): Wishes {
  const budget = headers['x-upstream-budget'];
  const timeoutMs = headers['x-request-timeout-ms'];
  return {
    trace: headers['x-upstream-trace'] === '1',
    budget: typeof budget === 'string' ? Number(budget) : null,
    explain: headers['x-upstream-explain'] !== undefined,
    timeoutMs:
      typeof timeoutMs === 'string' && timePattern.test(timeoutMs) ? Number(timeoutMs) : null,
  };
}

/** A caller may want less time than the gateway would take, never more. */
export function atMostMs(mostMs: number, { timeoutMs }: Pick<Wishes, 'timeoutMs'>): number {
  return timeoutMs === null ? mostMs : Math.min(timeoutMs, mostMs);
}

/** In words; `null` when all of them can be understood. */
export function objectionToWishes(headers: Headers): string | null {
  for (const [name, { pattern, accepts }] of Object.entries(spellings)) {
    const value = headers[name];
    if (value === undefined || (typeof value === 'string' && pattern.test(value))) continue;
    return `${name} accepts ${accepts}.`;
  }
  return null;
}
