/**
 * Windows that are no page. `limit` and `offset` say them plainly, but a server may not know these:
 * the page beside them then has to do.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startTestGateway } from './harness.ts';
import { list, type Paging } from './listing.ts';
import { idsOf, memberships } from './world.ts';
import { drawn } from '../seed.ts';

const active = 'GET /account_memberships?only_active=true';

describe('a window that some page covers', () => {
  test.each(['honoured', 'ignored'] as const)(
    'takes one request where limit and offset are %s',
    async (limitOffset) => {
      const gateway = await startTestGateway({ kantata: { readings: { limitOffset } } });
      const all = idsOf(memberships(gateway.kantata));
      const { cursors } = await list(gateway, { first: 20 });
      gateway.requests();
      const page = await list(gateway, { first: 20, after: cursors[6] ?? '' });
      expect(page.ids).toEqual(all.slice(7, 27));
      expect(gateway.requests()).toEqual([`${active}&limit=20&offset=7&page=1&per_page=27`]);
    },
  );
});

describe('a window that no page covers', () => {
  test('takes one request where limit and offset are honoured', async () => {
    const gateway = await startTestGateway();
    const all = idsOf(memberships(gateway.kantata));
    const { endCursor } = await list(gateway, { first: 101 });
    gateway.requests();
    const page = await list(gateway, { first: 150, after: endCursor });
    expect(page.ids).toEqual(all.slice(101, 251));
    expect(gateway.requests()).toEqual([`${active}&limit=150&offset=101&page=102&per_page=1`]);
  });

  test('takes the pages around it where they are ignored', async () => {
    const gateway = await startTestGateway({ kantata: { readings: { limitOffset: 'ignored' } } });
    const all = idsOf(memberships(gateway.kantata));
    const { endCursor } = await list(gateway, { first: 101 });
    gateway.requests();
    const page = await list(gateway, { first: 150, after: endCursor });
    expect(page.ids).toEqual(all.slice(101, 251));
    const [probe, ...pages] = gateway.requests();
    expect(probe).toBe(`${active}&limit=150&offset=101&page=102&per_page=1`);
    expect(pages.toSorted()).toEqual([
      `${active}&page=1&per_page=200`,
      `${active}&page=2&per_page=200`,
    ]);
  });
});

describe('any window', () => {
  const everyReading = ['honoured', 'ignored'] as const;

  test.each(everyReading)('is the slice of the list, where they are %s', async (limitOffset) => {
    const gateway = await startTestGateway({ kantata: { readings: { limitOffset } } });
    const all = idsOf(memberships(gateway.kantata));
    const { cursors } = await list(gateway, { first: 1000 });
    gateway.requests();
    const position = fc.option(fc.nat({ max: all.length - 1 }), { freq: 3 });
    const size = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 400 }));
    const windows = fc.record({ size, isFirst: fc.boolean(), after: position, before: position });

    await fc.assert(
      fc.asyncProperty(windows, async ({ size, isFirst, after, before }) => {
        const start = after === null ? 0 : after + 1;
        const between = all.slice(start, Math.max(start, before ?? all.length));
        const expected = isFirst ? between.slice(0, size) : between.slice(-size);
        const paging: Paging = {
          ...(isFirst ? { first: size } : { last: size }),
          ...(after === null ? {} : { after: cursors[after] ?? '' }),
          ...(before === null ? {} : { before: cursors[before] ?? '' }),
        };
        const page = await list(gateway, paging);
        expect(page.ids).toEqual(expected);
        expect(page.totalCount).toBe(all.length);
        expect(page.cursors).toEqual(expected.map((id) => cursors[all.indexOf(id)]));
        if (expected.length > 0) {
          expect(page.hasPreviousPage).toBe(expected[0] !== all[0]);
          expect(page.hasNextPage).toBe(expected.at(-1) !== all.at(-1));
        }
        // 400 rows are two calls, or three; each may need the pages around it as well.
        const most = Math.ceil(expected.length / 200) + 1;
        expect(gateway.requests().length).toBeLessThanOrEqual(
          limitOffset === 'honoured' ? most : most * 3,
        );
      }),
      { ...drawn('paging'), numRuns: 60 },
    );
  });
});
