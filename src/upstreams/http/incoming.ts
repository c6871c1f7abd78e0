/**
 * What becomes of one request that was handed to undici: its answer as it comes in, or why there is none.
 * undici's own errors go no further than `cause`.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import { GrowingBuffer } from '../../bytes/growing-buffer.ts';

export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: string;
    }
  /** No connection came about, so nothing can have been done. */
  | { readonly kind: 'not-sent'; readonly cause: unknown }
  /** `hasLeft`: there was a connection, and it may have gone into it. */
  | { readonly kind: 'timeout'; readonly cause: unknown; readonly hasLeft: boolean }
  /** The connection broke, or the answer was cut short. */
  | { readonly kind: 'lost'; readonly cause: unknown }
  | { readonly kind: 'too-large' };

/** Called once: with the whole answer, or with why there is none. */
type Listener = (reply: Reply | Error) => void;

export class Incoming implements Dispatcher.DispatchHandler {
  readonly #body: GrowingBuffer;
  readonly #heldBack: () => Error | null;
  readonly #listener: Listener;
  /** Set once there is a connection and the request begins to be written. */
  #controller: Dispatcher.DispatchController | null = null;
  #isOver = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  /**
   * @param mostBytes of the body, decompressed
   * @param heldBack why it must not begin, asked when it is about to
   */
  constructor(mostBytes: number, heldBack: () => Error | null, listener: Listener) {
    this.#body = new GrowingBuffer(mostBytes);
    this.#heldBack = heldBack;
    this.#listener = listener;
  }

  /** Whether the request may have left. */
  get hasBegun(): boolean {
    return this.#controller !== null;
  }

  /** The time is up. */
  expire(): void {
    const cause = new DOMException('The time was up', 'TimeoutError');
    this.stop({ kind: 'timeout', cause, hasLeft: this.hasBegun });
  }

  /** Nobody waits for it any longer. A request that has not left yet never will. */
  stop(reply: Reply | Error): void {
    this.#end(reply);
    this.#controller?.abort(unwanted);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const reason = this.#heldBack();
    if (reason !== null) this.#end(reason);
    if (this.#isOver) controller.abort(unwanted);
    else this.#controller = controller;
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    if (!this.#body.add(chunk)) this.stop({ kind: 'too-large' });
  }

  onResponseEnd(): void {
    const body = decoder.decode(this.#body.whole);
    this.#end({ kind: 'answer', status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: unknown, error: Error): void {
    // A mistake of ours, which no other attempt would mend.
    if (error instanceof errors.InvalidArgumentError) this.#end(error);
    else this.#end({ kind: this.hasBegun ? 'lost' : 'not-sent', cause: error });
  }

  #end(reply: Reply | Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener(reply);
  }
}

const unwanted = new DOMException('The answer is not wanted any more', 'AbortError');
/** Drops a byte order mark. */
const decoder = new TextDecoder();
