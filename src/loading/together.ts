/**
 * Answers to calls that were made at the same time. What is selected below them becomes one call only if
 * they go on at the same time, too; but an answer that is late, or never comes, must not hold up the others.
 */

/** From the first answer on: more than healthy calls lie apart, less than a person notices. */
export const patienceMs = 100;

/**
 * The same answers, held back until all have come, or until the first has waited for `patienceMs`. Those
 * that come after that are not held back.
 */
export function together<T>(answers: readonly Promise<T>[]): readonly Promise<T>[] {
  if (answers.length < 2) return answers;
  const { promise: going, resolve: go } = Promise.withResolvers<undefined>();
  let timer: NodeJS.Timeout | undefined;
  let missing = answers.length;
  const count = () => {
    missing -= 1;
    if (missing > 0) {
      timer ??= setTimeout(go, patienceMs, undefined);
      return;
    }
    clearTimeout(timer);
    go(undefined);
  };
  return answers.map(async (answer) => {
    try {
      return await answer;
    } finally {
      count();
      await going;
    }
  });
}
