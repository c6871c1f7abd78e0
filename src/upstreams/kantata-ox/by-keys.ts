/** Records by their keys, with `only`: alone, or in one call with those that others ask for. */
import { Fault } from '../../domain/fault.ts';
import type { Rec } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import { chunksOf } from '../chunks.ts';
import type { Http, Request } from '../http/index.ts';
import type { Answer, Call } from '../source.ts';
import { refuseOthers } from './admission.ts';
import { associations, type KantataType } from './associations.ts';
import { collections, keysPerCall, maxPageSize } from './collections.ts';
import { readEnvelope, type Envelope } from './envelope.ts';
import { wantParameters, withQuery, type Parameters } from './parameters.ts';
import { adminOnlyFields, withholdUndelivered, withRefusedIncludes } from './reading.ts';

/** Those that the first way does not bring are asked for in a second, where there is one. */
export async function byKeys(
  http: Http,
  type: KantataType,
  keys: readonly string[],
  want: Want,
  call: Call,
): Promise<Answer> {
  const { byId, byIdAgain } = collections[type];
  const first = await readChunks(http, type, keys, byId, want, call);
  if (byIdAgain === undefined) return first;
  const found = new Set(first.records.map(({ key }) => key));
  const missing = keys.filter((key) => !found.has(key) && !first.faults.has(key));
  if (missing.length === 0) return first;
  return joined(first, await readChunks(http, type, missing, byIdAgain, want, call));
}

async function readChunks(
  http: Http,
  type: KantataType,
  keys: readonly string[],
  parameters: Parameters,
  want: Want,
  call: Call,
): Promise<Required<Answer>> {
  const rest: string[] = [];
  const records: Rec[] = [];
  const carried: Rec[] = [];
  const faults = new Map<string, Fault>();
  await Promise.all(
    chunksOf(keys, keysPerCall).map(async (chunk) => {
      try {
        const rows = await readKeyed(http, type, chunk, parameters, want, call);
        withholdUndelivered(type, rows.records, want);
        records.push(...rows.records);
        carried.push(...rows.carried);
        rest.push(...cutOff(chunk, rows));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const isNowhere = error.code === 'NOT_FOUND';
        // A collection that does not exist holds none of them; but a change must not rest on that.
        if (isNowhere && call.fresh !== true) return;
        for (const key of chunk) faults.set(key, isNowhere ? noProof(error) : error);
      }
    }),
  );
  const shown = { records, carried, faults };
  if (rest.length === 0) return shown;
  return joined(shown, await readChunks(http, type, rest, parameters, want, call));
}

function joined(one: Required<Answer>, other: Required<Answer>): Required<Answer> {
  return {
    records: [...one.records, ...other.records],
    carried: [...one.carried, ...other.carried],
    faults: new Map([...one.faults, ...other.faults]),
  };
}

/** The list is not there, or something other than the upstream has answered. */
function noProof(cause: Fault): Fault {
  return new Fault('UPSTREAM_MALFORMED', 'Kantata OX answered that the list is not there.', {
    source: 'KANTATA_OX',
    upstreamStatus: cause.upstreamStatus,
    cause,
  });
}

/** One read of no more keys than one call takes. */
function readKeyed(
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
    // Each row takes seconds: no others are read with them.
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
    // What is wrong or cut off may be rows of others.
    return alone();
  });
}

function isHeavy(type: KantataType, want: Want): boolean {
  return associations[type].some(
    ({ field, heavy }) => heavy === true && want.associations.has(field),
  );
}

/** The keys that a page may have left out. A page that shows none of its keys would do so again. */
function cutOff(keys: readonly string[], rows: Envelope): readonly string[] {
  if (!isCutShort(rows)) return [];
  const shown = new Set(rows.records.map(({ key }) => key));
  const unseen = keys.filter((key) => !shown.has(key));
  return unseen.length < keys.length ? unseen : [];
}

/** Whether the page is full, and smaller than was asked for. */
function isCutShort({ sent, pageSize }: Envelope): boolean {
  return sent > 0 && sent === pageSize && sent < maxPageSize;
}
