/** Rounds of the event loop, one for each caller, so that other work is done in between. */
const waiting: (() => void)[] = [];

/** Resolves in a round of its own. */
export function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(begin);
  });
}

function begin(): void {
  waiting.shift()?.();
  // Immediates that are set in one round run in the next.
  if (waiting.length > 0) setImmediate(begin);
}
