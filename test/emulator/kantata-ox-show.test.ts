import { describe, expect, it } from 'vitest';
import { useEmulator, withReadings } from './kantata-ox-caller.ts';

const M = '/account_memberships';
const NOT_FOUND = { status: 404, errors: [{ type: 'system', message: 'Not found' }] };

describe('one object by its path', () => {
  const { emulator, get, post } = useEmulator();
  const inactiveId = (data = emulator().data): number =>
    data.account_memberships.values().find(({ disabled_at }) => disabled_at !== null)?.id ?? 0;

  it('comes in the envelope of a list', async () => {
    const reply = await get(`${M}/300502?include=manager&optional_fields=can_log_in`);
    expect(reply.count).toBe(1);
    expect(reply.results).toEqual([{ key: 'account_memberships', id: '300502' }]);
    expect(reply.row('account_memberships', 300502)).toMatchObject({ manager_id: '9100001' });
    expect(reply.row('users', 9100001).id).toBe('9100001');
  });

  it.each(['300501abc', '300501.json', '000300501'])(
    'is found by the number %s begins with',
    async (id) => {
      expect((await get(`${M}/${id}`)).ids).toEqual(['300501']);
    },
  );

  it.each(['abc', '390001', '300501/more', '-1'])('is not found at %s', async (path) => {
    expect(await get(`${M}/${path}`)).toMatchObject(NOT_FOUND);
  });

  it.each(['page=2', 'only=300502', 'search=zz', 'by_user_id=1', 'only_inactive=true'])(
    'is not found when %s leaves nothing',
    async (query) => {
      expect(await get(`${M}/300501?${query}`)).toMatchObject(NOT_FOUND);
    },
  );

  it('is not found when a default filter hides it', async () => {
    expect(await get(`${M}/${inactiveId()}`)).toMatchObject(NOT_FOUND);
    expect((await get(`${M}/${inactiveId()}?only_active=false`)).count).toBe(1);
    const accepted = emulator()
      .data.account_invitations.values()
      .find(({ pending }) => !pending);
    const path = `/account_invitations/${accepted?.id ?? 0}`;
    expect(await get(path)).toMatchObject(NOT_FOUND);
    expect((await get(`${path}?only_pending=false`)).count).toBe(1);
  });

  it('is shown though hidden, or not at all with 200, where the row is found first', async () => {
    await withReadings({ show: 'found' }, async (ask, { data }) => {
      const id = inactiveId(data);
      expect((await ask(`${M}/${id}`)).ids).toEqual([String(id)]);
      const filtered = await ask(`${M}/${id}?only_active=true`);
      expect(filtered).toMatchObject({ status: 200, count: 0, results: [] });
      expect(await ask(`${M}/390001`)).toMatchObject(NOT_FOUND);
    });
  });

  it('has no route for cost rates and skill categories', async () => {
    expect(await get('/cost_rates/120301')).toMatchObject(NOT_FOUND);
    expect(await get('/skill_categories/1')).toMatchObject(NOT_FOUND);
    expect(await get('/external_references/4410')).toMatchObject(NOT_FOUND);
    expect((await get('/skills/31001')).count).toBe(1);
  });

  it('is not found by a verb or a route that does not exist', async () => {
    expect(await post(M, { account_membership: { user_id: 1 } })).toMatchObject(NOT_FOUND);
    expect(await get('/nothing')).toMatchObject(NOT_FOUND);
    expect(await post(`${M}/300501`, undefined, { method: 'PATCH' })).toMatchObject(NOT_FOUND);
  });
});
