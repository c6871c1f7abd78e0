/** The room of Elastic Path: accounts, their members, and the memberships between them. */
import type { Http } from '../http/index.ts';
import type { Source } from '../source.ts';
import { authenticator, callerHeaders } from './auth.ts';
import { createGrouping, readGroups } from './by-keys.ts';
import { createChanging } from './changes.ts';
import { elasticPathType } from './collections.ts';
import type { TextOperator } from './filters.ts';
import { foreseeing } from './foresight.ts';
import { createListReading } from './list-reading.ts';
import type { ClientKey } from './token.ts';

export { nouns } from './collections.ts';
export { objectionsOf } from './faults.ts';

/** A cheap read, to find out whether the upstream is there. */
export const probePath = '/v2/accounts?page%5Blimit%5D=1';

export interface ElasticPathOptions {
  /** The gateway's own; without one, only callers with their own tokens are served. */
  readonly clientKey: ClientKey | undefined;
  /** Whether the store finds account members by `in(id,…)`. */
  readonly membersByIn: boolean;
  /** How the store matches names and e-mail addresses of account members. */
  readonly textOperator: TextOperator;
}

export function createElasticPath(http: Http, options: ElasticPathOptions): Source {
  const groupsOf = createGrouping(options);
  const list = createListReading(http, options.textOperator);
  const makeChange = createChanging(http);
  return {
    name: 'ELASTIC_PATH',
    callerHeaders,
    authenticate: authenticator(http, options.clientKey),
    groupsOf: (type, keys) => groupsOf(elasticPathType(type), keys),
    byKeys: (type, keys, want, call) => {
      const own = elasticPathType(type);
      return readGroups(http, own, groupsOf(own, keys), want, call);
    },
    list,
    change: (change, _want, call) => makeChange(change, call),
    foreseeing: foreseeing(list),
    // An update has to name the member, though it cannot change it.
    needsRecord: ({ action }) => action === 'UPDATE',
  };
}
