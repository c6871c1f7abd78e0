/**
 * `npm run supply-chain`: what comes from others, and what goes to them. Needs no network. With the
 * name of a folder it looks there.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { belowFloors } from './supply-chain/floors.ts';
import { unfitEngines } from './supply-chain/engines.ts';
import { unexpectedInstallScripts } from './supply-chain/install-scripts.ts';
import { unacceptableLicences } from './supply-chain/licences.ts';
import { readLock } from './supply-chain/lock.ts';
import { lockFaults } from './supply-chain/lock-lint.ts';
import { billFaults } from './supply-chain/bill.ts';
import { secretsIn } from './supply-chain/secrets.ts';

type Check = (folder: string) => readonly string[] | Promise<readonly string[]>;

/** What the lock file alone tells. */
const ofLock: Readonly<Record<string, Check>> = {
  floors: (folder) => belowFloors(readLock(folder), new Date()),
  'lock file': lockFaults,
  'install scripts': (folder) => unexpectedInstallScripts(readLock(folder)),
  engines: (folder) => unfitEngines(readLock(folder)),
};

const ofProject: Readonly<Record<string, Check>> = {
  ...ofLock,
  licences: unacceptableLicences,
  secrets: secretsIn,
  'bill of materials': billFaults,
};

/** Projects of their own beside this one. */
const besides = ['examples/members', 'bench'];

const [given = '.'] = process.argv.slice(2);
const root = resolve(given);
let faults = await look(root, 'this package', ofProject);
for (const each of besides.filter((name) => existsSync(resolve(root, name, 'package-lock.json')))) {
  faults += await look(resolve(root, each), each, ofLock);
}
process.exitCode = faults === 0 ? 0 : 1;

async function look(
  folder: string,
  name: string,
  checks: Readonly<Record<string, Check>>,
): Promise<number> {
  let count = 0;
  for (const [what, check] of Object.entries(checks)) {
    const found = await check(folder);
    console.log(`${found.length === 0 ? 'ok' : 'FAULT'}  ${name}: ${what}`);
    for (const each of found) console.log(`       ${each}`);
    count += found.length;
  }
  return count;
}
