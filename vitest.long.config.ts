import base from './vitest.config.ts';

/** What they hold does not hang on the speed of the machine: they may run side by side. */
const patient = [
  'behind-nginx',
  'build',
  'client-package',
  'example',
  'hanging-drain',
  'redis-silent',
  'reliability-soak',
  'security-fuzz',
  'security-registrations',
  'slow-connections',
  'unread-answers',
].map((name) => `test/long/${name}.test.ts`);

const long = { ...base.test, exclude: [], testTimeout: 120_000 };

/** Checks that have to wait for something, or to measure. */
export default {
  ...base,
  test: {
    reporters: base.test?.reporters,
    projects: [
      {
        ...base,
        test: {
          ...long,
          name: 'patient',
          include: patient,
          // They wait more than they work.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...base,
        test: {
          ...long,
          name: 'measuring',
          include: ['test/long/**/*.test.ts'],
          exclude: patient,
          // Nothing else of ours may run beside them.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
};
