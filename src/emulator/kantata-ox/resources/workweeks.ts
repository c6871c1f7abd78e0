import { dateTime } from '../calendar.ts';
import { byArray, isOn, plain, timestampFilters } from '../filters.ts';
import type { Workweek, WorkweekMembership } from '../records.ts';
import { membershipsOfWorkweek } from '../relations.ts';
import { inColumn, type Filter, type Resource } from '../resource.ts';

/** The list knows the default ones; a workweek of someone's own comes only by an include. */
export const workweeks: Resource<Workweek> = {
  key: 'workweeks',
  rows: (world) => world.workweeks,
  visible: (row) => row.default,

  fields: (row, { readings }) => {
    const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = row.minutes;
    return {
      created_at: dateTime(row.created_at, readings.timeZone),
      updated_at: dateTime(row.updated_at, readings.timeZone),
      default: row.default,
      start_date: row.start_date,
      end_date: row.end_date,
      sunday_minutes: sunday,
      monday_minutes: monday,
      tuesday_minutes: tuesday,
      wednesday_minutes: wednesday,
      thursday_minutes: thursday,
      friday_minutes: friday,
      saturday_minutes: saturday,
      total_minutes: row.minutes.reduce((total, minutes) => total + minutes, 0),
    };
  },

  associations: {
    workweek_memberships: {
      to: 'workweek_memberships',
      idKey: 'workweek_membership_ids',
      ids: (row, { world }) => membershipsOfWorkweek(world)(row.id),
    },
  },

  filters: () => ({
    effective_date: {
      test: (value) => (row) => row.end_date === null || row.end_date >= plain(value),
    },
    ...timestampFilters(),
  }),

  orders: { created_at: (row) => row.created_at, start_date: (row) => row.start_date },
  defaultOrder: 'start_date:asc',
};

export const workweekMemberships: Resource<WorkweekMembership> = {
  key: 'workweek_memberships',
  rows: (world) => world.workweek_memberships,

  fields: (row, { readings }) => ({
    start_date: row.start_date,
    end_date: row.end_date,
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
  }),

  associations: {
    user: {
      to: 'users',
      idKey: 'user_id',
      isColumn: inColumn,
      isDocumentedInteger: true,
      ids: (row) => row.user_id,
    },
    workweek: {
      to: 'workweeks',
      idKey: 'workweek_id',
      isColumn: inColumn,
      ids: (row) => row.workweek_id,
    },
  },

  filters: () => ({
    user_ids: byArray((row) => row.user_id),
    effective_date: onDate,
    participating_with: {
      test:
        (value, { caller }) =>
        (row) =>
          !isOn(value) || row.user_id === caller.userId,
    },
    ...timestampFilters(),
  }),

  orders: { start_date: (row) => row.start_date },
  defaultOrder: 'start_date:asc',
};

const onDate: Filter<WorkweekMembership> = {
  test: (value) => (row) =>
    row.start_date <= plain(value) && (row.end_date === null || row.end_date >= plain(value)),
};
