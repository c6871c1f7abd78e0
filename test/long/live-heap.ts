/** What lives in the heap of a served program. */
import { pauseMs, type ServedGateway } from '../process/rig.ts';

/** Answers a signal with the bytes that live, which only a whole collection can tell. */
const tellHeap = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => {
    for (let round = 0; round < 3; round += 1) gc();
    const { heapUsed } = process.memoryUsage();
    process.stdout.write(JSON.stringify({ msg: 'live heap', heapUsed }) + '\\n');
  });
`)}`;

/** For node, so that `liveHeapMb` can be asked. */
export const withHeapTold = ['--expose-gc', '--import', tellHeap];

export async function liveHeapMb(gateway: ServedGateway): Promise<number> {
  const told = () => gateway.lines().filter(({ msg }) => msg === 'live heap');
  const before = told().length;
  gateway.signal('SIGUSR2');
  while (told().length === before) await pauseMs(250);
  return Number(told().at(-1)?.heapUsed) / 2 ** 20;
}
