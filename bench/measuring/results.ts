/** What a run brings, as it is stored. */

export interface Results {
  readonly madeAt: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  /** Whether contestants had a core of their own. */
  readonly pinned: boolean;
  readonly workloads: readonly { readonly name: string; readonly title: string }[];
  readonly contestants: ContestantResults[];
}

export interface ContestantResults {
  readonly name: string;
  readonly title: string;
  readonly peakMb: number;
  /** By workload, without those that it cannot do. */
  readonly figures: Readonly<Record<string, Figures | undefined>>;
}

/** Medians of the rounds, for one operation. */
export interface Figures {
  readonly calls: number;
  readonly rounds: number;
  /** Every operation with a credential of its own. */
  readonly own: Cost;
  /** All operations with one credential. */
  readonly shared: Cost & { readonly calls: number };
  /** With an upstream that takes 50 ms, four callers at once. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Cost {
  readonly cpuMs: number;
  readonly perSecond: number;
}
