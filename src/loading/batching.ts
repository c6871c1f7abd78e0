/** DataLoaders whose batches need not be answered as a whole. */
import DataLoader from 'dataloader';

/** For each load of a batch its value, its error, or a promise where others need not wait for it. */
type Batch<V> = Promise<readonly (V | Error | Promise<V>)[]>;

/** @param options as DataLoader takes them */
export function batching<K, V>(
  request: (loads: readonly K[]) => Batch<V>,
  options?: DataLoader.Options<K, V>,
): DataLoader<K, V> {
  // DataLoader resolves each load with its entry. Resolved with a promise, the load follows that promise.
  return new DataLoader(request as DataLoader.BatchLoadFn<K, V>, options);
}
