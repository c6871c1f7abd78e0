import { jsonAnswer, type Answer } from '../../answer.ts';
import type { Call } from '../call.ts';
import { list } from '../collection.ts';
import { accountCollection, tagCollection } from '../collections.ts';
import { listed, single } from '../envelope.ts';
import { find } from '../find.ts';
import type { Route } from '../route.ts';
import { accountRow, tagRow } from '../rows.ts';
import { ACCOUNT, ACCOUNTS, TAGS } from './paths.ts';

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: ACCOUNTS, access: 'reader', handle: listAccounts },
  { method: 'GET', path: ACCOUNT, access: 'reader', handle: getAccount },
  {
    method: 'GET',
    path: `${ACCOUNT}/relationships/account-tags`,
    access: 'reader',
    handle: getTagRelationship,
  },
  { method: 'GET', path: TAGS, access: 'reader', handle: listTags },
  { method: 'GET', path: `${TAGS}/:tagId`, access: 'reader', handle: getTag },
];

function listAccounts(call: Call): Answer {
  const listing = list(call.visible.accounts.values(), call, accountCollection);
  return listed(listing, accountRow, ({ id }) => `${call.address}/${id}`);
}

function getAccount(call: Call): Answer {
  return single(200, accountRow(find.account(call)), call.address);
}

function getTagRelationship(call: Call): Answer {
  const data = find.account(call).tagIds.map((id) => ({ type: 'account_tag', id }));
  return jsonAnswer(200, { data, links: { self: call.address } });
}

function listTags(call: Call): Answer {
  const listing = list(call.visible.tags.values(), call, tagCollection);
  return listed(listing, tagRow, ({ id }) => `${call.address}/${id}`);
}

/** Unlike any other single resource, a tag carries its address within. */
function getTag(call: Call): Answer {
  return jsonAnswer(200, { data: { ...tagRow(find.tag(call)), links: { self: call.address } } });
}
