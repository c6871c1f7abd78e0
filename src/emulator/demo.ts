/** Both emulated upstreams, with some people who are known in both by the same e-mail address. */
import { startElasticPathEmulator, type ElasticPathEmulator } from './elastic-path/index.ts';
import { startKantataOxEmulator, type KantataOxEmulator } from './kantata-ox/index.ts';

export interface Demo {
  readonly kantataOx: KantataOxEmulator;
  readonly elasticPath: ElasticPathEmulator;
  /** What the gateway must be told to stand in front of them. */
  readonly environment: Readonly<Record<string, string>>;
  /** An e-mail address that both systems know. */
  readonly sharedAddress: string;
  readonly stop: () => Promise<void>;
}

export interface DemoAddress {
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly kantataPort?: number;
  readonly elasticPathPort?: number;
}

export async function startDemo(address: DemoAddress = {}): Promise<Demo> {
  const { host = '127.0.0.1', kantataPort = 0, elasticPathPort = 0 } = address;
  const kantataOx = await startKantataOxEmulator({ host, port: kantataPort });
  const people = [...kantataOx.data.users.values()].slice(0, 40).map((user) => ({
    fullName: user.full_name,
    emailAddress: user.email_address,
  }));
  const clientKey = { clientId: 'emulator-client', clientSecret: 'emulator-secret' };
  const elasticPath = await startElasticPathEmulator({
    host,
    port: elasticPathPort,
    people,
    ...clientKey,
  });
  return {
    kantataOx,
    elasticPath,
    environment: {
      KANTATA_BASE_URL: kantataOx.url,
      KANTATA_TOKEN: 'admin-token',
      ELASTIC_PATH_BASE_URL: elasticPath.url,
      ELASTIC_PATH_CLIENT_ID: clientKey.clientId,
      ELASTIC_PATH_CLIENT_SECRET: clientKey.clientSecret,
    },
    sharedAddress: people[0]?.emailAddress ?? '',
    stop: async () => {
      await Promise.all([kantataOx.stop(), elasticPath.stop()]);
    },
  };
}
