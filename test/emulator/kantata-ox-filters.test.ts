import { describe, expect, it } from 'vitest';
import { useEmulator, withReadings } from './kantata-ox-caller.ts';

const M = '/account_memberships';

describe('boolean filters', () => {
  const { get } = useEmulator();

  it.each(['true', 'TRUE', '1', '0', 'no', 'False'])('take %s for true', async (value) => {
    expect((await get(`${M}?only_active=${value}`)).count).toBe(273);
  });

  it.each([
    ['false', 300],
    ['FALSE', 300],
    ['', 273],
    ['%20', 273],
  ])('take %j for what leaves %i', async (value, count) => {
    expect((await get(`${M}?only_active=${value}`)).count).toBe(count);
  });

  it('are all applied, and unknown ones are passed over', async () => {
    expect((await get(`${M}?only_active=true&only_inactive=true`)).count).toBe(0);
    expect((await get(`${M}?nonsense=true`)).count).toBe(273);
  });
});

describe('filters of memberships', () => {
  const { emulator, get } = useEmulator();

  it('find by user and by users', async () => {
    expect((await get(`${M}?by_user_id=9100002`)).ids).toEqual(['300502']);
    const both = await get(`${M}?with_user_ids=9100003,9100002,9199999`);
    expect([...both.ids].sort()).toEqual(['300502', '300503']);
  });

  it('find by a part of the name, whatever its case and accents', async () => {
    const { ids, count } = await get(`${M}?by_full_name=NUNEZ&per_page=200&include=user`);
    expect(count).toBeGreaterThan(0);
    const { data } = emulator();
    for (const id of ids) {
      const userId = data.account_memberships.get(Number(id))?.user_id ?? 0;
      expect(data.users.get(userId)?.full_name).toContain('Núñez');
    }
  });

  it('find who may log in and who may not', async () => {
    const may = await get(`${M}?can_log_in=true`);
    const mayNot = await get(`${M}?can_log_in=false`);
    expect(may.count + mayNot.count).toBe(273);
    expect(mayNot.count).toBeGreaterThan(0);
  });

  it('divide the account at a time', async () => {
    const at = encodeURIComponent('2016-04-01T00:00:00-07:00');
    const after = await get(`${M}?created_after=${at}`);
    const before = await get(`${M}?created_before=${at}`);
    expect(after.count).toBeGreaterThan(0);
    expect(before.count).toBeGreaterThan(0);
    expect(after.count + before.count).toBe(273);
    expect((await get(`${M}?updated_after=2100-01-01T00:00:00Z`)).count).toBe(0);
  });

  it('break on a plus sign that was not encoded', async () => {
    expect((await get(`${M}?created_after=2023-05-01T00:00:00+02:00`)).status).toBe(500);
  });

  it('find by skills and levels', async () => {
    const { data } = emulator();
    const held = data.skill_memberships.values().find(({ level, user_id }) => {
      const member = data.account_memberships.get(user_id - 9100001 + 300501);
      return level > 1 && member?.disabled_at === null;
    });
    const [skill, level] = [held?.skill_id ?? 0, held?.level ?? 0];
    const ask = async (query: object) => {
      const text = encodeURIComponent(JSON.stringify(query));
      return get(`${M}?with_skills=${text}&per_page=200`);
    };
    const anyLevel = await ask({ ids: [skill] });
    const atLevel = await ask({ ids: [skill], [skill]: [level] });
    expect(atLevel.count).toBeGreaterThan(0);
    expect(atLevel.count).toBeLessThan(anyLevel.count);
    const other = skill === 31001 ? 31002 : 31001;
    const either = await ask({ ids: [skill, other], operation: 'or' });
    const both = await ask({ ids: [skill, other], operation: 'and' });
    expect(either.count).toBeGreaterThan(anyLevel.count);
    expect(both.count).toBeLessThan(anyLevel.count);
    expect((await get(`${M}?with_skills=garbage`)).status).toBe(400);
  });

  it('count a join rather than rows when they meet `only`', async () => {
    const { data } = emulator();
    const ids = [...data.skills.keys()];
    const query = encodeURIComponent(JSON.stringify({ ids, operation: 'or' }));
    const paged = await get(`${M}?with_skills=${query}&per_page=200&page=2`);
    expect(paged.count).toBe(200 + paged.ids.length);
    const only = await get(
      `${M}?with_skills=${query}&only=${[...data.account_memberships.keys()].join(',')}`,
    );
    expect(only.ids).toHaveLength(paged.count);
    expect(only.count).toBeGreaterThan(paged.count);
  });
});

describe('array filters', () => {
  const skills = '/skill_memberships?per_page=200&user_ids';
  const counts = (readings: { arrayFilters: 'plain' | 'split' }) =>
    withReadings(readings, async (get, { data }) => {
      const held = (id: number) =>
        [...data.skill_memberships.values()].filter(({ user_id }) => user_id === id).length;
      const [one = 0, other = 0] = [...data.users.keys()].filter((id) => held(id) > 0);
      const list = await get(`${skills}=${one},${other}`);
      const brackets = await get(`${skills}[]=${one}&user_ids[]=${other}`);
      const repeated = await get(`${skills}=${one}&user_ids=${other}`);
      return {
        found: [list.count, brackets.count, repeated.count],
        held: [held(one), held(one) + held(other), held(other)],
      };
    });

  it('take a comma list for its leading number by the plain reading', async () => {
    const { found, held } = await counts({ arrayFilters: 'plain' });
    expect(found).toEqual(held);
  });

  it('split it by the other', async () => {
    const { found, held } = await counts({ arrayFilters: 'split' });
    expect(found).toEqual([held[1], held[1], held[2]]);
  });
});

