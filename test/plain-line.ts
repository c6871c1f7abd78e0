/**
 * Closes a run with the checks that it made, by their ids, and with one plain line, for people and programs
 * that read nothing else.
 */
import type { Reporter, TestModule } from 'vitest/node';

export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    const checks = new Map<string, { passed: number; made: number }>();
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'skipped') {
          counts.skipped += 1;
          continue;
        }
        const isPassed = state === 'passed';
        counts[isPassed ? 'passed' : 'failed'] += 1;
        for (const id of new Set(test.fullName.match(/\b[RS]\d\d\b/g))) {
          const { passed, made } = checks.get(id) ?? { passed: 0, made: 0 };
          checks.set(id, { passed: passed + (isPassed ? 1 : 0), made: made + 1 });
        }
      }
    }
    const { passed, failed, skipped } = counts;
    const plain = `${passed} passed, ${failed} failed`;
    process.stdout.write(
      `\n${listed(checks)}${skipped === 0 ? plain : `${plain}, ${skipped} skipped`}\n`,
    );
  }
}

/** As `R01 2/2, S07 1/1`: how many tests of each have passed, of those that were made. */
function listed(checks: ReadonlyMap<string, { passed: number; made: number }>): string {
  if (checks.size === 0) return '';
  const each = [...checks]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, { passed, made }]) => `${id} ${passed}/${made}`);
  return `Checks: ${each.join(', ')}\n\n`;
}
