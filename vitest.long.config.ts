import base from './vitest.config.ts';

/** Checks that have to wait for something. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ['test/long/**/*.test.ts'],
    exclude: [],
    testTimeout: 120_000,
  },
};
