/** What the edge reports about its work, for metrics. */
import type { Counted } from '../upstreams/source.ts';
import type { EndedOperation } from './operation-record.ts';

export interface EdgeObserver {
  readonly ended: (operation: EndedOperation) => void;
  /** An operation was refused because there was too much to do. */
  readonly shed: () => void;
  /** Records arrived, or were had without a call of their own. */
  readonly count: (what: Counted, by: number) => void;
}
