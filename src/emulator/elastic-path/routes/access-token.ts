import { jsonAnswer, type Answer } from '../../answer.ts';
import type { Call } from '../call.ts';
import { refuse } from '../refusal.ts';
import type { Route } from '../route.ts';
import type { GrantType, Tokens } from '../tokens.ts';

export interface ClientKey {
  readonly clientId: string;
  readonly clientSecret: string;
}

export function accessTokenRoutes(key: ClientKey, tokens: Tokens): Route[] {
  const issue = ({ request }: Call): Answer => {
    const form = new URLSearchParams(request.bodyText);
    const token = tokens.issueBearer(checkGrant(form, key));
    return jsonAnswer(200, {
      access_token: token.text,
      token_type: 'Bearer',
      expires_in: Math.round((token.expiresAtMs - Date.now()) / 1000),
      expires: Math.floor(token.expiresAtMs / 1000),
      identifier: token.grantType,
    });
  };
  return [{ method: 'POST', path: '/oauth/access_token', access: 'anyone', handle: issue }];
}

function checkGrant(form: URLSearchParams, key: ClientKey): GrantType {
  const grantType = form.get('grant_type');
  if (grantType !== 'client_credentials' && grantType !== 'implicit') {
    throw refuse(400, 'grant_type must be client_credentials or implicit');
  }
  if (!form.has('client_id')) throw refuse(400, 'client_id is required');
  const knowsSecret = grantType === 'implicit' || form.get('client_secret') === key.clientSecret;
  if (form.get('client_id') !== key.clientId || !knowsSecret) throw refuse(401);
  return grantType;
}
