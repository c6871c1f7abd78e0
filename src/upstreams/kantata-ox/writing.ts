/** Writes, and what their answers say of them. */
import { Fault } from '../../domain/fault.ts';
import { isObject } from '../../domain/json.ts';
import type { Want } from '../../domain/want.ts';
import type { Http, Request } from '../http/index.ts';
import type { Call } from '../source.ts';
import type { KantataType } from './associations.ts';
import { readWritten, type Envelope } from './envelope.ts';

/** A change that was answered as made is made, even where its answer shows no row. @throws Fault */
export async function writeRows(
  http: Http,
  type: KantataType,
  request: Request,
  want: Want,
  call: Call,
): Promise<Envelope> {
  const body = await http.write(request, call);
  if (speaksAgainstItself(body)) throw contradicted();
  return readWritten(type, body, want);
}

/** A status that says "made", over errors and nothing else. */
function speaksAgainstItself(body: unknown): boolean {
  return (
    isObject(body) &&
    Array.isArray(body.errors) &&
    body.errors.length > 0 &&
    body.results === undefined
  );
}

function contradicted(): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    'Kantata OX answered that the change was made, and told errors. ' +
      'Read the record again before you repeat it.',
    { source: 'KANTATA_OX', upstreamStatus: 200 },
  );
}
