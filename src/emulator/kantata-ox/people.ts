import { instant, DAY_S } from './calendar.ts';
import { FIRST_ROLE_ID, ROLE_COUNT, VANISHED_ROLE_ID } from './catalogue.ts';
import { emailAddress, fullName } from './names.ts';
import type { Random } from './random.ts';
import type { AccountMembership, Permission, User } from './records.ts';
import { ACCOUNT_ID, add, FOREIGN_ACCOUNT_ID, FOUNDED_AT, type World } from './world.ts';

const FIRST_MEMBERSHIP_ID = 300_501;
export const FIRST_USER_ID = 9_100_001;
/** Left the account; still the manager of a few, though no list shows him. */
const DEPARTED_MANAGER_ID = 9_199_999;

/** Each manages so many: 2,500 people stand in five layers under the owner. */
const SPAN_OF_CONTROL = 7;
/** The first few are never made inactive, so that every token has a person to act as. */
const ALWAYS_ACTIVE = 12;

const HEADLINES = [
  'Principal Consultant',
  'Solution Architect',
  'Analyst',
  'Engineer',
  'Director',
] as const;
const MANAGER_PERMISSIONS = [
  'project_lead',
  'project_lead',
  'reports_viewer',
  'reports_viewer_with_cost',
  'administrator',
] as const;
const STAFF_PERMISSIONS = [
  'collaborator',
  'collaborator',
  'collaborator',
  'collaborator',
  'project_creator',
  'project_creator',
  'project_lead',
  'punch_clock',
  'external_collaborator',
] as const;

type Location = Pick<User, 'city' | 'state' | 'country' | 'abbreviated_timezone'>;

const LOCATIONS: readonly [Location, ...Location[]] = [
  { city: 'Lisbon', state: null, country: 'Portugal', abbreviated_timezone: 'WET' },
  { city: 'München', state: 'Bayern', country: 'Germany', abbreviated_timezone: 'CET' },
  { city: 'Irvine', state: 'CA', country: 'United States', abbreviated_timezone: 'PST' },
  { city: '東京', state: null, country: 'Japan', abbreviated_timezone: 'JST' },
  { city: null, state: null, country: null, abbreviated_timezone: null },
];

/** Everyone who has a membership, the owner first, and the manager who left. */
export function settlePeople(
  world: World,
  random: Random,
  members: number,
  inactive: number,
): void {
  const leavers = draw(random, members, inactive);
  for (let index = 0; index < members; index += 1) {
    const own = random.for(index);
    const joined = joinedAt(own, index);
    const leaving = leavers.has(index) ? between(own, joined, FOUNDED_AT) : null;
    addUser(world, own, { id: FIRST_USER_ID + index, joined, account: ACCOUNT_ID });
    addMembership(world, own, { index, members, joined, leaving });
  }
  addUser(world, random, {
    id: DEPARTED_MANAGER_ID,
    joined: instant('2017-04-03T17:00:00Z'),
    account: FOREIGN_ACCOUNT_ID,
  });
}

export function addUser(
  world: World,
  random: Random,
  { id, joined, account }: { id: number; joined: number; account: number },
): User {
  const own = account === ACCOUNT_ID;
  const name = fullName(random);
  return add(world.users, {
    id,
    account_id: account,
    full_name: name,
    email_address: emailAddress(name, id, own ? 'example.com' : 'elsewhere.example'),
    headline: random.chance(0.7) ? random.pick(HEADLINES) : null,
    bio: random.chance(0.4) ? 'Came by way of theatre lighting.' : null,
    website: random.chance(0.1) ? `https://people.example/${id}` : null,
    ...random.pick(LOCATIONS),
    last_site_activity: random.chance(0.9) ? between(random, joined, FOUNDED_AT) : null,
    in_project: own && random.chance(0.8),
    created_at: joined,
    updated_at: between(random, joined, FOUNDED_AT),
  });
}

interface Seat {
  readonly index: number;
  readonly members: number;
  readonly joined: number;
  readonly leaving: number | null;
}

function addMembership(world: World, random: Random, seat: Seat): void {
  const { index, joined, leaving } = seat;
  const permission = permissionOf(random, seat);
  const rate = permission === 'punch_clock' || random.chance(0.85);
  add<AccountMembership>(world.account_memberships, {
    id: FIRST_MEMBERSHIP_ID + index,
    user_id: FIRST_USER_ID + index,
    is_owner: index === 0,
    permission,
    default_role_id: defaultRoleOf(random, index),
    manager_id: managerOf(random, index),
    disabled_at: leaving,
    bill_rate_in_cents: rate ? random.integer(60, 300) * 100 : null,
    cost_rate_in_cents: null,
    billability_target: random.chance(0.8) ? random.integer(0, 20) * 5 : null,
    default_read_only: random.chance(0.02) ? null : random.chance(0.05),
    collaborator_only_license: permission === 'external_collaborator',
    manager_can_approve: random.chance(0.02) ? null : random.chance(0.7),
    manager_can_edit_skills: random.chance(0.02) ? null : random.chance(0.3),
    should_show_alert_on_timesheet_submission: random.chance(0.1),
    enforce_workweek_minimum_on_timesheet_submission: false,
    enforce_workweek_maximum_on_timesheet_submission: false,
    can_log_in: leaving === null && (permission !== 'external_collaborator' || random.chance(0.5)),
    non_participant: random.chance(0.03),
    created_at: joined,
    updated_at: leaving ?? between(random, joined, FOUNDED_AT),
  });
}

function permissionOf(random: Random, { index, members }: Seat): Permission {
  if (index === 0) return 'administrator';
  if (index === 1) return 'project_lead';
  const manages = index * SPAN_OF_CONTROL + 1 < members;
  return manages ? random.pick(MANAGER_PERMISSIONS) : random.pick(STAFF_PERMISSIONS);
}

function managerOf(random: Random, index: number): number | null {
  if (index === 0) return null;
  if (index % 400 === 37) return DEPARTED_MANAGER_ID;
  if (index > SPAN_OF_CONTROL && random.chance(0.02)) return null;
  return FIRST_USER_ID + Math.floor((index - 1) / SPAN_OF_CONTROL);
}

function defaultRoleOf(random: Random, index: number): number | null {
  if (index === 5) return VANISHED_ROLE_ID;
  return random.chance(0.08) ? null : FIRST_ROLE_ID + random.integer(0, ROLE_COUNT - 1);
}

/** Later members as a rule joined later; every tenth came by an import, many in one second. */
function joinedAt(random: Random, index: number): number {
  const first = instant('2016-02-01T17:00:00Z');
  if (index % 10 === 9) return instant('2021-09-06T16:00:00Z') + Math.floor(index / 100) * DAY_S;
  return Math.min(first + index * 100_000 + random.integer(0, 4_000_000), FOUNDED_AT - DAY_S);
}

function draw(random: Random, members: number, count: number): ReadonlySet<number> {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, members - ALWAYS_ACTIVE)) {
    drawn.add(random.integer(ALWAYS_ACTIVE, members - 1));
  }
  return drawn;
}

function between(random: Random, from: number, to: number): number {
  return random.integer(from, Math.max(from, to - 1));
}
