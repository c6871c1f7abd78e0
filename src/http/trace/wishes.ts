/**
 * What a caller wants to know of the upstream calls of an operation, or to allow: by request headers.
 * One that cannot be understood is refused; whoever asks for a limit must not go without it.
 */

export interface Wishes {
  /** The calls that were made, in `extensions.upstream`. */
  readonly trace: boolean;
  /** The most upstream requests that may be sent; `null` for no such limit. */
  readonly budget: number | null;
  /** Nothing is sent; what would be is told. */
  readonly explain: boolean;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const spellings = {
  'x-upstream-trace': { pattern: /^[01]$/, takes: '1 or 0' },
  'x-upstream-budget': { pattern: /^\d{1,6}$/, takes: 'a whole number' },
  'x-upstream-explain': { pattern: /^only$/, takes: 'only' },
} as const;

export function wishesOf(headers: Headers): Wishes {
  const budget = headers['x-upstream-budget'];
  return {
    trace: headers['x-upstream-trace'] === '1',
    budget: typeof budget === 'string' ? Number(budget) : null,
    explain: headers['x-upstream-explain'] !== undefined,
  };
}

/** In words; `null` when all of them can be understood. */
export function objectionToWishes(headers: Headers): string | null {
  for (const [name, { pattern, takes }] of Object.entries(spellings)) {
    const value = headers[name];
    if (value === undefined || (typeof value === 'string' && pattern.test(value))) continue;
    return `${name} takes ${takes}.`;
  }
  return null;
}
