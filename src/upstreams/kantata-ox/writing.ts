/** Writes, and what their answers say of them. */
import { Fault, howToFindOut } from '../../domain/fault.ts';
import type { Want } from '../../domain/want.ts';
import type { Http, Request } from '../http/index.ts';
import type { Call } from '../source.ts';
import type { KantataType } from './associations.ts';
import { readWritten, tellsErrors, type Envelope } from './envelope.ts';

/**
 * A change whose answer has a success status is made, even where the answer shows no row of it. Where it shows
 * errors, and fewer rows than changes, something was not made.
 *
 * @param changes how many changes the request holds
 * @throws Fault
 */
export async function writeRows(
  http: Http,
  type: KantataType,
  request: Request,
  want: Want,
  call: Call,
  changes = 1,
): Promise<Envelope> {
  const body = await http.write(request, call);
  const written = readWritten(type, body, want);
  if (tellsErrors(body) && written.records.length < changes) throw contradicted();
  return written;
}

function contradicted(): Fault {
  return new Fault(
    'OUTCOME_UNKNOWN',
    `Kantata OX answered that the change was made, and reported errors. ${howToFindOut}`,
    { source: 'KANTATA_OX', upstreamStatus: 200 },
  );
}
