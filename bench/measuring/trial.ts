/** One contestant under one workload, over all rounds. */
import { ask, ownCredential, questionOf, sharedCredential, type Question } from './caller.ts';
import { countCalls, measure, median, quantile, type Calls, type Measured } from './measure.ts';
import type { Served, Stub } from './processes.ts';
import type { Figures } from './results.ts';
import type { Options } from '../options.ts';
import type { Asked, Workload } from '../workloads.ts';

const atOnce = 8;
const slowAtOnce = 4;
const slowUpstreamMs = 50;

export class Trial {
  readonly served: Served;
  readonly workload: Workload;
  readonly #asked: Asked;
  readonly #question: Question;
  readonly #stub: Stub;
  readonly #options: Options;
  readonly #own: Measured[] = [];
  readonly #shared: (Measured & { readonly calls: number })[] = [];
  #calls: Calls = { calls: NaN, rounds: NaN };
  #slowMs: readonly number[] = [];
  #count = 1;

  constructor(served: Served, workload: Workload, asked: Asked, stub: Stub, options: Options) {
    this.served = served;
    this.workload = workload;
    this.#asked = asked;
    this.#question = questionOf(workload.name, asked.query, asked.variables);
    this.#stub = stub;
    this.#options = options;
  }

  /** In the words of the gateway, whoever answered. */
  async answer(): Promise<unknown> {
    const { status, text } = await ask(this.served.port, this.#question, ownCredential());
    const body = JSON.parse(text) as { data: unknown; errors?: unknown };
    if (status !== 200 || body.errors !== undefined) throw new Error(text.slice(0, 1000));
    return this.#asked.read?.(body.data) ?? body.data;
  }

  /** Until what is compiled by use has been, and it is known how many operations fill a round. */
  async warmUp(): Promise<void> {
    const untilMs = performance.now() + this.#options.warmUpMs;
    let latest = await this.#measure(ownCredential, atOnce);
    while (performance.now() < untilMs) {
      latest = await this.#measure(ownCredential, Math.max(atOnce, Math.ceil(100 / latest.cpuMs)));
    }
    // Where next to nothing is spent, the callers would take long to spend it.
    this.#count = Math.min(4000, Math.ceil(this.#options.budgetMs / latest.cpuMs));
    this.#calls = await countCalls(this.served, this.#stub, this.#question, ownCredential());
  }

  async round(): Promise<void> {
    this.#own.push(await this.#measure(ownCredential, this.#count));
  }

  async sharedRound(): Promise<void> {
    await this.#stub.order({ latencyMs: 0 });
    const measured = await this.#measure(sharedCredential, this.#count);
    const { calls } = await this.#stub.order({ latencyMs: 0 });
    this.#shared.push({ ...measured, calls: calls.length / this.#count });
  }

  async slowRound(): Promise<void> {
    await this.#stub.order({ latencyMs: slowUpstreamMs });
    const { tookMs } = await this.#measure(ownCredential, this.#options.slowOperations, slowAtOnce);
    await this.#stub.order({ latencyMs: 0 });
    this.#slowMs = tookMs;
  }

  figures(): Figures {
    const ofMany = (all: readonly Measured[]) => ({
      cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
      perSecond: median(all.map(({ perSecond }) => perSecond)),
    });
    return {
      ...this.#calls,
      own: ofMany(this.#own),
      shared: { ...ofMany(this.#shared), calls: median(this.#shared.map(({ calls }) => calls)) },
      p50Ms: quantile(this.#slowMs, 0.5),
      p99Ms: quantile(this.#slowMs, 0.99),
    };
  }

  #measure(credential: () => string, count: number, callers = atOnce): Promise<Measured> {
    return measure(this.served, { question: this.#question, credential, count, atOnce: callers });
  }
}
