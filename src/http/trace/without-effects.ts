/** Stand-ins for a rehearsal, so that nothing outlives it: no audit line, no idempotency key. */
import type { Audit } from '../../changing/audit.ts';
import type { IdempotencyStore } from '../../changing/idempotency.ts';

export const noAudit: Audit = () => undefined;

export const noIdempotency: IdempotencyStore = {
  reserve: () => Promise.resolve(null),
  settle: () => Promise.resolve(),
  release: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
