/** `npm run bench -- --quick`, and narrower for whoever is working on one thing. */
import { parseArgs } from 'node:util';

export interface Options {
  /** Contestants and workloads by name; null for all. Results are kept of whole runs alone. */
  readonly only: readonly string[] | null;
  readonly workloads: readonly string[] | null;
  readonly quick: boolean;
  readonly rounds: number;
  /** Of CPU, for one measurement. */
  readonly budgetMs: number;
  /** For each workload; a program of this size is compiled by use for half a minute under load. */
  readonly warmUpMs: number;
  /** Operations of one measurement with a slow upstream. */
  readonly slowOperations: number;
}

/** @throws TypeError about an option that does not exist. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      workloads: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const size = values.quick
    ? { rounds: 3, budgetMs: 150, warmUpMs: 300, slowOperations: 20 }
    : { rounds: 5, budgetMs: 450, warmUpMs: 12_000, slowOperations: 150 };
  return {
    only: values.only?.split(',') ?? null,
    workloads: values.workloads?.split(',') ?? null,
    quick: values.quick,
    ...size,
    rounds: Number(values.rounds ?? size.rounds),
  };
}
