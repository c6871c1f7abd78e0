/**
 * Lists each of whose items may fail for itself. A failure is then an item like any other, and every executor tells it in
 * its place: for a promise that is rejected, the compiler puts a null behind the items that have come until then.
 */
export function eachForItself<T>(items: readonly Promise<T>[]): readonly Promise<T | Error>[] {
  return items.map((item) => item.catch(asItem));
}

function asItem(error: unknown): Error {
  if (error instanceof Error) return error;
  throw error;
}
