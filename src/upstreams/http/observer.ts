/** What observers are told of every attempt. */
import type { TracedRequest } from '../source.ts';

/** The status of the answer, or why there is none. */
export type Ending = number | 'not-sent' | 'timeout' | 'lost' | 'too-large' | 'cancelled';

export interface Observation {
  /** To be sent along; those of the credential take precedence. */
  readonly headers?: Readonly<Record<string, string>>;
  /** To be called once. */
  readonly ended: (ending: Ending) => void;
}

/** @param number from 1; higher where the request is repeated */
export type Observer = (request: TracedRequest, number: number) => Observation;
