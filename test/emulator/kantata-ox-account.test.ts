import { describe, expect, it } from 'vitest';
import { foundAccount } from '../../src/emulator/kantata-ox/account.ts';

const SIZE = { seed: 1, members: 2500, inactive: 225, invitations: 120 };

describe('the invented account', () => {
  const world = foundAccount(SIZE);
  const members = [...world.account_memberships.values()];
  const users = [...world.users.values()];

  it('is the same for the same seed, and another for another', () => {
    expect(foundAccount(SIZE)).toEqual(world);
    expect(foundAccount({ ...SIZE, seed: 2 }).users.get(9100001)).not.toEqual(
      world.users.get(9100001),
    );
  });

  it('begins with the same people whatever its size', () => {
    const small = foundAccount({ ...SIZE, members: 300, inactive: 27 });
    for (let id = 9100001; id <= 9100012; id += 1) {
      expect(small.users.get(id)).toEqual(world.users.get(id));
    }
  });

  it('has as many members as asked, so many of them inactive', () => {
    expect(members).toHaveLength(2500);
    expect(members.filter(({ disabled_at }) => disabled_at !== null)).toHaveLength(225);
    expect(members.filter(({ is_owner }) => is_owner)).toHaveLength(1);
  });

  it('stands in four to six layers, the owner on top', () => {
    const managerOf = new Map(members.map((row) => [row.user_id, row.manager_id]));
    const depth = (id: number | null | undefined): number =>
      id === null || id === undefined ? 0 : 1 + depth(managerOf.get(id));
    const depths = members.map(({ user_id }) => depth(user_id));
    expect(depths[0]).toBe(1);
    expect(Math.max(...depths)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...depths)).toBeLessThanOrEqual(6);
  });

  it('is as untidy as a real one', () => {
    expect(members.some((row) => row.default_role_id === null)).toBe(true);
    expect(members.some((row) => row.bill_rate_in_cents === null)).toBe(true);
    expect(members.some((row) => row.default_read_only === null)).toBe(true);
    expect(users.some((row) => row.headline === null)).toBe(true);
    expect(users.some((row) => row.full_name !== row.full_name.normalize('NFC'))).toBe(true);
    const scripts = [/\p{Script=Han}/u, /\p{Script=Arabic}/u, /\p{Script=Cyrillic}/u, /['’]/];
    for (const script of scripts) {
      expect(users.some((row) => script.test(row.full_name))).toBe(true);
    }
    const usedRoles = members.map((row) => world.roles.get(row.default_role_id ?? 0));
    expect(usedRoles.some((role) => role !== undefined && role.deleted_at !== null)).toBe(true);
    expect(members.filter((row) => row.manager_id === 9199999).length).toBeGreaterThan(1);
  });

  it('gives everyone an address of his own that no one can own', () => {
    expect(new Set(users.map((row) => row.email_address)).size).toBe(users.length);
    expect(
      users.every((row) => /@(example\.com|elsewhere\.example)$/.test(row.email_address)),
    ).toBe(true);
  });

  it('breaks no rule that it would hold others to', () => {
    const clocks = members.filter((row) => row.permission === 'punch_clock');
    expect(clocks.length).toBeGreaterThan(0);
    expect(clocks.every((row) => row.bill_rate_in_cents !== null)).toBe(true);
    expect(members.every((row) => row.updated_at >= row.created_at)).toBe(true);
    const currencies = new Map<string, number>();
    for (const { account_membership_id: id, currency } of world.cost_rates.values()) {
      const key = `${id} ${currency}`;
      currencies.set(key, (currencies.get(key) ?? 0) + 1);
    }
    expect(Math.max(...currencies.values())).toBe(1);
  });

  it('is founded in no time', () => {
    const begunAt = performance.now();
    foundAccount(SIZE);
    expect(performance.now() - begunAt).toBeLessThan(1000);
  });
});
