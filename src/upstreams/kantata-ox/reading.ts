/** Reads with an include that the upstream may refuse, and what became of each include. */
import { Fault } from '../../domain/fault.ts';
import type { Rec } from '../../domain/record.ts';
import { wantOf, type Want } from '../../domain/want.ts';
import type { Http, Request } from '../http/index.ts';
import type { Call } from '../source.ts';
import { refuseOthers } from './admission.ts';
import { associations, type KantataType } from './associations.ts';
import { collections, keysPerCall, maxPageSize } from './collections.ts';
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

/** One read of records by their keys, no more of them than one call takes. */
export function readKeyed(
  http: Http,
  type: KantataType,
  keys: readonly string[],
  parameters: Parameters,
  want: Want,
  call: Call,
): Promise<Envelope> {
  return withRefusedIncludes(type, want, async (asked) => {
    const besideOnly = {
      ...parameters,
      per_page: String(maxPageSize),
      ...wantParameters(type, asked),
    };
    const pathFor = (only: readonly string[]) =>
      withQuery(`/${collections[type].map}`, { only: only.join(','), ...besideOnly });
    const mayBeRefused = adminOnlyFields(type, asked).length > 0;
    const request = (only: readonly string[]): Request => {
      return { method: 'GET', path: pathFor(only), idCount: only.length, mayBeRefused };
    };
    const ownRows = (json: unknown) => {
      const rows = readEnvelope(type, json, asked);
      refuseOthers(keys, rows);
      return rows;
    };
    const alone = async () => ownRows(await http.read(request(keys), call));
    // Each row of it takes seconds: not one more of them than is asked for.
    if (isHeavy(type, asked)) return alone();
    const read = { shape: pathFor([]), keys, most: keysPerCall, request };
    const { json, isShared } = await http.readByKeys(read, call);
    if (!isShared) return ownRows(json);
    try {
      const rows = readEnvelope(type, json, asked, new Set(keys));
      const isOfEverybody = rows.sent > keysPerCall;
      if (!isOfEverybody && !isCutShort(rows)) return rows;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    // What is wrong with it, or was cut off, may be what others asked for.
    return alone();
  });
}

/** The keys that a page by ids may have left out. One that shows none of them would do so again. */
export function cutOff(keys: readonly string[], rows: Envelope): readonly string[] {
  if (!isCutShort(rows)) return [];
  const shown = new Set(rows.records.map(({ key }) => key));
  const unseen = keys.filter((key) => !shown.has(key));
  return unseen.length < keys.length ? unseen : [];
}

/** Whether it has no room for more rows than it holds, and less than it was asked to have. */
function isCutShort({ sent, pageSize }: Envelope): boolean {
  return sent > 0 && sent === pageSize && sent < maxPageSize;
}

/** Of the associations that are asked for, those that only administrators may see. */
function adminOnlyFields(type: KantataType, want: Want): string[] {
  return associations[type]
    .filter(({ field, adminOnly }) => adminOnly === true && want.associations.has(field))
    .map(({ field }) => field);
}

/**
 * Where a 403 or 500 may come from an admin-only include, it is asked once more without; only what was
 * left out is then withheld.
 */
async function withRefusedIncludes(
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

/** Marks what was asked for and is not there, so that it is neither taken for empty nor asked again. */
export function withholdUndelivered(type: KantataType, records: readonly Rec[], want: Want): void {
  for (const { field, adminOnly } of associations[type]) {
    if (!want.associations.has(field)) continue;
    for (const record of records) {
      if (record.links[field] === undefined)
        record.links[field] = missing(field, adminOnly === true);
    }
  }
}

function isHeavy(type: KantataType, want: Want): boolean {
  return associations[type].some(
    ({ field, heavy }) => heavy === true && want.associations.has(field),
  );
}

function mayComeFromAnInclude(error: unknown): error is Fault {
  return error instanceof Fault && (error.upstreamStatus === 403 || error.upstreamStatus === 500);
}

function tooLong(): Fault {
  return new Fault('BAD_USER_INPUT', 'filter: this is longer than can be asked for.', {
    source: 'KANTATA_OX',
  });
}

/** `failure` is what became of the request that asked for it. */
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
