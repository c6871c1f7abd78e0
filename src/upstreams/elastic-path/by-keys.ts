/** Records by their keys: many in one call where the API can, else one call each. */
import type { Want } from '../../domain/want.ts';
import { chunksOf } from '../chunks.ts';
import type { Http } from '../http/index.ts';
import type { Answer, Call } from '../source.ts';
import { refuseOthers } from './admission.ts';
import type { ElasticPathType } from './associations.ts';
import { collections, maxPageSize } from './collections.ts';
import { countOf, readOne, readPage, type Envelope } from './envelope.ts';
import { clause } from './filters.ts';
import { gather, joined } from './gathering.ts';
import { byAccount, membershipsByKeys } from './memberships-by-keys.ts';
import { withQuery } from './parameters.ts';

/** Which of the keys are read together: those of one page, or memberships of one account. */
export function createGrouping(options: { readonly membersByIn: boolean }) {
  const keysPerCall = (type: ElasticPathType) =>
    type === 'CommerceAccountMember' && options.membersByIn
      ? maxPageSize
      : collections[type].keysPerCall;

  return (type: ElasticPathType, keys: readonly string[]): readonly (readonly string[])[] => {
    if (type === 'CommerceAccountMembership') return byAccount(keys);
    return chunksOf(keys, keysPerCall(type));
  };
}

export async function readGroups(
  http: Http,
  type: ElasticPathType,
  groups: readonly (readonly string[])[],
  want: Want,
  call: Call,
): Promise<Answer> {
  return type === 'CommerceAccountMembership'
    ? membershipsByKeys(http, groups, want, call)
    : readChunks(http, type, groups, call);
}

const paths = {
  CommerceAccount: '/v2/accounts',
  CommerceAccountMember: '/v2/account-members',
  CommerceAccountTag: '/v2/account-tags',
} as const;

async function readChunks(
  http: Http,
  type: keyof typeof paths,
  chunks: readonly (readonly string[])[],
  call: Call,
): Promise<Required<Answer>> {
  const rest: (readonly string[])[] = [];
  const shown = await gather(
    chunks.map((ids) => ({
      keys: ids,
      read: async () => {
        const page = await readChunk(http, type, ids, call);
        refuseOthers(ids, page);
        rest.push(...cutOff(ids, page));
        return page;
      },
    })),
  );
  return rest.length === 0 ? shown : joined([shown, await readChunks(http, type, rest, call)]);
}

/**
 * The keys that a page left out, in parts of its size. A page may be smaller than was asked for: it then counts
 * more rows than it shows, or is full. One that shows none of its keys would do so again.
 */
function cutOff(ids: readonly string[], page: Envelope) {
  const { records, limit } = page;
  const total = countOf(page, 0);
  const isWhole =
    total === null ? limit !== null && records.length < limit : total <= records.length;
  if (isWhole) return [];
  const shown = new Set(records.map(({ key }) => key));
  const unseen = ids.filter((id) => !shown.has(id));
  const isProgress = unseen.length < ids.length;
  return isProgress ? chunksOf(unseen, records.length) : [];
}

async function readChunk(
  http: Http,
  type: keyof typeof paths,
  ids: readonly string[],
  call: Call,
): Promise<Envelope> {
  const [id] = ids;
  if (ids.length === 1) {
    const one = await http.read({ method: 'GET', path: `${paths[type]}/${id}` }, call);
    return readOne(type, one, {});
  }
  const path = withQuery(paths[type], {
    filter: clause('in', 'id', ...ids),
    'page[limit]': String(maxPageSize),
  });
  const request = { method: 'GET', path, idCount: ids.length } as const;
  return readPage(type, await http.read(request, call), {});
}
