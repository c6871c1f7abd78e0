import type { Context } from '../caller.ts';
import { skillQuery } from '../filters.ts';
import type { SkillMembership } from '../records.ts';
import { skillMembershipsOf } from '../relations.ts';
import type { Filter } from '../resource.ts';

interface Wanted {
  readonly id: number;
  /** None for any level. */
  readonly levels: readonly number[];
}

/** Who holds all of some skills, or any of them, each at one of some levels. */
export function holdsSkills<Row>(userId: (row: Row) => number): Filter<Row> {
  const held = (row: Row, { world }: Context): readonly SkillMembership[] =>
    skillMembershipsOf(world)(userId(row)).flatMap((id) => world.skill_memberships.get(id) ?? []);

  return {
    test: (value, context) => {
      const { skills, any } = skillQuery(value);
      return (row) => {
        const own = held(row, context);
        const holds = (wanted: Wanted): boolean => own.some((one) => meets(one, wanted));
        return any ? skills.some(holds) : skills.every(holds);
      };
    },
    occurrences: (value, context) => {
      const { skills } = skillQuery(value);
      return (row) =>
        held(row, context).filter((one) => skills.some((wanted) => meets(one, wanted))).length;
    },
  };
}

function meets(held: SkillMembership, { id, levels }: Wanted): boolean {
  return held.skill_id === id && (levels.length === 0 || levels.includes(held.level));
}
