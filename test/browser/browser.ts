/**
 * A real Chromium that reaches this machine alone: what asks for another host fails, and is noted. Where
 * there is none, `test.skipIf` says so by the test's name.
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
  existsSync(path),
);

/** Where the pages can be looked at after the tests; `SCREENSHOTS` names another folder. */
const screenshots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'pages-'));

export interface Visit {
  readonly page: Page;
  /** Requests to other hosts, all of which failed. */
  readonly elsewhere: readonly string[];
  /** What the page complained about. */
  readonly complaints: readonly string[];
}

export type Open = (size?: { width: number; height: number }) => Promise<Visit>;

/** Tests in a browser that is started for them; skipped by name where there is none. */
export function describeInBrowser(name: string, tests: (open: Open) => void): void {
  if (executablePath === undefined) {
    describe.skip(`${name} (no Chromium here: apt-get install chromium)`, () => {
      tests(() => Promise.reject(new Error('There is no browser')));
    });
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: quiet });
    });
    afterAll(() => browser?.close());
    tests((size = { width: 1280, height: 800 }) => {
      if (browser === undefined) throw new Error('The browser did not start');
      return openIn(browser, size);
    });
  });
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function openIn(browser: Browser, viewport: { width: number; height: number }) {
  const context = await browser.newContext({ viewport });
  // Sooner than the test's own end, which would not say what was missing.
  context.setDefaultTimeout(40_000);
  onTestFinished(() => context.close());
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  await context.route(isElsewhere, (route) => {
    elsewhere.push(route.request().url());
    return route.abort('internetdisconnected');
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, elsewhere, complaints };
}

function isElsewhere({ protocol, hostname }: URL): boolean {
  return /^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1';
}

export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
