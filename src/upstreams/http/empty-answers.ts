/**
 * Answers without a body, whatever compression they name. A decompressor that is given nothing finds the end
 * missing, as if the connection had broken.
 */
import type { Dispatcher } from 'undici';

type Handler = Dispatcher.DispatchHandler;
type Started = Parameters<NonNullable<Handler['onResponseStart']>>;

/**
 * Wraps a handler that decompresses. Passes the headers on once it is known whether a body comes; where none
 * does, without `content-encoding`.
 */
export class PlainIfEmpty implements Handler {
  readonly #handler: Handler;
  #started: Started | null = null;

  constructor(handler: Handler) {
    this.#handler = handler;
  }

  onRequestStart(...begun: Parameters<NonNullable<Handler['onRequestStart']>>): void {
    this.#handler.onRequestStart?.(...begun);
  }

  onResponseStart(...started: Started): void {
    this.#started = started;
  }

  onResponseData(...data: Parameters<NonNullable<Handler['onResponseData']>>): void {
    if (this.#started !== null) this.#handler.onResponseStart?.(...this.#started);
    this.#started = null;
    this.#handler.onResponseData?.(...data);
  }

  onResponseEnd(...ended: Parameters<NonNullable<Handler['onResponseEnd']>>): void {
    if (this.#started !== null) {
      const [controller, status, headers, message] = this.#started;
      const plain = { ...headers, 'content-encoding': undefined };
      this.#handler.onResponseStart?.(controller, status, plain, message);
    }
    this.#handler.onResponseEnd?.(...ended);
  }

  onResponseError(...failed: Parameters<NonNullable<Handler['onResponseError']>>): void {
    this.#handler.onResponseError?.(...failed);
  }
}
