/**
 * Mutation tests of one room at a time: `npm run mutants` takes all of them, `MUTANTS_OF=planning` with
 * `npx stryker run` takes one. What is known from the last run is not tried again.
 */
import process from 'node:process';

const room = process.env.MUTANTS_OF ?? 'planning';
const name = room.replace('/', '-');

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutants.config.ts', related: false },
  mutate: [`src/${room}/**/*.ts`],
  coverageAnalysis: 'perTest',
  // A mutant of what is made once, when a module is loaded, would need a process of its own.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: `.mutants/${name}.known.json`,
  tempDirName: `.mutants/${name}`,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.mutants/${name}.json` },
  allowConsoleColors: false,
  concurrency: 1,
  // Sockets are used, and other work may go on beside it.
  timeoutMS: 8000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 15,
};
