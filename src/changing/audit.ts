/**
 * The audit of writes: an intent before each, a result after it. Names of fields, never values;
 * fingerprints, never credentials.
 */
import type { Change } from '../domain/change.ts';
import { Fault } from '../domain/fault.ts';
import type { Rec } from '../domain/record.ts';
import type { Answer, Call, Source } from '../upstreams/source.ts';
import { isPartialRefusal } from './outcome.ts';

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
  /** What a creation created. */
  readonly created?: readonly string[];
  /** The upstream's own id of the request, where its answer holds one. */
  readonly upstreamRequestId?: string;
}

export type Audit = (entry: AuditEntry) => void;

/** Where audit lines go, and the caller behind the credential, where a JWT proved who that is. */
export interface Auditor {
  readonly audit: Audit;
  readonly subject: string | null;
}

export async function audited(
  { audit, subject }: Auditor,
  mutation: string,
  source: Source,
  call: Call,
  changes: readonly [Change, ...Change[]],
  send: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  const [first] = changes;
  const about = {
    requestId: call.requestId,
    operation: mutation,
    source: source.name,
    target: changes.length === 1 ? targetOf(first) : `${first.type} × ${changes.length}`,
    fields: [...new Set(changes.flatMap(({ attributes }) => Object.keys(attributes ?? {})))],
    credential: call.credential.fingerprint,
    ...(subject === null ? {} : { subject }),
  };
  let heard: { upstreamRequestId?: string } = {};
  const onRequestId = (id: string) => {
    // It comes from outside and goes into the log, so only plain ids are taken.
    heard = requestIdPattern.test(id) ? { upstreamRequestId: id } : {};
  };
  const conclude = (
    outcome: NonNullable<AuditEntry['outcome']>,
    created: readonly string[] = [],
  ) => {
    const rows = created.length === 0 ? {} : { created };
    audit({ phase: 'result', ...about, outcome, ...rows, ...heard });
  };
  audit({ phase: 'intent', ...about });
  try {
    const answer = await send({ ...call, onRequestId });
    conclude('DONE', first.action === 'CREATE' ? answer.records.map(nameOf) : []);
    return answer;
  } catch (error) {
    conclude(mayHaveBeenMade(error, changes) ? 'UNKNOWN' : 'NOT_DONE');
    throw error;
  }
}

const requestIdPattern = /^[\w.-]{1,128}$/;

/** Of several changes in one call, a refusal of some does not tell what became of the others. */
function mayHaveBeenMade(error: unknown, changes: readonly Change[]): boolean {
  if (!(error instanceof Fault) || error.code === 'OUTCOME_UNKNOWN') return true;
  return isPartialRefusal(error, changes);
}

function nameOf({ __typename, key }: Rec): string {
  return `${__typename}:${key}`;
}

function targetOf({ type, key = 'new' }: Change): string {
  return `${type}:${key}`;
}
