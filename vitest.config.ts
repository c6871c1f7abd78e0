import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A test that needs a second try is a fault with a name.
    retry: 0,
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
