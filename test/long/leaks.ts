/** What a gateway may have left behind. */
import { pauseMs, type ServedGateway } from '../process/rig.ts';
import { openFiles } from './measuring.ts';

/** Open files, once they are back to what they were but for a few, or the time is over. */
export async function settles(
  gateway: ServedGateway,
  files: number,
  withinMs: number,
): Promise<number> {
  const until = performance.now() + withinMs;
  while (openFiles(gateway.pid) - files > 5 && performance.now() < until) {
    await pauseMs(100);
  }
  return openFiles(gateway.pid);
}

/** Lines that tell of trouble. */
export function faults(gateway: ServedGateway): readonly unknown[] {
  return gateway.lines().filter(({ level }) => ['warn', 'error', 'fatal'].includes(String(level)));
}
