/** A read of records by their keys. Reads that differ only in their keys can be one call. */
import type { Request } from './request.ts';

export interface KeyedRead {
  /** Everything but the keys, as text: equal for reads that can be one call. */
  readonly shape: string;
  readonly keys: readonly string[];
  /** How many keys one call takes. */
  readonly most: number;
  readonly request: (keys: readonly string[]) => Request;
}

export interface KeyedAnswer {
  readonly json: unknown;
  /** Whether it may hold records that others have asked for. */
  readonly isShared: boolean;
}
