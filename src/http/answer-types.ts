/** The media type of an answer, be it data or a refusal, by what the client accepts. */
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
