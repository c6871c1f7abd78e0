/**
 * What of a selection may ride on a write. With an association that the upstream may refuse, or takes
 * seconds over, the answer of a change that was made could be a failure: it is asked for afterwards, by
 * a read that costs its own field and no more.
 */
import { isRisky, type Noun } from '../domain/noun.ts';
import { wantOf, type Want } from '../domain/want.ts';

export function ridingOf(noun: Pick<Noun, 'associations'>, { associations, fields }: Want): Want {
  const risky = noun.associations.filter(isRisky).map(({ field }) => field);
  return wantOf(associations.difference(new Set(risky)), fields);
}
