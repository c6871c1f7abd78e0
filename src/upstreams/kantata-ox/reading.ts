/** Reads with an include that the upstream may refuse, and what became of each include. */
import { Fault } from '../../domain/fault.ts';
import type { Rec } from '../../domain/record.ts';
import { wantOf, type Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Call } from '../source.ts';
import { associations, type KantataType } from './associations.ts';
import { readEnvelope, type Envelope } from './envelope.ts';
import { hasList, wantParameters, withQuery, type Parameters } from './parameters.ts';

/** Below the base URL; all of the URL stays under 4 KB. */
const mostPathCharacters = 4000;

/** One read of a list. @throws Fault BAD_USER_INPUT when its filter is longer than a URL may be */
export function readRows(
  http: Http,
  type: KantataType,
  path: string,
  parameters: Parameters,
  want: Want,
  call: Call,
): Promise<Envelope> {
  return withRefusedIncludes(type, want, async (asked) => {
    const whole = withQuery(path, { ...parameters, ...wantParameters(type, asked) });
    if (whole.length > mostPathCharacters) throw tooLong();
    const request = {
      method: 'GET',
      path: whole,
      ...(typeof parameters.only === 'string' && parameters.only !== ''
        ? { idCount: parameters.only.split(',').length }
        : {}),
      mayBeRefused: adminOnlyFields(type, asked).length > 0 || hasList(parameters),
    } as const;
    return readEnvelope(type, await http.read(request, call), asked);
  });
}

/** The associations asked for that only administrators may see. */
export function adminOnlyFields(type: KantataType, want: Want): string[] {
  return associations[type]
    .filter(({ field, adminOnly }) => adminOnly === true && want.associations.has(field))
    .map(({ field }) => field);
}

/**
 * Where a 403 or 500 may come from an admin-only include, asks once more without it; only what was left out is
 * then withheld.
 */
export async function withRefusedIncludes(
  type: KantataType,
  want: Want,
  ask: (asked: Want) => Promise<Envelope>,
): Promise<Envelope> {
  try {
    return await ask(want);
  } catch (error) {
    const fields = adminOnlyFields(type, want);
    if (fields.length === 0 || !mayComeFromAnInclude(error)) throw error;
    const envelope = await ask(wantOf(want.associations.difference(new Set(fields)), want.fields));
    for (const record of envelope.records) {
      for (const field of fields) record.links[field] = notShown(field, error);
    }
    return envelope;
  }
}

/** Marks what was asked for and did not come, so that it neither counts as empty nor is asked for again. */
export function withholdUndelivered(type: KantataType, records: readonly Rec[], want: Want): void {
  for (const { field, adminOnly } of associations[type]) {
    if (!want.associations.has(field)) continue;
    for (const record of records) {
      if (record.links[field] === undefined)
        record.links[field] = missing(field, adminOnly === true);
    }
  }
}

function mayComeFromAnInclude(error: unknown): error is Fault {
  return error instanceof Fault && (error.upstreamStatus === 403 || error.upstreamStatus === 500);
}

function tooLong(): Fault {
  return new Fault('BAD_USER_INPUT', 'filter: this is longer than can be asked for.', {
    source: 'KANTATA_OX',
  });
}

/** @param failure of the request that asked for it */
function notShown(field: string, failure?: Fault): Fault {
  return new Fault('FORBIDDEN', `Kantata OX does not show ${field} to this credential.`, {
    source: 'KANTATA_OX',
    upstreamStatus: failure?.upstreamStatus,
    cause: failure,
  });
}

function missing(field: string, adminOnly: boolean): Fault {
  return adminOnly
    ? notShown(field)
    : new Fault('UPSTREAM_MALFORMED', `Kantata OX left out ${field}, which was asked for.`, {
        source: 'KANTATA_OX',
      });
}
