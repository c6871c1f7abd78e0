/** DataLoaders whose batches need not be answered as a whole. */
import DataLoader from 'dataloader';

/** Of each load of a batch: its value, what failed, or a promise of it where others may be known sooner. */
type Batch<V> = Promise<readonly (V | Error | Promise<V>)[]>;

/** @param options as DataLoader takes them */
export function batching<K, V>(
  request: (loads: readonly K[]) => Batch<V>,
  options?: DataLoader.Options<K, V>,
): DataLoader<K, V> {
  // It resolves each load with what stands for it, and a promise resolved with a promise waits for it.
  return new DataLoader(request as DataLoader.BatchLoadFn<K, V>, options);
}
