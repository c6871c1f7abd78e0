/**
 * What an address asks for, as the specification has it: an empty parameter is none. All who read it read this,
 * or something could stand there so that one of them overlooks it.
 */
export function parametersOf(url: string): URLSearchParams {
  const { searchParams } = new URL(url, anyBase);
  for (const name of ['operationName', 'variables', 'extensions']) searchParams.delete(name, '');
  return searchParams;
}

const anyBase = 'http://localhost/';
