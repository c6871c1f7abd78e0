/**
 * What must never come out of a gateway beside its answers: the credentials, addresses and names that
 * tests use. Every program and every gateway of a test is searched for them when the test ends.
 */
const canaries: readonly (readonly [what: string, looksLike: RegExp])[] = [
  ['a canary', /canary|c4n4ry/i],
  ['a secret', /hunter2/],
  ['a credential', /\b(some|own|service|admin|collaborator|lead)-token\b|emulator-secret/],
  ['a bearer token', /bearer\s+\S/i],
  ['a JWT', /\beyJ[\w-]{10}/],
  ['an e-mail address', /[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]/i],
];

/** Each with a little of what stands around it. */
export function canariesIn(text: string): string[] {
  return canaries.flatMap(([what, looksLike]) => {
    const found = looksLike.exec(text);
    if (found === null) return [];
    const around = text.slice(Math.max(0, found.index - 60), found.index + 60);
    return [`${what}: …${around}…`];
  });
}

/** @throws Error where there is one */
export function refuseCanaries(where: string, text: string): void {
  const found = canariesIn(text);
  if (found.length > 0) throw new Error(`S32 in ${where}: ${found.join('; ')}`);
}

/** @throws Error where a gateway that still answers tells one in its metrics */
export async function refuseCanariesInMetrics(url: string): Promise<void> {
  let text: string;
  try {
    const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2000) });
    text = await response.text();
  } catch {
    // It has ended, or has no time.
    return;
  }
  refuseCanaries('/metrics', text);
}
