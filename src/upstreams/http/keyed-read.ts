/** A read of records by their keys, which can be one call with others that differ in nothing but keys. */
import type { Request } from './request.ts';

export interface KeyedRead {
  /** Everything but the keys, as text: alike where the reads are. */
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
