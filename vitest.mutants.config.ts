import base from './vitest.config.ts';

/** Which tests judge the mutants of a room: the quick ones beside it. */
const judges: Readonly<Record<string, readonly string[]>> = {
  planning: ['test/planning/*', 'test/unit/{planner,cost}'],
  loading: ['test/loading/*', 'test/unit/store'],
  'upstreams/http': [
    'test/upstreams/*',
    'test/unit/{breaker,bulkhead,flight,kept-answers,retry-budget}',
  ],
};

const judging = judges[process.env.MUTANTS_OF ?? 'planning'] ?? [];

export default {
  ...base,
  test: {
    ...base.test,
    include: judging.map((tests) => `${tests}.test.ts`),
    reporters: ['dot'],
    // Whoever still waits by then waits for ever.
    testTimeout: 6_000,
  },
};