describe('the list of users', () => {
  const { emulator, get } = useEmulator();

  it('hides members in no project unless asked for the account', async () => {
    const { data } = emulator();
    const inProject = [...data.users.values()].filter((user) => user.in_project).length;
    const projects = await get('/users?show_disabled=true');
    expect(projects.count).toBe(inProject);
    expect(inProject).toBeLessThan(300);
    expect((await get('/users?show_disabled=true&on_my_account=true')).count).toBe(300);
  });

  it('hides the disabled unless asked', async () => {
    expect((await get('/users?on_my_account=true')).count).toBe(273);
    expect((await get('/users?on_my_account=true&show_disabled=false')).count).toBe(273);
    const inactive = [...emulator().data.account_memberships.values()].find(
      ({ disabled_at }) => disabled_at !== null,
    );
    const path = `/users?on_my_account=true&only=${inactive?.user_id ?? 0}`;
    expect((await get(path)).ids).toEqual([]);
    expect((await get(`${path}&show_disabled=true`)).ids).toHaveLength(1);
  });

  it('finds by e-mail address, one or many, and by name', async () => {
    const { data } = emulator();
    const email = (id: number) => encodeURIComponent(data.users.get(id)?.email_address ?? '');
    const one = await get(`/users?on_my_account=true&by_email_address=${email(9100002)}`);
    expect(one.ids).toEqual(['9100002']);
    const addresses = [email(9100002), email(9100003), 'nobody@example.com'];
    const repeated = addresses.map((each) => `by_email_addresses[]=${each}`).join('&');
    const many = await get(`/users?on_my_account=true&${repeated}`);
    expect([...many.ids].sort()).toEqual(['9100002', '9100003']);
    const list = `/users?on_my_account=true&by_email_addresses=${addresses.join(',')}`;
    expect((await get(list)).ids).toEqual([]);
    await withReadings({ arrayFilters: 'split' }, async (ask) => {
      expect([...(await ask(list)).ids].sort()).toEqual(['9100002', '9100003']);
    });
    const name = encodeURIComponent(data.users.get(9100002)?.full_name ?? '');
    expect((await get(`/users?on_my_account=true&by_full_name=${name}`)).ids).toContain('9100002');
    expect((await get('/users?on_my_account=true&matching=.9100002@')).ids).toEqual(['9100002']);
  });

  it('finds possible managers, by role, and without some', async () => {
    const managers = await get('/users?on_my_account=true&only_possible_managers=true');
    expect(managers.count).toBeGreaterThan(10);
    expect(managers.count).toBeLessThan(200);
    const role = emulator().data.account_memberships.get(300502)?.default_role_id ?? 0;
    const ofRole = await get(`/users?on_my_account=true&account_role_ids=${role}&per_page=200`);
    expect(ofRole.ids).toContain('9100002');
    expect((await get('/users?on_my_account=true&without_users=9100002')).count).toBe(272);
    expect((await get('/users?on_my_account=true&with_users=9100002')).ids).toEqual(['9100002']);
  });

  it('is in alphabetical order', async () => {
    const { ids } = await get('/users?on_my_account=true&per_page=200');
    const names = ids.map((id) => emulator().data.users.get(Number(id))?.full_name ?? '');
    const { compare } = new Intl.Collator('en', { sensitivity: 'base' });
    expect(names).toEqual([...names].sort(compare));
  });
});

describe('filters of the smaller lists', () => {
  const { emulator, get } = useEmulator();

  it('show deleted roles when asked', async () => {
    expect((await get('/roles')).count).toBe(17);
    expect((await get('/roles?only_active=false')).count).toBe(20);
    expect((await get('/roles?matching=consult')).count).toBe(2);
  });

  it('list the workweeks that are default ones', async () => {
    expect((await get('/workweeks')).ids).toEqual(['5500', '5501']);
    expect((await get('/workweeks?effective_date=2026-11-23')).ids).toEqual(['5501']);
  });

  it('narrow skills', async () => {
    expect((await get('/skills')).count).toBe(60);
    expect((await get('/skills?skill_category_ids=2,4')).count).toBe(28);
    expect((await get('/skills?except=31001,31002')).count).toBe(58);
    expect((await get('/skills?matching=deutsch')).count).toBe(0);
    expect((await get('/skill_categories')).ids).toEqual(['3', '2', '4', '1']);
    const held = new Set(
      [...emulator().data.skill_memberships.values()]
        .filter(({ user_id }) => user_id === 9100002)
        .map(({ skill_id }) => skill_id),
    );
    expect((await get('/skills?for_users=9100002')).count).toBe(60 - held.size);
  });

  it('narrow skill memberships', async () => {
    const all = (await get('/skill_memberships')).count;
    const active = (await get('/skill_memberships?active_account_members_only=true')).count;
    expect(active).toBeLessThan(all);
    const one = (await get('/skill_memberships?by_skill_id=31001')).count;
    const two = (await get('/skill_memberships?by_skill_ids=31001,31002')).count;
    expect(two).toBeGreaterThan(one);
    expect((await get('/skill_memberships?by_skill_name=german')).count).toBeGreaterThan(0);
  });

  it('show accepted invitations when asked', async () => {
    const pending = (await get('/account_invitations')).count;
    const all = (await get('/account_invitations?only_pending=false')).count;
    expect(pending).toBeLessThan(all);
    expect(all).toBe(120);
  });
});
