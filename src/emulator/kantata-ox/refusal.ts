import { emptyAnswer, jsonAnswer, type Answer } from '../answer.ts';

export interface ErrorEntry {
  readonly type: 'oauth' | 'system' | 'validation' | 'syntax';
  readonly message: string;
  /** `base` when it is the object as a whole. */
  readonly field?: string;
  /** The position in the batch; 0 for a single object. */
  readonly index?: number;
}

/** Ends a request that is not granted, with the answer it gets instead. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.body);
    this.answer = answer;
  }
}

const refuse = (status: number, ...errors: readonly ErrorEntry[]): Refusal =>
  new Refusal(jsonAnswer(status, { errors }));

export const unauthorized = (): Refusal =>
  refuse(401, { type: 'oauth', message: 'Invalid OAuth 2 Request' });

export const forbidden = (): Refusal =>
  refuse(403, { type: 'system', message: 'You are not allowed to do that' });

export const notFound = (): Refusal => refuse(404, { type: 'system', message: 'Not found' });

export const serverError = (): Refusal =>
  refuse(500, { type: 'system', message: 'A server error has occurred.' });

export const missingParameters = (): Refusal =>
  refuse(400, {
    type: 'syntax',
    message: 'Missing required parameters. Please see our documentation',
  });

export const invalid = (errors: readonly ErrorEntry[]): Refusal => refuse(422, ...errors);

/** About the object as a whole: such an entry has no index. */
export const invalidBase = (message: string): Refusal =>
  refuse(422, { type: 'validation', message, field: 'base' });

/** The web server's own: it could not read the request, so the API never saw it. */
export function unreadable(acceptsJson: boolean): Refusal {
  return new Refusal(
    acceptsJson ? jsonAnswer(400, { status: 400, error: 'Bad Request' }) : emptyAnswer(400),
  );
}
