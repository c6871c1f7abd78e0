/** What stands for a credential where the credential itself must not: two digests, unlike each other. */
import { createHash } from 'node:crypto';
import type { Credential } from '../source.ts';

export function credentialNames(parts: readonly string[]): Pick<Credential, 'fingerprint' | 'key'> {
  const whole = parts.join('\n');
  return {
    fingerprint: createHash('sha256').update(whole).digest('hex').slice(0, 16),
    key: createHash('sha256').update(`key\n${whole}`).digest('base64url'),
  };
}
