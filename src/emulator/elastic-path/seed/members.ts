import type { AccountMember } from '../store.ts';
import type { Random } from './random.ts';
import { seedTimes } from './times.ts';
import { familyNames, givenNames, undividedNames } from './words.ts';

export interface Person {
  readonly fullName: string;
  readonly emailAddress: string;
}

type NameParts = Pick<AccountMember, 'name' | 'givenName' | 'middleName' | 'familyName'>;

/** The given people come first, in their order; the rest is invented. */
export function seedMembers(
  random: Random,
  count: number,
  people: readonly Person[],
): AccountMember[] {
  const members: AccountMember[] = [];
  for (let index = 0; index < Math.max(count, people.length); index += 1) {
    const person = people[index];
    const names = person === undefined ? inventNames(random) : undivided(person.fullName);
    members.push({
      id: random.uuid(),
      ...names,
      email: person?.emailAddress ?? inventEmail(index, people.length, members),
      flow: { cost_center: random.chance(0.3) ? null : `CC-${random.between(100, 999)}` },
      ...seedTimes(random),
    });
  }
  return members;
}

function inventNames(random: Random): NameParts {
  if (random.chance(0.05)) return undivided(random.pick(undividedNames));
  const givenName = random.pick(givenNames);
  const familyName = random.pick(familyNames);
  const middleName = random.chance(0.1) ? random.pick(givenNames) : null;
  return { name: `${givenName} ${familyName}`, givenName, middleName, familyName };
}

function undivided(name: string): NameParts {
  return { name, givenName: null, middleName: null, familyName: null };
}

/** Every 400th invented member shares the address of the one before, written in capitals. */
function inventEmail(index: number, given: number, members: readonly AccountMember[]): string {
  const previous = members[index - 1];
  const shared = index % 400 === 399 && index > given && previous !== undefined;
  return shared ? previous.email.toUpperCase() : `member${index}@buyers.example`;
}
