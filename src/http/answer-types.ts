/** In which media type a client wants its answer, whether it holds data or a refusal. */
import Negotiator from 'negotiator';

export const answerTypes = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
] as const;

/** @returns undefined where none of them is accepted */
export function answerTypeFor(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '' || accept === '*/*') return answerTypes[0];
  return new Negotiator({ headers: { accept } }).mediaType([...answerTypes]);
}
