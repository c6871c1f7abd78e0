/** Joins several reads into one answer. Each is for some keys, and fails for these alone. */
import { Fault } from '../../domain/fault.ts';
import type { Answer } from '../source.ts';
import type { Envelope } from './envelope.ts';

export interface ReadForKeys {
  readonly keys: readonly string[];
  readonly read: () => Promise<Pick<Envelope, 'records' | 'carried'>>;
}

export async function gather(readings: readonly ReadForKeys[]): Promise<Required<Answer>> {
  return joined(await Promise.all(readings.map(settle)));
}

export function joined(answers: readonly Required<Answer>[]): Required<Answer> {
  return {
    records: answers.flatMap(({ records }) => records),
    carried: answers.flatMap(({ carried }) => carried),
    faults: new Map(answers.flatMap(({ faults }) => [...faults])),
  };
}

async function settle({ keys, read }: ReadForKeys): Promise<Required<Answer>> {
  try {
    const { records, carried } = await read();
    return { records, carried, faults: new Map() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isThere = error.code !== 'NOT_FOUND';
    return {
      records: [],
      carried: [],
      faults: new Map(isThere ? keys.map((key) => [key, error]) : []),
    };
  }
}
