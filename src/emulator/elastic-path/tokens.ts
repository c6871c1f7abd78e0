import { createHash } from 'node:crypto';

export type GrantType = 'client_credentials' | 'implicit';

export interface BearerToken {
  readonly text: string;
  readonly grantType: GrantType;
  readonly expiresAtMs: number;
}

/** Names a member and the account for which the member acts. */
export interface AccountToken {
  readonly text: string;
  readonly accountId: string;
  readonly memberId: string;
  readonly expiresAtMs: number;
}

export interface Lifetimes {
  readonly bearerMs: number;
  readonly accountTokenMs: number;
}

/** All tokens ever handed out. Whoever presents an expired one is as unknown as a stranger. */
export class Tokens {
  readonly #lifetimes: Lifetimes;
  /** Also of those that were revoked: no token is ever handed out twice. */
  #bearersIssued = 0;
  readonly #bearers = new Map<string, BearerToken>();
  readonly #accountTokens = new Map<string, AccountToken>();

  constructor(lifetimes: Lifetimes) {
    this.#lifetimes = lifetimes;
  }

  issueBearer(grantType: GrantType): BearerToken {
    const token = {
      text: opaque(`bearer ${this.#bearersIssued}`),
      grantType,
      expiresAtMs: Date.now() + this.#lifetimes.bearerMs,
    };
    this.#bearersIssued += 1;
    this.#bearers.set(token.text, token);
    return token;
  }

  issueAccountToken(accountId: string, memberId: string): AccountToken {
    const token = {
      text: `account-token:${accountId}:${memberId}`,
      accountId,
      memberId,
      expiresAtMs: Date.now() + this.#lifetimes.accountTokenMs,
    };
    this.#accountTokens.set(token.text, token);
    return token;
  }

  bearer(text: string): BearerToken | undefined {
    return whileValid(this.#bearers.get(text));
  }

  accountToken(text: string): AccountToken | undefined {
    return whileValid(this.#accountTokens.get(text));
  }

  /** As when the store's keys are rotated: every bearer token stops working at once. */
  revokeBearers(): void {
    this.#bearers.clear();
  }
}

function whileValid<T extends { readonly expiresAtMs: number }>(token: T | undefined) {
  return token !== undefined && token.expiresAtMs > Date.now() ? token : undefined;
}

function opaque(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}
