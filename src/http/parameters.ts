/**
 * The query parameters of a URL, read as the specification of GraphQL over HTTP has it: an empty one counts as
 * absent. Everybody reads them here: were they read in two ways, one reader could be made to miss what another
 * sees.
 */
export function parametersOf(url: string): URLSearchParams {
  const { searchParams } = new URL(url, anyBase);
  for (const name of ['operationName', 'variables', 'extensions']) searchParams.delete(name, '');
  return searchParams;
}

const anyBase = 'http://localhost/';
