import type { Config } from '../config.ts';
import type { SourceName } from '../domain/source-name.ts';
import { keptInMemory, type KeptAnswers } from '../upstreams/http/index.ts';

/** The response cache, if it is switched on: in memory or, shared by all instances, in Redis. */
export async function keptAnswersOf({
  RESPONSE_CACHE_SECONDS: seconds,
  RESPONSE_CACHE_MAX_BYTES: maxBytes,
  REDIS_URL: url,
}: Config) {
  if (seconds === 0) return null;
  const forMs = seconds * 1000;
  const shared =
    url === undefined
      ? null
      : (await import('../upstreams/http/shared-answers.ts')).shareAnswers(url, forMs);
  return {
    keptFor: (source: SourceName, baseUrl: string): { readonly keptAnswers: KeptAnswers } => ({
      keptAnswers: shared?.of(`${source} ${baseUrl}`) ?? keptInMemory({ forMs, maxBytes }),
    }),
    close: async () => {
      await shared?.close();
    },
  };
}
