/** The room of Kantata OX: collections by `only`, lists by pages, changes by PUT, POST and DELETE. */
import type { Change } from '../../domain/change.ts';
import { Fault } from '../../domain/fault.ts';
import type { Query, Window } from '../../domain/query.ts';
import type { Rec, TypeName } from '../../domain/record.ts';
import type { Want } from '../../domain/want.ts';
import { chunksOf } from '../chunks.ts';
import type { Http } from '../http/index.ts';
import type { Answer, Call, Page, Source } from '../source.ts';
import type { KantataType } from './associations.ts';
import { authenticator, callerHeader } from './auth.ts';
import { batchesOf } from './batches.ts';
import { changeRequest } from './changes.ts';
import { collections, isKantataType, keysPerCall } from './collections.ts';
import { foreseeing } from './foresight.ts';
import { readList } from './list-reading.ts';
import { wantParameters, type Parameters } from './parameters.ts';
import { cutOff, readKeyed, readRows, withholdUndelivered } from './reading.ts';
import { writeRows } from './writing.ts';

export { objectionsOf } from './faults.ts';
export { nouns } from './collections.ts';

/** A cheap read, to find out whether the upstream is there. */
export const probePath = '/roles?page=1&per_page=1';

export function createKantataOx(http: Http, serviceToken: string | undefined): Source {
  const batches = batchesOf(http);

  async function byKeys(
    type: TypeName,
    keys: readonly string[],
    want: Want,
    call: Call,
  ): Promise<Answer> {
    const ours = kantataType(type);
    const { byId, byIdAgain } = collections[ours];
    const first = await readChunks(ours, keys, byId, want, call);
    if (byIdAgain === undefined) return first;
    const found = new Set(first.records.map(({ key }) => key));
    const missing = keys.filter((key) => !found.has(key) && !first.faults.has(key));
    if (missing.length === 0) return first;
    const again = await readChunks(ours, missing, byIdAgain, want, call);
    return joined(first, again);
  }

  async function readChunks(
    type: KantataType,
    keys: readonly string[],
    parameters: Readonly<Record<string, string>>,
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
          // A collection that is not there holds none of them; but a change may not rest on that.
          if (isNowhere && call.fresh !== true) return;
          for (const key of chunk) faults.set(key, isNowhere ? noProof(error) : error);
        }
      }),
    );
    const shown = { records, carried, faults };
    if (rest.length === 0) return shown;
    return joined(shown, await readChunks(type, rest, parameters, want, call));
  }

  async function change(change: Change, want: Want, call: Call): Promise<Answer> {
    const type = kantataType(change.type);
    const request = changeRequest(type, change, wantParameters(type, want));
    const { records, carried } = await writeRows(http, type, request, want, call);
    if (change.action === 'DELETE') return { records: [], carried: [] };
    // It has no key yet: of several records, what it has created is told by what it is.
    const isOneOfMany = change.action === 'CREATE' && records.length > 1;
    return {
      records: isOneOfMany ? records.filter((each) => batches.isResult(each, change)) : records,
      carried,
    };
  }

  return {
    name: 'KANTATA_OX',
    callerHeaders: [callerHeader],
    authenticate: authenticator(serviceToken),
    byKeys,
    list: (query: Query, window: Window, want: Want, call: Call): Promise<Page> =>
      readList(http, kantataType(query.type), query, window, want, call),
    viewer: (want: Want, call: Call): Promise<Answer> =>
      readRows(http, 'User', '/users/me', viewerScope(want), want, call),
    change,
    foreseeing: foreseeing(({ type }) => kantataType(type)),
    batches,
  };
}

function joined(one: Required<Answer>, other: Required<Answer>): Required<Answer> {
  return {
    records: [...one.records, ...other.records],
    carried: [...one.carried, ...other.carried],
    faults: new Map([...one.faults, ...other.faults]),
  };
}

/** When somebody was last seen is told of members of the account alone. */
function viewerScope(want: Want): Parameters {
  return want.fields.has('lastSiteActivity') ? { on_my_account: 'true' } : {};
}

/** Of a list that is not there, be it that something else than the upstream has answered. */
function noProof(cause: Fault): Fault {
  return new Fault('UPSTREAM_MALFORMED', 'Kantata OX answered that the list is not there.', {
    source: 'KANTATA_OX',
    upstreamStatus: cause.upstreamStatus,
    cause,
  });
}

function kantataType(type: TypeName): KantataType {
  if (isKantataType(type)) return type;
  throw new TypeError('This is not a type of Kantata OX');
}
