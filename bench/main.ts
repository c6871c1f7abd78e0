/** `npm run bench`: everybody in turn, several rounds, all of it side by side in one run. */
import { isDeepStrictEqual } from 'node:util';
import { contestants, product } from './contestants/index.ts';
import { installOnce } from './measuring/install.ts';
import { pinLoad, startContestant, startStub, type Served } from './measuring/processes.ts';
import type { Results } from './measuring/results.ts';
import { Trial } from './measuring/trial.ts';
import { readOptions, type Options } from './options.ts';
import { aboutMachine } from './reporting/about.ts';
import { keep } from './reporting/keep.ts';
import { tables } from './reporting/table.ts';
import { workloads } from './workloads.ts';

const options = readOptions(process.argv.slice(2));
installOnce();
pinLoad();
const results = await run(options);
process.stdout.write(tables(results));
if (options.only === null && options.workloads === null) keep(results, options.quick);

async function run(options: Options): Promise<Results> {
  const chosen = workloads.filter(({ name }) => options.workloads?.includes(name) ?? true);
  // The gateway always takes part: the others' answers are compared with its own.
  const taking = contestants.filter(
    (each) => each === product || (options.only?.includes(each.name) ?? true),
  );
  const stub = await startStub();
  const served: Served[] = [];
  for (const each of taking) {
    tell(`starting ${each.title}`);
    served.push(await startContestant(each, stub.url));
  }
  const trials = chosen.flatMap((workload) =>
    served.flatMap((each) => {
      const asks = each.contestant.asks ?? (() => workload);
      const asked = asks(workload);
      return asked === null ? [] : [new Trial(each, workload, asked, stub, options)];
    }),
  );

  await compareAnswers(trials);
  tell('warming up');
  for (const trial of trials) await trial.warmUp();
  for (let round = 1; round <= options.rounds; round += 1) {
    tell(`round ${round} of ${options.rounds}`);
    for (const trial of trials) await trial.round();
    for (const trial of trials) await trial.sharedRound();
  }
  tell('with an upstream that takes 50 ms');
  for (const trial of trials) await trial.slowRound();

  const results: Results = {
    ...aboutMachine(),
    rounds: options.rounds,
    workloads: chosen.map(({ name, title }) => ({ name, title })),
    contestants: [],
  };
  for (const each of served) {
    const own = trials.filter((trial) => trial.served === each);
    results.contestants.push({
      name: each.contestant.name,
      title: each.contestant.title,
      peakMb: (await each.usage()).peakMb,
      figures: Object.fromEntries(own.map((trial) => [trial.workload.name, trial.figures()])),
    });
    each.stop();
  }
  stub.stop();
  return results;
}

/** Only the same work can be compared. @throws Error */
async function compareAnswers(trials: readonly Trial[]): Promise<void> {
  for (const trial of trials) {
    const { workload, served } = trial;
    const model = trials.find((each) => each.workload === workload);
    const [expected, answered] = [await model?.answer(), await trial.answer()];
    if (isDeepStrictEqual(expected, answered)) continue;
    const shown = (data: unknown) => JSON.stringify(data).slice(0, 1000);
    const { title } = served.contestant;
    throw new Error(`${workload.name}: ${title}: ${shown(answered)} is not ${shown(expected)}`);
  }
}

function tell(what: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
}
