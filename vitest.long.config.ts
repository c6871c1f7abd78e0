import base from './vitest.config.ts';

/** Checks that have to wait for something. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ['test/long/**/*.test.ts'],
    exclude: [],
    // They measure: nothing else of ours may run beside them.
    fileParallelism: false,
    testTimeout: 120_000,
  },
};
