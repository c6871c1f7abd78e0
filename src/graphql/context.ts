/** What every resolver of one operation works with. */
import type { Changing } from '../changing/changing.ts';
import type { IdempotencyStore } from '../changing/idempotency.ts';
import type { Catalogue } from '../domain/noun.ts';
import type { Loading } from '../loading/index.ts';
import type { Planner } from '../planning/planner.ts';
import type { PartialFaults } from './partial-faults.ts';

export interface Context {
  readonly changing: Changing;
  readonly idempotency: IdempotencyStore;
  /** `performance.now()` at which an operation with a bulk mutation must have answered. */
  readonly bulkDeadlineMs: number;
  /** Whoever the caller proved to be to the gateway itself; else his credential stands for him. */
  readonly subject: string | null;
  readonly catalogue: Catalogue;
  readonly loading: Loading;
  readonly planner: Planner;
  readonly partialFaults: PartialFaults;
  /** The most pages of invitations that are looked through for one address. */
  readonly invitationPages: number;
}
