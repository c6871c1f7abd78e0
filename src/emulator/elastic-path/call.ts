import type { RecordedRequest } from '../recorder.ts';
import type { Store } from './store.ts';

/** One request that has passed the gate, on its way to a route. */
export interface Call {
  readonly request: RecordedRequest;
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** The address asked for, without its query. */
  readonly address: string;
  /** What the caller may see: the whole store, or a shopper's part of it. */
  readonly visible: Store;
  /** A variable of the route's path. */
  readonly param: (name: string) => string;
}
