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

export interface KantataOxOptions extends ServerOptions, Partial<AccountSize> {
  readonly readings?: Partial<Readings>;
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

  const { origin, ...server } = await startServer(
    {
      toPath: (pathname) =>
        (pathname.startsWith(`${BASE_PATH}/`)
          ? pathname.slice(BASE_PATH.length)
          : pathname
        ).replace(/\.json$/, ''),
      rateLimited: htmlAnswer(429, '<html><body>Too Many Requests</body></html>'),
      answer: (request) => {
        serial += 1;
        return dress(
          request,
          granted(() => consider(request)),
          serial,
        );
      },
    },
    options,
  );

  return {
    ...server,
    url: origin + BASE_PATH,
    data: world,
    get writesApplied() {
      return world.version;
    },
  };
}

function granted(consider: () => Answer): Answer {
  try {
    return consider();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
