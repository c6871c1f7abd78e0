/**
 * Answers to what was asked in the same breath. What is selected below them is one call only where they go on
 * together; but one that is late, or never comes, must not hold up the others and all that is below them.
 */

/** From the first answer on. More than the spread of calls that are well, less than a person notices. */
export const patienceMs = 100;

/**
 * The same answers, each told when all have come, or when the first has waited long enough; later ones when they
 * come themselves.
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
