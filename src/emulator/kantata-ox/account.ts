import { stockCatalogue } from './catalogue.ts';
import { addParticulars, inviteSome } from './particulars.ts';
import { settlePeople } from './people.ts';
import { Random } from './random.ts';
import { emptyWorld, type World } from './world.ts';

export interface AccountSize {
  readonly seed: number;
  readonly members: number;
  /** How many of the members are inactive. */
  readonly inactive: number;
  readonly invitations: number;
}

/** An invented account: the same seed and size give the same rows. */
export function foundAccount({ seed, members, inactive, invitations }: AccountSize): World {
  const random = new Random(seed);
  const world = emptyWorld();
  stockCatalogue(world, random);
  settlePeople(world, random, members, inactive);
  addParticulars(world, random);
  inviteSome(world, random, invitations);
  return world;
}
