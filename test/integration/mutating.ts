/** Runs one mutation and looks at what of it reached the upstream. */
import type { GraphQLAnswer, TestGateway } from './harness.ts';

export const errorsOf = 'userErrors { message code field }';

/** The payload of one mutation; throws where there is an error at the top level. */
export async function mutate(
  gateway: Pick<TestGateway, 'query'>,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  selection: string,
): Promise<unknown> {
  const { data, errors } = await tryTo(gateway, mutation, input, selection);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.[mutation];
}

export async function tryTo(
  { query }: Pick<TestGateway, 'query'>,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  selection: string,
): Promise<GraphQLAnswer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`;
  return query(document, { input });
}

/** The bodies that writes carried since the requests were last looked at, in order. */
export function bodies({ kantata }: Pick<TestGateway, 'kantata'>): readonly unknown[] {
  return kantata.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
}
