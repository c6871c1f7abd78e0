import { describe, expect, it } from 'vitest';
import { useEmulator } from './kantata-ox-caller.ts';

const M = '/account_memberships';

describe('fetching by ids with `only`', () => {
  const { emulator, get } = useEmulator();

  const inactiveId = (): number => {
    const row = emulator()
      .data.account_memberships.values()
      .find(({ disabled_at }) => disabled_at !== null);
    return row?.id ?? 0;
  };
  const allIds = (): string => [...emulator().data.account_memberships.keys()].join(',');

  it('answers in the order of the endpoint, not of the ids', async () => {
    const { ids } = await get(`${M}?only=300503,300501,300502&order=full_name:asc`);
    const { ids: other } = await get(`${M}?only=300501,300502,300503&order=full_name:asc`);
    expect(ids).toEqual(other);
    expect([...ids].sort()).toEqual(['300501', '300502', '300503']);
    const newest = await get(`${M}?only=300501,300502,300700`);
    expect(newest.ids[0]).toBe('300700');
  });

  it('leaves out ids that do not exist', async () => {
    const { status, ids, count } = await get(`${M}?only=300501,390001`);
    expect({ status, ids, count }).toEqual({ status: 200, ids: ['300501'], count: 1 });
    const none = await get(`${M}?only=999999999`);
    expect(none.meta).toEqual({ count: 0, page_count: 0, page_number: 0, page_size: 20 });
  });

  it('pages nothing, though `meta` speaks of pages', async () => {
    const all = `${M}?only=${allIds()}&apply_default_filters=false`;
    const plain = await get(all);
    expect(plain.ids).toHaveLength(300);
    expect(plain.meta).toEqual({ count: 300, page_count: 15, page_number: 1, page_size: 20 });
    const paged = await get(`${all}&per_page=200&page=7&limit=5&offset=5`);
    expect(paged.ids).toHaveLength(300);
    expect(paged.meta).toEqual({ count: 300, page_count: 2, page_number: 7, page_size: 200 });
  });

  it.each([
    ['300501,%20300502', ['300501']],
    [',', []],
    ['000300501', ['300501']],
    ['30050112345678901234567', []],
    ['abc', []],
    ['300501&only=300502', ['300502']],
    ['300501,300501', ['300501']],
  ])('reads `only=%s` without kindness', async (only, expected) => {
    const { status, ids } = await get(`${M}?only=${only}`);
    expect({ status, ids }).toEqual({ status: 200, ids: expected });
  });

  it.each(['', '%20'])('takes a blank `only` (%j) for none: a page of everything', async (only) => {
    const { count, ids } = await get(`${M}?only=${only}`);
    expect(count).toBe(273);
    expect(ids).toHaveLength(20);
  });

  it('finds nothing by `only[]=5` and breaks on `only[x]=5` and `only[]=`', async () => {
    expect(await get(`${M}?only[]=300501`)).toMatchObject({ status: 200, ids: [] });
    for (const query of ['only[x]=5', 'only[]=', 'include[x]=', 'page[]=1', 'per_page[]=1']) {
      const { status, errors } = await get(`${M}?${query}`);
      expect({ query, status, errors }).toEqual({
        query,
        status: 500,
        errors: [{ type: 'system', message: 'A server error has occurred.' }],
      });
    }
  });

  it('applies default filters to ids as well', async () => {
    expect(await get(`${M}?only=${inactiveId()}`)).toMatchObject({ ids: [] });
    const found = await get(`${M}?only=${inactiveId()}&apply_default_filters=false`);
    expect(found.ids).toEqual([String(inactiveId())]);
    expect((await get('/roles?only=77001,77018')).ids).toEqual(['77001']);
    expect((await get('/roles?only=77001,77018&only_active=false')).ids).toHaveLength(2);
    expect((await get('/roles?only=77001,77018&apply_default_filters=false')).ids).toHaveLength(2);
  });

  it.each([
    ['true', 273],
    ['TRUE', 273],
    ['1', 273],
    ['false', 300],
    ['', 300],
    ['no', 300],
    ['0', 300],
    ['False', 300],
  ])('reads `apply_default_filters=%s` as the framework does', async (value, count) => {
    expect((await get(`${M}?apply_default_filters=${value}`)).count).toBe(count);
  });
});
