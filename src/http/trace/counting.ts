/** Passes the counts of an operation on to the metrics, whether or not it is traced. */
import type { Trace } from '../../upstreams/source.ts';
import type { EdgeObserver } from '../observer.ts';

export function counting({ count }: Pick<EdgeObserver, 'count'>, trace: Trace | null): Trace {
  return {
    asked: (...call) => trace?.asked(...call),
    sent: (...attempt) => trace?.sent(...attempt),
    joined: (request, how) => {
      trace?.joined(request, how);
      count(how, 1);
    },
    answered: (...answer) => trace?.answered(...answer),
    count: (what, by) => {
      count(what, by);
      trace?.count(what, by);
    },
  };
}
