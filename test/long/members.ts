/** Kantata OX with 2,500 members, each with a user, a manager and one of twenty roles. */
import type { Behaviour } from '../process/answering.ts';

export const memberCount = 2500;

/** Answers are made once for each URL, so that making them takes nothing from what is measured. */
export function members(): Behaviour {
  const answers = new Map<string, string>();
  return ({ url = '/' }, response) => {
    const body = answers.get(url) ?? answerTo(new URL(url, 'http://upstream'));
    answers.set(url, body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
}

function answerTo({ searchParams }: URL): string {
  const size = Number(searchParams.get('per_page') ?? 20);
  const first = (Number(searchParams.get('page') ?? 1) - 1) * size;
  const places = Array.from({ length: Math.min(size, memberCount - first) }, (_, at) => first + at);
  return JSON.stringify({
    count: memberCount,
    results: places.map((at) => ({ key: 'account_memberships', id: String(300_501 + at) })),
    account_memberships: mapOf(places, membership),
    users: mapOf(places, user),
    roles: mapOf([...new Set(places.map((at) => at % 20))], role),
  });
}

function mapOf(places: readonly number[], row: (at: number) => { readonly id: string }) {
  return Object.fromEntries(places.map(row).map((each) => [each.id, each]));
}

const membership = (at: number) => ({
  id: String(300_501 + at),
  permission: 'project_lead',
  disabled_at: null,
  is_owner: false,
  bill_rate_in_cents: 18_500,
  created_at: '2023-03-13T10:02:44-07:00',
  user_id: String(9_100_001 + at),
  default_role_id: String(77_001 + (at % 20)),
});

const user = (at: number) => ({
  id: String(9_100_001 + at),
  full_name: `Member ${at}`,
  email_address: `member${at}@example.com`,
});

const role = (at: number) => ({ id: String(77_001 + at), name: `Role ${at}` });

const page = `query Page($first: Int!, $after: String) {
  accountMemberships(first: $first, after: $after) {
    pageInfo { endCursor }
    nodes { id status permission user { fullName emailAddress } defaultRole { name } }
  }
}`;

export function pageOf(first: number, after: string | null = null) {
  return { query: page, variables: { first, after } };
}
