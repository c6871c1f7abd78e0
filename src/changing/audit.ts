/**
 * The audit of writes: an intent before each, a result after it. Names of fields, never values;
 * fingerprints, never credentials.
 */
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Answer, Call, Source } from '../upstreams/source.ts';

export interface AuditEntry {
  readonly phase: 'intent' | 'result';
  readonly requestId: string;
  readonly operation: string;
  readonly source: string;
  readonly target: string;
  readonly fields: readonly string[];
  readonly credential: string;
  readonly subject?: string;
  readonly outcome?: 'DONE' | 'NOT_DONE' | 'UNKNOWN';
}

export type Audit = (entry: AuditEntry) => void;

/** Whoever is behind the credential, where he proved it to the gateway itself. */
export interface Auditor {
  readonly audit: Audit;
  readonly subject: string | null;
}

export async function audited(
  { audit, subject }: Auditor,
  mutation: string,
  source: Source,
  call: Call,
  changes: readonly Change[],
  send: () => Promise<Answer>,
): Promise<Answer> {
  const [first] = changes;
  const about = {
    requestId: call.requestId,
    operation: mutation,
    source: source.name,
    target: changes.length === 1 ? targetOf(first) : `${first?.type ?? ''} × ${changes.length}`,
    fields: [...new Set(changes.flatMap(({ attributes }) => Object.keys(attributes ?? {})))],
    credential: call.credential.fingerprint,
    ...(subject === null ? {} : { subject }),
  };
  audit({ phase: 'intent', ...about });
  try {
    const answer = await send();
    audit({ phase: 'result', ...about, outcome: 'DONE' });
    return answer;
  } catch (error) {
    const isOpen = !(error instanceof Fault) || error.code === 'OUTCOME_UNKNOWN';
    audit({ phase: 'result', ...about, outcome: isOpen ? 'UNKNOWN' : 'NOT_DONE' });
    throw error;
  }
}

function targetOf(change: Change | undefined): string {
  return change === undefined ? '' : `${change.type}:${change.key ?? 'new'}`;
}
