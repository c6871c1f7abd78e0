import type { World } from '../../src/emulator/kantata-ox/index.ts';

/** The id of an active membership that may be disabled. */
export function ordinaryMember(world: World): string {
  for (const { id, disabled_at, is_owner, permission } of world.account_memberships.values()) {
    if (disabled_at === null && !is_owner && permission === 'collaborator') return String(id);
  }
  throw new Error('There is nobody to disable');
}
