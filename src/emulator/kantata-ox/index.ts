import { htmlAnswer, type Answer } from '../answer.ts';
import type { RecordedRequest } from '../recorder.ts';
import { startServer, type EmulatorServer, type ServerOptions } from '../server.ts';
import { foundAccount, type AccountSize } from './account.ts';
import { authenticate, callersOf, DEFAULT_TOKENS, type Tokens } from './caller.ts';
import { allCollections } from './collections.ts';
import { dress, passEdge } from './edge.ts';
import { Parameters } from './parameters.ts';
import { PROBABLE_READINGS, type Readings } from './readings.ts';
import { notFound, Refusal } from './refusal.ts';
import { route } from './routes.ts';
import type { World } from './world.ts';

export type { Readings } from './readings.ts';
export type { World } from './world.ts';

/** Without any: 2,500 members, 9% of them inactive, 120 invitations, all from seed 1. */
export interface KantataOxOptions extends ServerOptions, Partial<AccountSize> {
  /** Those that are not given are the probable ones. */
  readonly readings?: Partial<Readings>;
  /** Instead of `admin-token`, `lead-token` and `collaborator-token`. */
  readonly tokens?: Tokens;
}

export interface KantataOxEmulator extends Omit<EmulatorServer, 'origin'> {
  /** With the base path, without a slash at the end. */
  readonly url: string;
  /** How many changes the account has seen. */
  readonly writesApplied: number;
  /** The account as it stands. */
  readonly data: World;
}

const BASE_PATH = '/api/v1';
const SHARE_INACTIVE = 0.09;

const rateLimited = htmlAnswer(429, '<html><body>Too Many Requests</body></html>');

/** An invented account of Kantata OX behind a server that is as strict as the real one. */
export async function startKantataOxEmulator(
  options: KantataOxOptions = {},
): Promise<KantataOxEmulator> {
  const { members = 2500, seed = 1, invitations = 120, tokens = DEFAULT_TOKENS } = options;
  const inactive = options.inactive ?? Math.round(members * SHARE_INACTIVE);
  const readings = { ...PROBABLE_READINGS, ...options.readings };
  const world = foundAccount({ seed, members, inactive, invitations });
  const callers = callersOf(world, tokens);
  const collections = allCollections();
  let serial = 0;

  const consider = (request: RecordedRequest): Answer => {
    passEdge(request);
    const caller = authenticate(callers, request.token);
    if (!request.url.startsWith(`${BASE_PATH}/`)) throw notFound();
    const parameters = Parameters.of(request);
    return route(request, { world, readings, caller, parameters }, collections);
  };

  const answer = (request: RecordedRequest): Answer => {
    serial += 1;
    const given = granted(() => consider(request));
    return dress(request, given, serial);
  };

  const { origin, ...server } = await startServer({ toPath, answer, rateLimited }, options);

  return {
    ...server,
    url: origin + BASE_PATH,
    data: world,
    get writesApplied() {
      return world.version;
    },
  };
}

function toPath(pathname: string): string {
  const path = pathname.startsWith(`${BASE_PATH}/`) ? pathname.slice(BASE_PATH.length) : pathname;
  return path.replace(/\.json$/, '');
}

function granted(consider: () => Answer): Answer {
  try {
    return consider();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
