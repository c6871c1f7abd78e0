/** An answer of the gateway, decoded: the one place that trusts its shape. */
import { errorOf, type MembershipGatewayError } from './errors.ts';

export interface Decoded {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly MembershipGatewayError[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  /** Of the answer as a whole. */
  readonly retryAfterMs: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** @throws NoGraphQLAnswerError for every other answer */
export async function decodeAnswer(response: Response): Promise<Decoded> {
  const { status } = response;
  const requestId = response.headers.get('x-request-id');
  const retryAfterMs = delayOf(response.headers.get('retry-after'));
  const body = fieldsOf(parsed(await response.text()));
  const told = Array.isArray(body.errors) ? (body.errors as readonly unknown[]) : [];
  if (body.data === undefined && told.length === 0) {
    const message = `The answer is not GraphQL (HTTP ${status}).`;
    throw errorOf('NO_GRAPHQL_ANSWER', message, { status, requestId, retryAfterMs });
  }
  const data = body.data ?? null;
  const errors: MembershipGatewayError[] = [];
  for (const each of told) {
    const { message, path, extensions } = fieldsOf(each);
    const said = fieldsOf(extensions);
    const error = errorOf(textOf(said.code) ?? 'UNKNOWN', textOf(message) ?? '', {
      status,
      data,
      errors,
      path: Array.isArray(path) ? (path as readonly (string | number)[]) : null,
      requestId: textOf(said.requestId) ?? requestId,
      retryAfterMs: numberOf(said.retryAfterMs) ?? retryAfterMs,
      source: textOf(said.source),
      upstreamStatus: numberOf(said.upstreamStatus),
    });
    errors.push(error);
  }
  return { status, data, errors, extensions: fieldsOf(body.extensions), requestId, retryAfterMs };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** Of `Retry-After`, in seconds or as a date. Nonsense counts as absent. */
function delayOf(header: string | null): number | null {
  if (header === null) return null;
  const delayMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(delayMs) ? null : Math.max(0, delayMs);
}
