/** The room of Kantata OX: collections by `only`, lists by pages, changes by PUT, POST and DELETE. */
import type { Change } from '../../domain/change.ts';
import type { Want } from '../../domain/want.ts';
import type { Http } from '../http/index.ts';
import type { Answer, Call, Source } from '../source.ts';
import { authenticator, callerHeader } from './auth.ts';
import { batchesOf } from './batches.ts';
import { byKeys } from './by-keys.ts';
import { changeRequest } from './changes.ts';
import { kantataType } from './collections.ts';
import { foreseeing } from './foresight.ts';
import { readList } from './list-reading.ts';
import { wantParameters, type Parameters } from './parameters.ts';
import { readRows } from './reading.ts';
import { writeRows } from './writing.ts';

export { objectionsOf } from './faults.ts';
export { nouns } from './collections.ts';

/** A cheap read, to find out whether the upstream is there. */
export const probePath = '/roles?page=1&per_page=1';

export function createKantataOx(http: Http, serviceToken: string | undefined): Source {
  const batches = batchesOf(http);

  async function change(change: Change, want: Want, call: Call): Promise<Answer> {
    const type = kantataType(change.type);
    const request = changeRequest(type, change, wantParameters(type, want));
    const { records, carried } = await writeRows(http, type, request, want, call);
    if (change.action === 'DELETE') return { records: [], carried: [] };
    // Its key is not known yet: among several records, the one it created is recognized by its values.
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
    byKeys: (type, keys, want, call) => byKeys(http, kantataType(type), keys, want, call),
    list: (query, window, want, call) => readList(http, query, window, want, call),
    viewer: (want, call) => readRows(http, 'User', '/users/me', viewerScope(want), want, call),
    change,
    foreseeing,
    batches,
  };
}

/** `lastSiteActivity` is told only of members of the account. */
function viewerScope(want: Want): Parameters {
  return want.fields.has('lastSiteActivity') ? { on_my_account: 'true' } : {};
}
