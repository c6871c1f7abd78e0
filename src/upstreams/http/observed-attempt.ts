/** Attempts of which observers are told. */
import type { Attempt } from './attempt.ts';
import type { Ending, Observer } from './observer.ts';
import type { Request } from './request.ts';

export function observed(attempt: Attempt, observers: readonly Observer[]): Attempt {
  if (observers.length === 0) return attempt;
  const made = new WeakMap<Request, number>();
  return {
    ...attempt,
    send: async (request, credential, call, timeoutMs) => {
      const number = (made.get(request) ?? 0) + 1;
      made.set(request, number);
      const observations = observers.map((observe) => observe(request, number));
      const along = observations.flatMap(({ headers = {} }) => Object.entries(headers));
      const headers = { ...Object.fromEntries(along), ...credential };
      let ending: Ending = 'cancelled';
      try {
        const reply = await attempt.send(request, headers, call, timeoutMs);
        ending = reply.kind === 'answer' ? reply.status : reply.kind;
        return reply;
      } finally {
        for (const { ended } of observations) ended(ending);
      }
    },
  };
}
