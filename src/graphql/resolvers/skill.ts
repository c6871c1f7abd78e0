import type { Rec } from '../../domain/record.ts';
import { keysOf, orderOf, textOf } from '../arguments.ts';
import { byId } from '../by-id.ts';
import type { Complete } from '../complete.ts';
import { connectionOf, connectionResolvers, edgeResolvers } from '../connections.ts';
import { id, toOne } from '../fields.ts';
import type {
  QueryResolvers,
  SkillConnectionResolvers,
  SkillEdgeResolvers,
  SkillCategoryResolvers,
  SkillMembershipResolvers,
  SkillResolvers,
} from '../generated/schema.ts';

export const Skill: Complete<SkillResolvers, Rec<'Skill'>> = {
  id,
  category: toOne('category', 'SkillCategory'),
};

export const SkillCategory: Complete<SkillCategoryResolvers, Rec<'SkillCategory'>> = { id };

export const SkillMembership: Complete<SkillMembershipResolvers, Rec<'SkillMembership'>> = {
  id,
  skill: toOne('skill', 'Skill'),
  user: toOne('user', 'User'),
  creator: toOne('creator', 'User'),
};

export const SkillConnection: SkillConnectionResolvers = connectionResolvers();
export const SkillEdge: SkillEdgeResolvers = edgeResolvers;

export const Query: Pick<QueryResolvers, 'skill' | 'skills'> = {
  skill: byId('Skill'),
  skills: (_parent, { filter, orderBy, ...paging }, context, info) => {
    const ids = filter?.categoryIds;
    return connectionOf(
      {
        type: 'Skill',
        filter: {
          matching: textOf(filter?.matching),
          categoryIds: ids
            ? keysOf(context.catalogue, 'SkillCategory', 'filter.categoryIds', ids, 200)
            : null,
        },
        ...orderOf(orderBy),
      },
      paging,
      context,
      info,
    );
  },
};
