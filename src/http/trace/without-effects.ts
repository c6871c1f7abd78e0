/** What a rehearsal has in place of what would outlive it: no line of the audit, no key remembered. */
import type { Audit } from '../../changing/audit.ts';
import type { IdempotencyStore } from '../../changing/idempotency.ts';

export const unheard: Audit = () => undefined;

export const remembersNothing: IdempotencyStore = {
  reserve: () => Promise.resolve(null),
  settle: () => Promise.resolve(),
  release: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
