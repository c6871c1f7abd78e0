/** What every resolver of one operation works with. */
import type { Catalogue } from '../domain/noun.ts';
import type { Loading } from '../loading/index.ts';
import type { Planner } from '../planning/planner.ts';

export interface Context {
  readonly catalogue: Catalogue;
  readonly loading: Loading;
  readonly planner: Planner;
}
