import type { RecordedRequest } from '../recorder.ts';
import { refuse, refuseAtTheGate } from './refusal.ts';
import type { Access } from './route.ts';
import { storeOfAccount, type Store } from './store.ts';
import type { Tokens } from './tokens.ts';

const SHOPPER_HEADER = 'ep-account-management-authentication-token';

/** What the caller of a request may see. Refuses who has no business here. */
export function admit(
  request: RecordedRequest,
  access: Access,
  tokens: Tokens,
  store: Store,
): Store {
  if (access === 'anyone') return store;
  const bearer = tokens.bearer(request.token ?? '');
  if (bearer === undefined) throw refuseAtTheGate();
  if (access === 'bearer' || bearer.grantType === 'client_credentials') return store;
  const shopper = request.headers[SHOPPER_HEADER];
  if (typeof shopper !== 'string' || access === 'administrator') throw refuse(403, 'forbidden');
  const accountToken = tokens.accountToken(shopper);
  if (accountToken === undefined) throw refuse(401);
  return storeOfAccount(store, accountToken.accountId);
}
