/** What became of one item of a bulk mutation. */
import type { Outcome, Preview, RefusalCode } from '../changing/outcome.ts';
import type { Rec, TypeName } from '../domain/record.ts';

export interface ItemResult<T extends TypeName> {
  readonly index: number;
  readonly id: string | null;
  readonly status: Outcome['status'];
  readonly record: Rec<T> | null;
  readonly userErrors: readonly {
    readonly message: string;
    readonly code: RefusalCode;
    readonly field: readonly string[];
  }[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly retryAfterMs: number | null;
  } | null;
  readonly preview: Preview | null;
}
