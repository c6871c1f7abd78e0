/** What is wrong with a change before it is sent, in words for the client. */
import type { Change } from '../domain/change.ts';
import { refused, type Outcome, type Refusal } from './outcome.ts';

const notFound: Refusal = {
  code: 'NOT_FOUND',
  message: 'There is nothing with this id, or it is hidden.',
  field: 'id',
};

/** The outcome of a change whose record is not there. */
export function notThere({ key }: Change): Outcome {
  return refused(key ?? null, [notFound]);
}

export const changedSince: Refusal = {
  code: 'CONFLICT',
  message: 'The record was changed since then: read it as it is now.',
  field: 'ifUnchangedSince',
};

export const cannotBeCompared: Refusal = {
  code: 'INVALID',
  message: 'The upstream does not tell when this record was last changed.',
  field: 'ifUnchangedSince',
};

export const unconfirmed: Refusal = {
  code: 'INVALID',
  message: 'A removal must be confirmed: take the token from its preview (dryRun: true).',
  field: 'confirmationToken',
};

export const invalidConfirmation: Refusal = {
  code: 'INVALID',
  message: 'This confirmation has expired, or is not for this record and this caller.',
  field: 'confirmationToken',
};

export const changedSinceConfirmed: Refusal = {
  code: 'CONFLICT',
  message: 'The record was changed after the confirmation was given: read it again.',
  field: 'confirmationToken',
};
