import { describe, expect, it } from 'vitest';
import { useEmulator, withReadings, type Reply } from './kantata-ox-caller.ts';

const M = '/account_memberships';

describe('pages', () => {
  const { get } = useEmulator();

  it('wraps every list in one envelope', async () => {
    const { json, count, results, meta } = await get(`${M}?per_page=2`);
    expect(Object.keys(json)).toEqual(['count', 'results', 'account_memberships', 'meta']);
    expect(count).toBe(273);
    expect(results).toEqual([
      { key: 'account_memberships', id: expect.any(String) as string },
      { key: 'account_memberships', id: expect.any(String) as string },
    ]);
    expect(meta).toEqual({ count: 273, page_count: 137, page_number: 1, page_size: 2 });
  });

  it.each([
    ['201', 200],
    ['1000', 200],
    ['0', 20],
    ['-1', 20],
    ['abc', 20],
    ['', 20],
    ['1e3', 1],
    ['5.9', 5],
    ['7abc', 7],
  ])('reads `per_page=%s` as %i', async (perPage, size) => {
    const { ids, meta } = await get(`${M}?per_page=${perPage}`);
    expect(ids).toHaveLength(size);
    expect(meta.page_size).toBe(size);
  });

  it.each([
    ['0', 0, 20],
    ['-3', -3, 20],
    ['', 0, 20],
    ['14', 14, 13],
    ['15', 15, 0],
  ])('echoes `page=%s` raw as %i and shows %i rows', async (page, echo, rows) => {
    const { ids, count, meta } = await get(`${M}?page=${page}`);
    expect(count).toBe(273);
    expect(meta.page_number).toBe(echo);
    expect(ids).toHaveLength(rows);
  });

  it('breaks on a page of 20 digits', async () => {
    expect((await get(`${M}?page=12345678901234567890`)).status).toBe(500);
  });

  it('shows every row once over all pages', async () => {
    const pages: Reply[] = [];
    for (const page of [1, 2]) pages.push(await get(`${M}?per_page=200&page=${page}`));
    expect(new Set(pages.flatMap(({ ids }) => ids)).size).toBe(273);
  });

  it('windows by `limit` and `offset` only if both are there', async () => {
    const { ids } = await get(`${M}?per_page=200`);
    const window = await get(`${M}?limit=3&offset=10&page=5&per_page=7`);
    expect(window.ids).toEqual(ids.slice(10, 13));
    expect(window.meta).toEqual({ count: 273, page_count: 39, page_number: 5, page_size: 7 });
    expect((await get(`${M}?limit=3`)).ids).toHaveLength(20);
    expect((await get(`${M}?limit=3&offset=`)).ids).toHaveLength(20);
    expect((await get(`${M}?limit=0&offset=0`)).ids).toEqual(ids.slice(0, 1));
    expect((await get(`${M}?limit=abc&offset=-4`)).ids).toEqual(ids.slice(0, 1));
    expect((await get(`${M}?limit=900&offset=0`)).ids).toHaveLength(200);
  });

  it('may claim more rows than there are', async () => {
    await withReadings({ overcountedRows: 7000 }, async (ask) => {
      const { meta, ids } = await ask(`${M}?per_page=200&page=3`);
      expect(meta).toEqual({ count: 7273, page_count: 37, page_number: 3, page_size: 200 });
      expect(ids).toEqual([]);
      expect((await ask(`${M}?only=300501`)).count).toBe(1);
    });
  });

  it('ignores both under the reading that says so', async () => {
    await withReadings({ limitOffset: 'ignored' }, async (ask) => {
      expect((await ask(`${M}?limit=3&offset=10`)).ids).toHaveLength(20);
    });
  });
});

describe('order', () => {
  const { emulator, get } = useEmulator();
  const everyone = `${M}?apply_default_filters=false&only=`;
  const all = async (order: string): Promise<readonly string[]> => {
    const only = [...emulator().data.account_memberships.keys()].join(',');
    return (await get(`${everyone}${only}&order=${order}`)).ids;
  };
  const membership = (id: string) => {
    const row = emulator().data.account_memberships.get(Number(id));
    if (row === undefined) throw new Error(`No membership ${id}`);
    return row;
  };

  it.each([
    'bill_rate',
    'cost_rate',
    'created_at',
    'full_name',
    'permission',
    'role',
    'updated_at',
  ])('offers %s in both directions', async (name) => {
    const up = await all(`${name}:asc`);
    const down = await all(`${name}:desc`);
    expect(up).toHaveLength(300);
    expect(up[0]).not.toBe(down[0]);
    expect([...up].sort()).toEqual([...down].sort());
  });

  it('sorts null before everything, ascending', async () => {
    const rates = (await all('bill_rate:asc')).map((id) => membership(id).bill_rate_in_cents);
    const nulls = rates.filter((rate) => rate === null).length;
    expect(nulls).toBeGreaterThan(0);
    expect(rates.slice(0, nulls).every((rate) => rate === null)).toBe(true);
    const numbers = rates.slice(nulls).map(Number);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });

  it('breaks ties by id ascending in both directions, so that neither reverses the other', async () => {
    const tied = (ids: readonly string[]) =>
      ids.filter((id) => membership(id).permission === 'collaborator').map(Number);
    const up = tied(await all('permission:asc'));
    expect(up).toEqual([...up].sort((one, other) => one - other));
    expect(tied(await all('permission:desc'))).toEqual(up);
  });

  it.each([
    ['full_name:DESC', 'full_name:asc'],
    ['full_name', 'full_name:asc'],
    ['full_name:asc,permission:asc', 'full_name:asc'],
    ['full_name%20asc', 'created_at:desc'],
    ['%20full_name:asc', 'created_at:desc'],
    ['id:asc', 'created_at:desc'],
    ['constructor:asc', 'created_at:desc'],
    ['', 'created_at:desc'],
  ])('takes `order=%s` for %s', async (order, meant) => {
    expect(await all(order)).toEqual(await all(meant));
  });

  it('ignores `order[]=`', async () => {
    const { status, ids } = await get(`${M}?order[]=full_name:asc`);
    expect(status).toBe(200);
    expect(ids).toEqual((await get(M)).ids);
  });

  it.each(['billable_utilizations', 'backup_approver_associations'])(
    'sorts %s by id, whatever order is asked',
    async (key) => {
      const { ids } = await get(`/${key}?order=created_at:desc`);
      expect(ids.length).toBeGreaterThan(1);
      expect(ids).toEqual([...ids].sort((one, other) => Number(one) - Number(other)));
    },
  );
});
