import { describe, expect, it } from 'vitest';
import { useEmulator, withReadings } from './kantata-ox-caller.ts';

const M = '/account_memberships';

describe('search', () => {
  const { get } = useEmulator();

  it.each(['', '%20'])('is a search even when it is blank (%j), and beats `only`', async (text) => {
    const { count, ids } = await get(`${M}?only=300501&search=${text}`);
    expect(count).toBe(273);
    expect(ids).toHaveLength(20);
  });

  it('finds every word, in any case, with or without accents', async () => {
    const one = await get(`${M}?search=NUNEZ`);
    expect(one.count).toBeGreaterThan(1);
    const two = await get(`${M}?search=cagla%20nunez`);
    expect(two.count).toBeGreaterThan(0);
    expect(two.count).toBeLessThan(one.count);
    expect((await get(`${M}?search=zzz`)).count).toBe(0);
  });

  it('leaves `only`, filters it does not know, and order aside', async () => {
    const plain = await get(`${M}?search=nunez`);
    const asked = await get(`${M}?search=nunez&only=300501&by_user_id=1&order=created_at:asc`);
    expect(asked.ids).toEqual(plain.ids);
    expect(asked.count).toBe(plain.count);
  });

  it('applies filters and order, but not `only`, under the other strategy', async () => {
    await withReadings({ searchStrategy: 'filterAndSearch' }, async (ask, { data }) => {
      const [first] = (await ask(`${M}?search=nunez`)).ids;
      const userId = data.account_memberships.get(Number(first))?.user_id ?? 0;
      const filtered = await ask(`${M}?search=nunez&by_user_id=${userId}&only=300501`);
      expect(filtered.ids).toEqual([first]);
      expect(filtered.count).toBe(1);
      const oldest = await ask(`${M}?search=nunez&order=created_at:asc`);
      const newest = await ask(`${M}?search=nunez&order=created_at:desc`);
      expect(newest.ids).toEqual([...oldest.ids].reverse());
    });
  });

  it('counts and pages hits that it cannot show, so that a page may be short or empty', async () => {
    const shown = await get(`${M}?search=nunez`);
    await withReadings({ staleSearchHits: 3 }, async (ask) => {
      const first = await ask(`${M}?search=nunez&per_page=2`);
      const second = await ask(`${M}?search=nunez&per_page=2&page=2`);
      expect(first.ids).toEqual([]);
      expect(first.count).toBe(shown.count + 3);
      expect(second.ids).toEqual(shown.ids.slice(0, 1));
    });
  });

  it('counts people whom the caller may not list', async () => {
    const { count, ids } = await get('/users?on_my_account=true&search=elsewhere.example');
    expect(count).toBeGreaterThan(1);
    expect(ids).toEqual([]);
  });

  it('is ignored where a list has none', async () => {
    expect((await get('/roles?search=zzz')).count).toBe(17);
    expect((await get('/users?on_my_account=true&search=zzz')).count).toBe(0);
    expect((await get('/account_invitations?search=zzz')).count).toBe(0);
  });
});
