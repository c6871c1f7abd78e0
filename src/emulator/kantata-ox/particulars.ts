import { addDays, DAY_S, instant } from './calendar.ts';
import { addPersonalWorkweek, FIRST_ROLE_ID, FIRST_SKILL_ID } from './catalogue.ts';
import { emailAddress, fullName } from './names.ts';
import { addUser, FIRST_USER_ID } from './people.ts';
import type { Random } from './random.ts';
import type { AccountMembership, Permission } from './records.ts';
import { add, FOREIGN_ACCOUNT_ID, FOUNDED_AT, TODAY, type World } from './world.ts';

/* What hangs on the members: skills, rates, workweeks, stand-ins, targets; and the invited. */

const OTHER_CURRENCIES = ['EUR', 'GBP', 'JPY'] as const;
const INVITED_AS: readonly [Permission, ...Permission[]] = [
  'project_creator',
  'collaborator',
  'project_lead',
];
const FIRST_INVITATION_ID = 55_001;
const FIRST_INVITEE_ID = 9_190_001;

export function addParticulars(world: World, random: Random): void {
  for (const member of world.account_memberships.values()) {
    addSkills(world, random, member);
    addCostRates(world, random, member);
    if (random.chance(0.08)) addPersonalWorkweek(world, random, member.user_id);
    if (random.chance(0.05)) addBackupApprover(world, random, member);
    if (random.chance(0.3)) addTargets(world, random, member);
    if (random.chance(0.1)) addExternalReference(world, random, member);
  }
}

export function inviteSome(world: World, random: Random, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const created = FOUNDED_AT - (count - index) * 2 * DAY_S - random.integer(0, DAY_S);
    const pending = random.chance(0.6);
    const foreign = pending && index % 6 === 0;
    const name = fullName(random);
    const invitee = foreign
      ? addUser(world, random, {
          id: FIRST_INVITEE_ID + index,
          joined: created - DAY_S,
          account: FOREIGN_ACCOUNT_ID,
        })
      : undefined;
    add(world.account_invitations, {
      id: FIRST_INVITATION_ID + index,
      email_address: invitee?.email_address ?? emailAddress(name, index + 1, 'invited.example'),
      full_name: invitee?.full_name ?? name,
      headline: random.chance(0.5) ? 'Analyst' : null,
      permission: random.pick(INVITED_AS),
      pending,
      expiration_date: addDays(TODAY, random.integer(-60, 30)),
      bill_rate_in_cents: random.chance(0.4) ? random.integer(60, 200) * 100 : null,
      cost_rate_in_cents: random.chance(0.3) ? random.integer(40, 100) * 100 : null,
      billability_target: random.chance(0.4) ? random.integer(0, 20) * 5 : null,
      default_role_id: random.chance(0.3) ? null : FIRST_ROLE_ID + random.integer(0, 9),
      inviter_id: FIRST_USER_ID + random.integer(0, 3),
      invitee_id: invitee?.id ?? (pending ? null : someone(world, random)),
      created_at: created,
      updated_at: created,
    });
  }
}

function addSkills(world: World, random: Random, member: AccountMembership): void {
  const wanted = random.integer(0, 6);
  const chosen = new Set<number>();
  for (let draw = 0; draw < wanted; draw += 1) {
    chosen.add(FIRST_SKILL_ID + random.integer(0, world.skills.size - 1));
  }
  for (const skillId of chosen) {
    const hasLevels = world.skills.get(skillId)?.max_level === 5;
    const since = member.created_at + random.integer(0, 300) * DAY_S;
    add(world.skill_memberships, {
      id: 640_001 + world.skill_memberships.size,
      skill_id: skillId,
      user_id: member.user_id,
      creator_id: member.manager_id ?? member.user_id,
      level: hasLevels ? random.integer(0, 5) : 1,
      created_at: since,
      updated_at: since + random.integer(0, 100) * DAY_S,
    });
  }
}

/** The one in the currency of the account is the default rate, shown on the membership as well. */
function addCostRates(world: World, random: Random, member: AccountMembership): void {
  if (random.chance(0.15)) return;
  const currencies = ['USD', ...OTHER_CURRENCIES.filter(() => random.chance(0.25))].slice(0, 3);
  for (const currency of currencies) {
    const amount = random.integer(40, 160) * 100;
    add(world.cost_rates, {
      id: 120_301 + world.cost_rates.size,
      account_membership_id: member.id,
      currency,
      amount_in_subunits: amount,
      in_use: currency === 'USD' || random.chance(0.5),
      created_at: member.created_at + 1,
      updated_at: member.updated_at,
    });
    if (currency === 'USD') member.cost_rate_in_cents = amount;
  }
}

function addBackupApprover(world: World, random: Random, member: AccountMembership): void {
  const standIn = someone(world, random);
  if (standIn === member.user_id) return;
  const start = addDays(TODAY, random.integer(-20, 60));
  add(world.backup_approver_associations, {
    id: 8801 + world.backup_approver_associations.size,
    approver_id: member.user_id,
    backup_approver_id: standIn,
    start_date: start,
    end_date: addDays(start, random.integer(3, 21)),
  });
}

/** One that is past, and one or two to come. */
function addTargets(world: World, random: Random, member: AccountMembership): void {
  const dates = ['2026-01-01', '2027-01-01', ...(random.chance(0.3) ? ['2027-07-01'] : [])];
  for (const effective of dates) {
    const created = instant('2025-09-15T15:45:00Z') + random.integer(0, 300) * DAY_S;
    add(world.billable_utilizations, {
      id: 990_011 + world.billable_utilizations.size,
      account_membership_id: member.id,
      creator_id: member.manager_id ?? member.user_id,
      target: random.integer(10, 20) * 5,
      effective_date: effective,
      created_at: created,
      updated_at: created,
    });
  }
}

function addExternalReference(world: World, random: Random, member: AccountMembership): void {
  const since = member.created_at + random.integer(0, 9) * DAY_S;
  add(world.external_references, {
    id: 4410 + world.external_references.size,
    subject_id: member.user_id,
    service_model_ref: `P-${member.user_id}`,
    created_at: since,
    updated_at: since,
  });
}

function someone(world: World, random: Random): number {
  return FIRST_USER_ID + random.integer(0, world.account_memberships.size - 1);
}
