/** What a credential in a request header looks like, whichever upstream it is for. */

export const bearerPattern = /^bearer [\x21-\x7e]{1,4096}$/i;

/** The same header with its scheme as `Bearer`: one token is one credential, however the scheme is written. */
export function normalizedBearer(bearer: string): string {
  return `Bearer ${bearer.slice('bearer '.length)}`;
}

/** Without a scheme before it. */
export const tokenPattern = /^[\x21-\x7e]{1,8192}$/;
