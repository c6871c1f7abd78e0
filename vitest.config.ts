import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Vite would pick graphql's ES module build where Node picks the CommonJS one, and two of them in
    // one process do not know each other's types.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Those have to wait for something: `npm run test:long`.
    exclude: ['test/long/**'],
    // A test that needs a second try is a fault with a name.
    retry: 0,
    testTimeout: 60_000,
    reporters: ['default', './test/plain-line.ts'],
    maxWorkers: 2,
  },
});
