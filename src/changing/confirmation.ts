/**
 * Confirmation tokens: a preview of a removal gives one, the removal takes it. Signed, short-lived, and
 * good only for the same credential and the record as it was when it was looked at.
 */
import { errors, jwtVerify, SignJWT } from 'jose';

export interface Confirmed {
  readonly credential: string;
  readonly target: string;
  readonly updatedAt: string;
}

export interface Confirmations {
  readonly required: boolean;
  readonly issue: (confirmed: Confirmed) => Promise<string>;
  readonly verify: (token: string, confirmed: Confirmed) => Promise<'GOOD' | 'STALE' | 'BAD'>;
}

const lifetime = '10 minutes';
const audience = 'membership-gateway/removal';

export function createConfirmations(secret: string, required: boolean): Confirmations {
  const key = new TextEncoder().encode(secret);
  return {
    required,
    issue: ({ credential, target, updatedAt }) =>
      new SignJWT({ credential, updatedAt })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(target)
        .setAudience(audience)
        .setExpirationTime(lifetime)
        .sign(key),
    verify: async (token, { credential, target, updatedAt }) => {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience,
          subject: target,
          requiredClaims: ['exp'],
        });
        if (payload.credential !== credential) return 'BAD';
        return payload.updatedAt === updatedAt ? 'GOOD' : 'STALE';
      } catch (error) {
        if (error instanceof errors.JOSEError) return 'BAD';
        throw error;
      }
    },
  };
}
