/** What the bench and its processes say to each other. */

export interface UpstreamCall {
  readonly credential: string;
  readonly begunAtMs: number;
  readonly endedAtMs: number;
}

/** Sets how late the stub answers, and asks for the calls since the last order. */
export interface StubOrder {
  readonly latencyMs: number;
}

export interface StubReport {
  readonly calls: readonly UpstreamCall[];
}

/** What a contestant's process has used since its start. */
export interface Usage {
  readonly cpuMs: number;
  readonly peakMb: number;
}
