/** What every resolver of one operation works with. */
import type { Catalogue } from '../domain/noun.ts';
import type { Loading } from '../loading/index.ts';
import type { Planner } from '../planning/planner.ts';
import type { PartialFaults } from './partial-faults.ts';

export interface Context {
  readonly catalogue: Catalogue;
  readonly loading: Loading;
  readonly planner: Planner;
  readonly partialFaults: PartialFaults;
  /** The most pages of invitations that are looked through for one address. */
  readonly invitationPages: number;
}
