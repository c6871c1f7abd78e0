import type { Context } from '../caller.ts';
import type { User } from '../records.ts';
import { invalid, notFound } from '../refusal.ts';
import { ACCOUNT_ID, now } from '../world.ts';
import { AttributeReader, Problems } from './attributes.ts';
import type { Attributes } from './body.ts';

export function updateUser(row: User, attributes: Attributes, { world }: Context): void {
  if (row.account_id !== ACCOUNT_ID) throw notFound();
  const problems = new Problems(0);
  const read = new AttributeReader(attributes, problems);
  const { full_name = row.full_name, headline = row.headline } = {
    full_name: read.text('full_name'),
    headline: read.text('headline'),
  };
  if (full_name === null || full_name === '') problems.add('full_name', "can't be blank");
  if (problems.found.length > 0) throw invalid(problems.found);
  if (full_name === null || (full_name === row.full_name && headline === row.headline)) return;
  row.full_name = full_name;
  row.headline = headline;
  row.updated_at = now();
  world.version += 1;
}
