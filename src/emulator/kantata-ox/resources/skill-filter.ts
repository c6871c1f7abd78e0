import { skillQuery } from '../filters.ts';
import { skillMembershipsOf } from '../relations.ts';
import type { Filter } from '../resource.ts';

/** Who holds all of some skills, or any of them, each at one of some levels. */
export function holdsSkills<Row>(userId: (row: Row) => number): Filter<Row> {
  return {
    test: (value, { world }) => {
      const { skills, any } = skillQuery(value);
      return (row) => {
        const held = skillMembershipsOf(world)(userId(row)).map((id) =>
          world.skill_memberships.get(id),
        );
        const holds = ({ id, levels }: { id: number; levels: readonly number[] }): boolean =>
          held.some(
            (one) => one?.skill_id === id && (levels.length === 0 || levels.includes(one.level)),
          );
        return any ? skills.some(holds) : skills.every(holds);
      };
    },
  };
}
