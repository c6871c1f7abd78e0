/**
 * The part of a selection that may ride on a write. An association that the upstream may refuse, or take seconds
 * over, could make a change that was made look like a failure: it is read afterwards, where failing costs only its
 * own field.
 */
import { isRisky, type Noun } from '../domain/noun.ts';
import { wantOf, type Want } from '../domain/want.ts';

export function ridingOf(noun: Pick<Noun, 'associations'>, { associations, fields }: Want): Want {
  const risky = noun.associations.filter(isRisky).map(({ field }) => field);
  return wantOf(associations.difference(new Set(risky)), fields);
}
