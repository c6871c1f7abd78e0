/** What is told of every attempt, to whoever counts or follows them. */
import type { TracedRequest } from '../source.ts';

/** The status of the answer, or why there is none. */
export type Ending = number | 'not-sent' | 'timeout' | 'lost' | 'too-large' | 'cancelled';

export interface Observation {
  /** To be sent along; the credential's own stand above them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** To be called once. */
  readonly ended: (ending: Ending) => void;
}

/** @param number from 1; above, the same request is asked again */
export type Observer = (request: TracedRequest, number: number) => Observation;
