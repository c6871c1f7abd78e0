/**
 * Log lines: one JSON object each. Of an error they tell its name, its code and where it happened, but
 * not its message, which may hold anything.
 */
import { destination, pino, type LoggerOptions } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

/** The message of the line that ends an operation. */
export const operationEnded = 'operation';

/**
 * The process's one output. A write costs as much as a small operation, so lines about ended operations are
 * written together, and none is left waiting at exit. Every other line is written at once.
 */
export const output = destination({
  dest: 1,
  sync: true,
  minLength: 4096,
  // A flush writes one chunk, which must hold everything that waits.
  maxWrite: 1024 * 1024,
  periodicFlush: 50,
});
// What cannot be written is tried again with the next line, and not thrown at whoever logs that one.
output.on('error', () => undefined);
process.on('exit', () => {
  // Once: on a full disk `flushSync` would try for ever, and the process would never end.
  output.flush();
});

export function logOptions(level: LogLevel): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: traceOf },
    hooks: {
      // pino would take the message of a bare error for the message of the line.
      logMethod([first, ...rest], method) {
        const bare: unknown = first;
        if (bare instanceof Error) method.call(this, { err: bare }, 'an error');
        else method.call(this, first, ...rest);
        // Written before this returns, as with `flushSync`, but without its fsync: a millisecond in which nobody
        // else is served.
        if (rest[0] !== operationEnded) output.flush();
      },
    },
  };
}

interface ErrorTrace {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
}

const mostFrames = 12;
const mostCauses = 3;

function traceOf(error: unknown, depth = 0): ErrorTrace & { readonly cause?: ErrorTrace } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    name: plainWord(error.name) ?? 'Error',
    ...(typeof code === 'string' ? { code: plainWord(code) ?? 'unknown' } : {}),
    frames: framesOf(error),
    ...(error.cause instanceof Error && depth < mostCauses
      ? { cause: traceOf(error.cause, depth + 1) }
      : {}),
  };
}

/** Names and codes are words; anything else in their place is not for the log. */
export function plainWord(text: string): string | undefined {
  return /^[A-Za-z_]\w{0,63}$/.test(text) ? text : undefined;
}

/** The message comes before the frames, and may contain lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const after = stack.indexOf(message) + message.length;
  return stack
    .slice(after)
    .split('\n')
    .map((line) => /^ {4}at ([\w.<>#$ [\]]*\(?(?:file|node):[^\s()]+:\d+\)?)$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined)
    .slice(0, mostFrames);
}
