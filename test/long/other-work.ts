/** Times tell of the gateway only where the machine does nothing else. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Of everything that the machine can do, what others than the test take: above, no time is judged. */
export const mostOtherWork = 0.1;

const msPerTick = 10;

/** From now on. @returns the share of all processors, from 0 to 1, that went to other processes than these */
export function watchOtherWork(pids: readonly number[]): () => number {
  const own = () =>
    [process.pid, process.ppid, ...pids].reduce((sum, pid) => sum + ticksOf(pid), 0);
  const before = { own: own(), all: busyTicks(), atMs: performance.now() };
  return () => {
    const others = busyTicks() - before.all - (own() - before.own);
    const ticks = ((performance.now() - before.atMs) / msPerTick) * availableParallelism();
    return Math.max(0, others / ticks);
  };
}

/** Of the process and of its children that have ended. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return sum(fields.slice(11, 15));
}

function busyTicks(): number {
  const [, user, nice, system, , , ...rest] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  ).split(/\s+/);
  // What is counted for guests is counted for users, too.
  return sum([user, nice, system, ...rest.slice(0, 3)]);
}

function sum(ticks: readonly (string | undefined)[]): number {
  return ticks.reduce((all, each) => all + Number(each), 0);
}
