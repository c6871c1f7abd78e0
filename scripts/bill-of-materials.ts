/** `npm run sbom`: writes `dist/sbom.json`. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeBill } from './supply-chain/bill.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}/dist`, { recursive: true });
await writeBill(root, `${root}/dist/sbom.json`);
