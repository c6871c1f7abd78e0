import { jsonAnswer } from '../../answer.ts';
import type { Route } from '../route.ts';

const REALM_ID = '3b0a6f2e-94d1-4c77-8a52-d16be07f9c34';

export interface Settings {
  readonly membershipLimit: number;
  readonly accountTokenLifetimeMs: number;
}

export function settingsRoutes(settings: Settings): Route[] {
  return [
    {
      method: 'GET',
      path: '/v2/settings/account-membership',
      access: 'administrator',
      handle: ({ address }) =>
        jsonAnswer(200, {
          data: { type: 'account_membership_setting', membership_limit: settings.membershipLimit },
          links: { self: address },
        }),
    },
    {
      method: 'GET',
      path: '/v2/settings/account-authentication',
      access: 'administrator',
      handle: ({ address }) =>
        jsonAnswer(200, {
          data: {
            type: 'account_authentication_settings',
            enable_self_signup: false,
            auto_create_account_for_account_members: false,
            account_member_self_management: 'disabled',
            account_management_authentication_token_timeout_secs:
              settings.accountTokenLifetimeMs / 1000,
            relationships: {
              authentication_realm: { data: { id: REALM_ID, type: 'authentication_realm' } },
            },
          },
          links: { self: address },
        }),
    },
  ];
}
