/** Where results go. A quick run's are not those that the README shows. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Results } from '../measuring/results.ts';
import { svg } from './chart.ts';
import { costs, waiting } from './charts.ts';
import { tables } from './table.ts';

export function keep(results: Results, quick: boolean): void {
  const folder = new URL(quick ? '../results/quick/' : '../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string) => {
    writeFileSync(new URL(name, folder), text);
  };
  write('results.json', `${JSON.stringify(results, null, 2)}\n`);
  write('table.md', tables(results));
  write('cpu.svg', svg(results, costs));
  write('waiting.svg', svg(results, waiting));
}
