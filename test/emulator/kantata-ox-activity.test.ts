import { describe, expect, it } from 'vitest';
import { startKantataOxEmulator, type Readings } from '../../src/emulator/kantata-ox/index.ts';
import { call } from './kantata-ox-caller.ts';

type ActiveDefault = Readings['activeDefault'];

const READINGS: readonly ActiveDefault[] = ['active', 'plain', 'none', 'hidden', 'opposite'];
const INACTIVE = 'only_active=false&only_inactive=true&is_active=false';

/** Of 300 members, 27 of them inactive: how many a query finds under each reading, in that order. */
const COUNTS: readonly (readonly [query: string, ...counts: number[]])[] = [
  ['', 273, 273, 300, 273, 300],
  ['only_active=true', 273, 273, 273, 273, 273],
  ['only_active=false', 300, 300, 300, 273, 27],
  ['only_inactive=true', 27, 0, 27, 0, 27],
  ['only_active=false&only_inactive=true', 27, 27, 27, 0, 27],
  [INACTIVE, 27, 27, 27, 27, 27],
  ['apply_default_filters=false', 300, 300, 300, 300, 300],
  ['only_active=false&apply_default_filters=false', 300, 300, 300, 300, 27],
  ['only_inactive=true&apply_default_filters=false', 27, 27, 27, 27, 27],
  ['is_active=false', 273, 273, 300, 300, 300],
];

describe.each(READINGS)('active and inactive memberships, read as %s', (activeDefault) => {
  const column = READINGS.indexOf(activeDefault);

  const countsOf = async (readings: Partial<Readings>, queries: readonly string[]) => {
    const emulator = await startKantataOxEmulator({ members: 300, inactive: 27, readings });
    const found: number[] = [];
    for (const query of queries) {
      found.push((await call(emulator, `/account_memberships?${query}`)).count);
    }
    await emulator.stop();
    return found;
  };

  it('are as many as the framework was seen to find', async () => {
    const queries = COUNTS.map(([query]) => query);
    const expected = COUNTS.map(([, ...counts]) => counts[column]);
    expect(await countsOf({ activeDefault }, queries)).toEqual(expected);
  });

  it('cannot be told `apply_default_filters` where that is not honoured', async () => {
    const readings = { activeDefault, honoursApplyDefaultFilters: false };
    const [nothing, lifted, inactive] = await countsOf(readings, [
      '',
      'apply_default_filters=false',
      `${INACTIVE}&apply_default_filters=false`,
    ]);
    expect(lifted).toBe(nothing);
    expect(inactive).toBe(27);
  });
});
