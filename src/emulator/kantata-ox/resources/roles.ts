import { dateTime } from '../calendar.ts';
import { contains, onlyByDefault, timestampFilters } from '../filters.ts';
import type { Role } from '../records.ts';
import type { Resource } from '../resource.ts';

export const roles: Resource<Role> = {
  key: 'roles',
  rows: (world) => world.roles,

  fields: (row, { readings }) => ({
    name: row.name,
    created_at: dateTime(row.created_at, readings.timeZone),
    updated_at: dateTime(row.updated_at, readings.timeZone),
    deleted_at: dateTime(row.deleted_at, readings.timeZone),
  }),

  associations: {
    external_references: {
      to: 'external_references',
      idKey: 'external_reference_ids',
      ids: () => [],
    },
  },

  filters: (readings) => ({
    only_active: onlyByDefault(readings, (row) => row.deleted_at === null),
    matching: contains((row) => row.name),
    ...timestampFilters(),
  }),

  orders: { alphabetical: (row) => row.name },
  defaultOrder: 'alphabetical:asc',
};
