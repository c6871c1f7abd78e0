import { dateTime } from '../calendar.ts';
import * as filter from '../filters.ts';
import type { Skill, SkillCategory, SkillMembership } from '../records.ts';
import { membershipOfUser, skillMembershipsOf, skillsOfCategory } from '../relations.ts';
import { inColumn, type Resource } from '../resource.ts';

export const skills: Resource<Skill> = {
  key: 'skills',
  rows: (world) => world.skills,

  fields: (row, { readings }) => ({
    name: row.name,
    description: row.description,
    max_level: String(row.max_level),
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
  }),

  associations: {
    skill_category: {
      to: 'skill_categories',
      idKey: 'skill_category_id',
      isColumn: inColumn,
      ids: (row) => row.skill_category_id,
    },
    external_references: {
      to: 'external_references',
      idKey: 'external_reference_ids',
      ids: () => [],
    },
  },

  filters: () => ({
    except: filter.byIds((row) => row.id, true),
    matching: filter.contains((row) => row.name),
    skill_category_ids: filter.byIds((row) => row.skill_category_id),
    // Those that none of the users has.
    for_users: {
      test: (value, { world }) => {
        const held = filter
          .commaIds(value)
          .flatMap((userId) => skillMembershipsOf(world)(userId))
          .map((id) => world.skill_memberships.get(id)?.skill_id);
        return (row) => !held.includes(row.id);
      },
    },
    ...filter.timestampFilters(),
  }),

  orders: { alphabetical: (row) => row.name },
  defaultOrder: 'alphabetical:asc',
};

export const skillCategories: Resource<SkillCategory> = {
  key: 'skill_categories',
  rows: (world) => world.skill_categories,
  fields: (row) => ({ name: row.name }),
  associations: {
    skills: {
      to: 'skills',
      idKey: 'skill_ids',
      ids: (row, { world }) => skillsOfCategory(world)(row.id),
    },
  },
  filters: () => ({ matching: filter.contains((row) => row.name) }),
  orders: { alphabetical: (row) => row.name },
  defaultOrder: 'alphabetical:asc',
};

export const skillMemberships: Resource<SkillMembership> = {
  key: 'skill_memberships',
  rows: (world) => world.skill_memberships,

  fields: (row, { readings, world }) => ({
    level: row.level,
    max_level: world.skills.get(row.skill_id)?.max_level ?? 5,
    cached_skill_name: world.skills.get(row.skill_id)?.name ?? '',
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
  }),

  associations: {
    skill: { to: 'skills', idKey: 'skill_id', isColumn: inColumn, ids: (row) => row.skill_id },
    user: { to: 'users', idKey: 'user_id', isColumn: inColumn, ids: (row) => row.user_id },
    creator: { to: 'users', idKey: 'creator_id', isColumn: inColumn, ids: (row) => row.creator_id },
  },

  filters: () => ({
    active_account_members_only: {
      ...filter.onlyIf(
        (row, world) => membershipOfUser(world).get(row.user_id)?.disabled_at === null,
      ),
      default: false,
    },
    by_skill_id: filter.byId((row) => row.skill_id),
    by_skill_ids: filter.byIds((row) => row.skill_id),
    by_skill_name: filter.contains((row, world) => world.skills.get(row.skill_id)?.name ?? ''),
    by_user_name: filter.contains((row, world) => world.users.get(row.user_id)?.full_name ?? ''),
    user_ids: filter.byArray((row) => row.user_id),
    ...filter.timestampFilters(),
  }),

  orders: {
    created_at: (row) => row.created_at,
    full_name: (row, world) => world.users.get(row.user_id)?.full_name ?? null,
    skill_name: (row, world) => world.skills.get(row.skill_id)?.name ?? null,
  },
  defaultOrder: 'created_at:desc',
};
