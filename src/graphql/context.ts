/** What all resolvers of one operation work with. */
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
  /** The caller, as proven by a JWT; `null` where the credential alone stands for the caller. */
  readonly subject: string | null;
  readonly catalogue: Catalogue;
  readonly loading: Loading;
  readonly planner: Planner;
  readonly partialFaults: PartialFaults;
  /** The most pages of invitations that are searched for one address. */
  readonly invitationPages: number;
}
