import type { Answer } from '../answer.ts';
import type { RecordedRequest } from '../recorder.ts';
import type { MemberFilterOptions } from './collections.ts';
import { admit } from './gate.ts';
import { Refusal, refuse } from './refusal.ts';
import { createRouter } from './route.ts';
import { accessTokenRoutes, type ClientKey } from './routes/access-token.ts';
import { accountTokenRoutes } from './routes/account-tokens.ts';
import { accountRoutes } from './routes/accounts.ts';
import { memberRoutes } from './routes/members.ts';
import { membershipReadRoutes, type MembershipReadOptions } from './routes/memberships-read.ts';
import { membershipWriteRoutes, type MembershipWriteOptions } from './routes/memberships-write.ts';
import { settingsRoutes, type Settings } from './routes/settings.ts';
import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';

export interface ServiceOptions
  extends ClientKey, MemberFilterOptions, MembershipReadOptions, MembershipWriteOptions, Settings {
  readonly onWrite: () => void;
}

/** The accounts API as a function from a request to its answer. */
export function createService(
  store: Store,
  tokens: Tokens,
  options: ServiceOptions,
): (request: RecordedRequest) => Answer {
  const route = createRouter([
    ...accessTokenRoutes(options, tokens),
    ...accountTokenRoutes(store, tokens),
    ...accountRoutes,
    ...memberRoutes(store, options),
    ...membershipWriteRoutes(store, options),
    ...membershipReadRoutes(options),
    ...settingsRoutes(options),
  ]);

  const answer = (request: RecordedRequest): Answer => {
    const match = route(request.method, request.path);
    if (match === undefined) throw refuse(404);
    if (match === 'wrongMethod') throw refuse(405);
    const { access, method, handle } = match.route;
    const visible = admit(request, access, tokens, store);
    const origin = `http://${request.headers.host ?? ''}`;
    const { param } = match;
    const answer = handle({ request, origin, address: origin + request.path, visible, param });
    if (access === 'administrator' && method !== 'GET') options.onWrite();
    return answer;
  };

  return (request) => {
    try {
      return answer(request);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  };
}
