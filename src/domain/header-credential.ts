/** What a credential in a request header looks like, whichever upstream it is for. */

export const bearerPattern = /^bearer [\x21-\x7e]{1,4096}$/i;

/** Without a scheme before it. */
export const tokenPattern = /^[\x21-\x7e]{1,8192}$/;
