#!/usr/bin/env -S node --min-semi-space-size=16
// Plain JavaScript of any age: an older Node shall say what it lacks, not fail on what it cannot read.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

const leastMajor = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < leastMajor) {
  process.stderr.write(
    `membership-gateway needs Node ${leastMajor} or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}

// A checkout runs from its sources, also beside an older build; a package and an image hold the build alone.
const source = new URL('../src/cli.ts', import.meta.url);
await import((existsSync(source) ? source : new URL('../dist/cli.js', import.meta.url)).href);
