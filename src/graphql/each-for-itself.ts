/**
 * Lists whose items may fail one by one. A failure becomes an item like any other, so that every executor reports
 * it in its place: for a rejected promise, the compiler would put a null after the items that have come by then.
 */
export function eachForItself<T>(items: readonly Promise<T>[]): readonly Promise<T | Error>[] {
  return items.map((item) => item.catch(asItem));
}

function asItem(error: unknown): Error {
  if (error instanceof Error) return error;
  throw error;
}
