/** What the edge tells of its work, to whoever counts it. */
import type { Counted } from '../upstreams/source.ts';
import type { EndedOperation } from './operation-record.ts';

export interface EdgeObserver {
  readonly ended: (operation: EndedOperation) => void;
  /** One operation was refused, because there was too much to do. */
  readonly shed: () => void;
  /** Records came, or were had without a call of their own. */
  readonly count: (what: Counted, by: number) => void;
}
