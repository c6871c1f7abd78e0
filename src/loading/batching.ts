/** DataLoaders whose batches need not be answered as a whole. */
import DataLoader from 'dataloader';

/** For each load of a batch: its value, its error, or a promise where the values of others may come sooner. */
type Batch<V> = Promise<readonly (V | Error | Promise<V>)[]>;

/** @param options as DataLoader takes them */
export function batching<K, V>(
  request: (loads: readonly K[]) => Batch<V>,
  options?: DataLoader.Options<K, V>,
): DataLoader<K, V> {
  // DataLoader resolves the promise of each load with its entry; resolved with a promise, it follows that one.
  return new DataLoader(request as DataLoader.BatchLoadFn<K, V>, options);
}
