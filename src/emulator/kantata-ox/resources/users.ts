import { dateTime } from '../calendar.ts';
import { isAdministrator } from '../caller.ts';
import * as filter from '../filters.ts';
import type { FilterValue } from '../parameters.ts';
import type { Readings } from '../readings.ts';
import type { User } from '../records.ts';
import * as related from '../relations.ts';
import type { Filter, Resource } from '../resource.ts';
import { ACCOUNT_ID, type World } from '../world.ts';
import { holdsSkills } from './skill-filter.ts';

const PICTURE = 'https://app.mavenlink.com/images/default_profile_photo/default.png';

export const users: Resource<User> = {
  key: 'users',
  rows: (world) => world.users,

  // Without the scope of the account only people in projects are found. Who left is in neither.
  visible: (row, { parameters }) => {
    const onMyAccount = filter.isOn(parameters.filter('on_my_account') ?? false);
    return onMyAccount ? row.account_id === ACCOUNT_ID : row.in_project;
  },

  fields: (row) => ({
    full_name: row.full_name,
    photo_path: PICTURE,
    email_address: row.email_address,
    headline: row.headline,
    account_id: String(row.account_id),
  }),

  optionalFields: {
    bio: (row) => row.bio,
    website: (row) => row.website,
    city: (row) => row.city,
    state: (row) => row.state,
    country: (row) => row.country,
    abbreviated_timezone: (row) => row.abbreviated_timezone,
    last_site_activity: (row, context) => {
      const onMyAccount = filter.isOn(context.parameters.filter('on_my_account') ?? false);
      if (!onMyAccount || !isAdministrator(context)) return undefined;
      return dateTime(row.last_site_activity, context.readings.timeZone);
    },
    classification: (row) => (row.account_id === ACCOUNT_ID ? 'Internal' : 'External'),
  },

  associations: {
    account_membership: {
      to: 'account_memberships',
      idKey: 'account_membership_id',
      ids: (row, { world }) => membership(row, world)?.id ?? null,
    },
    manager: {
      to: 'users',
      idKey: 'manager_id',
      ids: (row, { world }) => membership(row, world)?.manager_id ?? null,
    },
    role: {
      to: 'roles',
      idKey: 'role_id',
      ids: (row, { world }) => membership(row, world)?.default_role_id ?? null,
    },
    skill_memberships: {
      to: 'skill_memberships',
      idKey: 'skill_membership_ids',
      ids: (row, { world }) => related.skillMembershipsOf(world)(row.id),
    },
    skills: {
      to: 'skills',
      idKey: 'skill_ids',
      ids: (row, { world }) =>
        related
          .skillMembershipsOf(world)(row.id)
          .flatMap((id) => world.skill_memberships.get(id)?.skill_id ?? []),
    },
    external_references: {
      to: 'external_references',
      idKey: 'external_reference_ids',
      ids: (row, { world }) => related.externalReferencesOf(world)(row.id),
    },
    // The account has neither; the keys and maps are there all the same.
    custom_field_values: {
      to: 'custom_field_values',
      idKey: 'custom_field_value_ids',
      ids: () => [],
    },
    work_samples: { to: 'work_samples', idKey: 'work_sample_ids', ids: () => [] },
  },

  filters: () => ({
    show_disabled: {
      default: false,
      test:
        (value, { world }) =>
        (row) =>
          filter.isOn(value) || (membership(row, world)?.disabled_at ?? null) === null,
    },
    account_id: filter.byId((row) => row.account_id),
    account_role_ids: filter.byIds((row, world) => membership(row, world)?.default_role_id),
    by_email_address: byEmail((value) => [filter.plain(value)]),
    by_email_addresses: byEmail((value, { arrayFilters }) => {
      if (typeof value === 'object') return value;
      const text = filter.plain(value);
      return arrayFilters === 'split' ? text.split(',') : [text];
    }),
    by_full_name: filter.contains((row) => row.full_name),
    by_full_name_or_account_role: filter.contains(
      (row, world) => `${row.full_name}\n${roleName(row, world)}`,
    ),
    matching: filter.contains((row) => `${row.full_name}\n${row.email_address}`),
    can_view_reports: filter.whether((row, world) => holds(row, world, 'reports_viewer')),
    is_project_lead: filter.whether((row, world) => holds(row, world, 'project_lead')),
    contacts_on_different_account: filter.onlyIf((row) => row.account_id !== ACCOUNT_ID),
    has_external_references: filter.whether(
      (row, world) => related.externalReferencesOf(world)(row.id).length > 0,
    ),
    managers: filter.onlyIf((row, world) => related.manageesOf(world)(row.id).length > 0),
    only_possible_managers: filter.onlyIf((row, world) => {
      const own = membership(row, world);
      return own?.disabled_at === null && holds(row, world, 'project_lead');
    }),
    only_possible_managees: filter.onlyIf(
      (row, world) => membership(row, world)?.disabled_at === null,
    ),
    with_skills: holdsSkills((row) => row.id),
    with_users: filter.byArray((row) => row.id),
    without_users: filter.byArray((row) => row.id, true),
    ...filter.timestampFilters(),
  }),

  orders: { alphabetical: (row) => row.full_name },
  defaultOrder: 'alphabetical:asc',

  search: {
    text: (row) => `${row.full_name} ${row.email_address}`,
    combinesWith: ['show_disabled'],
  },
};

function membership(row: User, world: World) {
  return related.membershipOfUser(world).get(row.id);
}

function roleName(row: User, world: World): string {
  return world.roles.get(membership(row, world)?.default_role_id ?? 0)?.name ?? '';
}

function holds(row: User, world: World, permission: 'project_lead' | 'reports_viewer'): boolean {
  const own = membership(row, world);
  return own !== undefined && related.atLeast(own.permission, permission);
}

function byEmail(
  addresses: (value: FilterValue, readings: Readings) => readonly string[],
): Filter<User> {
  return {
    test: (value, { readings }) => {
      const given = addresses(value, readings);
      const wanted = new Set(given.map((part) => part.trim().toLowerCase()));
      return (row) => wanted.has(row.email_address.toLowerCase());
    },
  };
}
