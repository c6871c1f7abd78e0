import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { ask, serve, startUpstream, type ServedGateway } from '../process/rig.ts';
import { quantile, report } from './measuring.ts';
import { members, pageOf } from './members.ts';

const forMs = 5000;
const callersOfEach = 8;

/** Operations a second of all of them together. */
async function throughput(gateways: readonly ServedGateway[]): Promise<number> {
  const until = performance.now() + forMs;
  let done = 0;
  const caller = async ({ url }: ServedGateway) => {
    while (performance.now() < until) {
      // Of its own, so that nothing is shared.
      const authorization = `Bearer caller-${randomUUID()}`;
      const { status } = await ask(url, { authorization }, pageOf(200));
      expect(status).toBe(200);
      done += 1;
    }
  };
  const callers = gateways.flatMap((each) => Array.from({ length: callersOfEach }, () => each));
  await Promise.all(callers.map(caller));
  return done / (forMs / 1000);
}

// One core each for the two, one for who asks and answers them, one for everything else.
test.skipIf(availableParallelism() < 4)(
  'two processes carry at least 1.8 times what one carries (needs four cores)',
  async () => {
    const upstream = await startUpstream(members());
    const [first, second] = await Promise.all([
      serve({ KANTATA_BASE_URL: upstream.url }),
      serve({ KANTATA_BASE_URL: upstream.url }),
    ]);
    await throughput([first, second]);

    const gains: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const alone = await throughput([first]);
      const together = await throughput([first, second]);
      report('cores', { alone, together, gain: together / alone });
      gains.push(together / alone);
    }

    expect(quantile(gains, 0.5)).toBeGreaterThanOrEqual(1.8);
  },
);
