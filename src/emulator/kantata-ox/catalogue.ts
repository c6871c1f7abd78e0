import { DAY_S, instant, sundayBefore } from './calendar.ts';
import type { Random } from './random.ts';
import { add, TODAY, type World } from './world.ts';

/* What an account has before it has people: roles, skills and the default workweek. */

export const FIRST_ROLE_ID = 77001;
export const FIRST_SKILL_ID = 31001;
/** The id of a role of which no row is left, though a membership still names it. */
export const VANISHED_ROLE_ID = 77099;

const LIVE_ROLES = [
  'Consultant',
  'Architect',
  'Analyst',
  'Developer',
  'Project Manager',
  'Designer',
  'Data Engineer',
  'Tester',
  'Trainer',
  'Support Engineer',
  'Principal Consultant',
  'Delivery Director',
  'Solution Engineer',
  'Technical Writer',
  'Éditeur',
  'Übersetzer',
  'Account Manager',
];
const DELETED_ROLES = ['Switchboard Operator', 'Webmaster', 'Mainframe Operator'];

export const ROLE_COUNT = LIVE_ROLES.length + DELETED_ROLES.length;

// prettier-ignore
const SKILLS: readonly (readonly [category: string, names: readonly string[]])[] = [
  [
    'Skill',
    [
      'Data Modelling', 'Workshop Facilitation', 'SQL', 'Negotiation', 'Requirements', 'Risk Analysis',
      'Budgeting', 'Public Speaking', 'System Design', 'Load Testing', 'Accessibility', 'Typography',
      'Interviewing', 'Roadmapping', 'Incident Response', 'Observability', 'Contract Review',
      'User Research', 'Change Management', 'Forecasting',
    ],
  ],
  [
    'Language',
    [
      'German', 'Français', 'Español', 'Português', '日本語', '中文', 'العربية', 'Русский', 'हिन्दी',
      'Ελληνικά', 'Svenska', 'Türkçe', 'Íslenska', 'Nederlands', 'Polski',
    ],
  ],
  [
    'Certification',
    [
      'Project Management Professional', 'Scrum Master', 'Security Auditor', 'First Aid',
      'Works Council', 'Quality Auditor', 'Cloud Architect', 'Database Administrator',
      'Privacy Officer', 'Tax Adviser', 'Forklift Licence', 'Sworn Translator',
    ],
  ],
  [
    'Other',
    [
      'Driving Licence', 'Travels', 'Night Shifts', 'On Call', 'Remote Only', 'Part Time', 'Union Member',
      'Mentor', 'Photographer', 'Recruiter', 'Speaker Bureau', 'Alumni', 'Sign Language',
    ],
  ],
];

export function stockCatalogue(world: World, random: Random): void {
  stockRoles(world, random);
  stockSkills(world, random);
  const opened = instant('2023-03-01T08:00:00Z');
  add(world.workweeks, {
    id: 5501,
    default: true,
    start_date: '2023-02-26',
    end_date: null,
    minutes: [0, 480, 480, 480, 480, 480, 0],
    created_at: opened,
    updated_at: opened,
  });
  add(world.workweeks, {
    id: 5500,
    default: true,
    start_date: '2016-01-03',
    end_date: '2023-02-25',
    minutes: [0, 450, 450, 450, 450, 450, 0],
    created_at: instant('2016-01-02T08:00:00Z'),
    updated_at: opened,
  });
}

/** A workweek of one member's own, begun on some Sunday of the past year. */
export function addPersonalWorkweek(world: World, random: Random, userId: number): void {
  const id = 5502 + world.workweek_memberships.size;
  const begun = instant(TODAY) - random.integer(30, 360) * DAY_S;
  const start = sundayBefore(new Date(begun * 1000).toISOString().slice(0, 10));
  const stamps = { created_at: begun, updated_at: begun };
  const friday = random.pick([0, 240, 300]);
  add(world.workweeks, {
    id,
    default: false,
    start_date: start,
    end_date: null,
    minutes: [0, 480, 480, 480, 480, friday, 0],
    ...stamps,
  });
  add(world.workweek_memberships, {
    id: 71001 + world.workweek_memberships.size,
    user_id: userId,
    workweek_id: id,
    start_date: start,
    end_date: null,
    ...stamps,
  });
}

function stockRoles(world: World, random: Random): void {
  [...LIVE_ROLES, ...DELETED_ROLES].forEach((name, index) => {
    const created = instant('2021-06-01T15:00:00Z') + random.integer(0, 400) * DAY_S + index;
    const deleted =
      index < LIVE_ROLES.length
        ? null
        : instant('2024-05-02T23:41:33Z') + random.integer(0, 9_000_000);
    add(world.roles, {
      id: FIRST_ROLE_ID + index,
      name,
      created_at: created,
      updated_at: deleted ?? created + random.integer(0, 60_000_000),
      deleted_at: deleted,
    });
  });
}

function stockSkills(world: World, random: Random): void {
  SKILLS.forEach(([category, names], index) => {
    const categoryId = index + 1;
    add(world.skill_categories, { id: categoryId, name: category });
    for (const name of names) {
      const created = instant('2024-01-09T14:30:00Z') + random.integer(0, 20_000_000);
      add(world.skills, {
        id: FIRST_SKILL_ID + world.skills.size,
        name,
        description: random.chance(0.6) ? `What it takes: ${name}` : null,
        max_level: category === 'Certification' || category === 'Other' ? 1 : 5,
        skill_category_id: categoryId,
        created_at: created,
        updated_at: created,
      });
    }
  });
}
