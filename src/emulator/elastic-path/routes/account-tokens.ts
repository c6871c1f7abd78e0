import { jsonAnswer, type Answer } from '../../answer.ts';
import type { Call } from '../call.ts';
import { pageLinks, plainLinks, type LinkStyle } from '../page-links.ts';
import { pageMeta, parsePage } from '../paging.ts';
import { refuse } from '../refusal.ts';
import type { Route } from '../route.ts';
import { membershipsOfMember, type AccountMember, type Store } from '../store.ts';
import type { Tokens } from '../tokens.ts';
import { attributesOf, type Attributes } from '../written.ts';
import { MEMBERS } from './paths.ts';

/** What every member logs in with, the e-mail address being the user name. */
export const MEMBER_PASSWORD = 'emulator-password';

const links: LinkStyle = { ...plainLinks, namesOnlyPageAsLast: false };

export function accountTokenRoutes(store: Store, tokens: Tokens): Route[] {
  const issue = (call: Call): Answer => {
    const member = logIn(attributesOf(call.request.body), store, tokens);
    const page = parsePage(call.request.query);
    const memberships = membershipsOfMember(store, member.id);
    const data = memberships.slice(page.offset, page.offset + page.limit).map(({ accountId }) => {
      const token = tokens.issueAccountToken(accountId, member.id);
      return {
        type: 'account_management_authentication_token',
        account_id: accountId,
        account_name: store.accounts.get(accountId)?.name,
        token: token.text,
        expires: new Date(token.expiresAtMs).toISOString(),
      };
    });
    const url = { address: call.address, query: call.request.query };
    return jsonAnswer(201, {
      data,
      meta: { account_member_id: member.id, ...pageMeta(page, memberships.length) },
      links: pageLinks(page, memberships.length, url, links),
    });
  };
  return [{ method: 'POST', path: `${MEMBERS}/tokens`, access: 'bearer', handle: issue }];
}

/** By password, or by a token that is still good. The other mechanisms need a mail or a browser. */
function logIn(attributes: Attributes, store: Store, tokens: Tokens): AccountMember {
  const member = findLogin(attributes, store, tokens);
  if (member === undefined) throw refuse(401);
  return member;
}

function findLogin(attributes: Attributes, store: Store, tokens: Tokens) {
  const { authentication_mechanism: mechanism, username, password, token } = attributes;
  if (mechanism === 'password') {
    if (typeof username !== 'string' || password !== MEMBER_PASSWORD) return undefined;
    return store.members.values().find(({ email }) => email === username);
  }
  if (mechanism === 'account_management_authentication_token') {
    const current = typeof token === 'string' ? tokens.accountToken(token) : undefined;
    return store.members.get(current?.memberId ?? '');
  }
  throw refuse(422, "Validation failed: field 'AuthenticationMechanism' on the 'oneof' tag.");
}
