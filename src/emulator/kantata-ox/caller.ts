import type { Parameters } from './parameters.ts';
import type { Readings } from './readings.ts';
import type { Permission } from './records.ts';
import { atLeast } from './relations.ts';
import { unauthorized } from './refusal.ts';
import type { World } from './world.ts';

/** The user on whose behalf a token acts. */
export interface Caller {
  readonly userId: number;
  readonly permission: Permission;
}

/** A token, and what its user may do. */
export type Tokens = Readonly<Record<string, Permission>>;

export const DEFAULT_TOKENS: Tokens = {
  'admin-token': 'administrator',
  'lead-token': 'project_lead',
  'collaborator-token': 'collaborator',
};

/** All that a request may depend on apart from its route. */
export interface Context {
  readonly world: World;
  readonly readings: Readings;
  readonly caller: Caller;
  readonly parameters: Parameters;
}

/** Each token acts as the first active member of its permission. */
export function callersOf(world: World, tokens: Tokens): ReadonlyMap<string, Caller> {
  const active = [...world.account_memberships.values()].filter((row) => row.disabled_at === null);
  return new Map(
    Object.entries(tokens).map(([token, permission]) => {
      const member = active.find((row) => row.permission === permission) ?? active.at(-1);
      if (member === undefined) throw new Error('An account needs members to act as');
      return [token, { userId: member.user_id, permission }];
    }),
  );
}

export function authenticate(
  callers: ReadonlyMap<string, Caller>,
  token: string | undefined,
): Caller {
  const caller = token === undefined ? undefined : callers.get(token);
  if (caller === undefined) throw unauthorized();
  return caller;
}

export const isAdministrator = ({ caller }: Context): boolean =>
  atLeast(caller.permission, 'administrator');

export const isLead = ({ caller }: Context): boolean => atLeast(caller.permission, 'project_lead');
