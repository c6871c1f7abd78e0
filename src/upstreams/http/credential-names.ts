/** What stands for a credential where it must not be shown: two unrelated digests. */
import { hash } from 'node:crypto';
import type { Credential } from '../source.ts';

export function credentialNames(parts: readonly string[]): Pick<Credential, 'fingerprint' | 'key'> {
  const whole = parts.join('\n');
  return {
    fingerprint: hash('sha256', whole, 'hex').slice(0, 16),
    key: hash('sha256', `key\n${whole}`, 'base64url'),
  };
}
