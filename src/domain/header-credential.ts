/** What a credential in a request header looks like, whichever upstream it is for. */

export const bearerPattern = /^bearer [\x21-\x7e]{1,4096}$/i;

/** A header of that look with its scheme in the usual letters: one token is one credential, however it is written. */
export function inUsualLetters(bearer: string): string {
  return `Bearer ${bearer.slice('bearer '.length)}`;
}

/** Without a scheme before it. */
export const tokenPattern = /^[\x21-\x7e]{1,8192}$/;
