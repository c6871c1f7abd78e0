/** Rounds of the event loop, one for each who asks: what has come meanwhile is seen to in between. */
const waiting: (() => void)[] = [];

/** Resolves in a round that is nobody else's. */
export function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(begin);
  });
}

function begin(): void {
  waiting.shift()?.();
  // Not before this round has ended: what is asked for within one is run in the next.
  if (waiting.length > 0) setImmediate(begin);
}
