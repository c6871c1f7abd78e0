/** Closes a run with one plain line, for people and programs that read nothing else. */
import type { Reporter, TestModule } from 'vitest/node';

export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') counts.passed += 1;
        else if (state === 'skipped') counts.skipped += 1;
        else counts.failed += 1;
      }
    }
    const { passed, failed, skipped } = counts;
    const plain = `${passed} passed, ${failed} failed`;
    process.stdout.write(`\n${skipped === 0 ? plain : `${plain}, ${skipped} skipped`}\n`);
  }
}
