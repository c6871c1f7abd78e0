/** That the documents say which tests prove what, and that every random test can be run again. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tests = readdirSync(`${root}/test`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(`${root}/test/${name}`, 'utf8') }));

/** By id: the files with a test whose title names it. */
function proofs(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, text } of tests) {
    const titles =
      text.match(/(?:test|describe)\S*\(\s*['"`][^\n]*|^\s*['"][RS]\d\d .*|\('[RS]\d\d .*/gm) ?? [];
    const ids = new Set(titles.flatMap((title) => title.match(/\b[RS]\d\d\b/g) ?? []));
    for (const id of ids) found.set(id, [...(found.get(id) ?? []), name]);
  }
  return found;
}

/** Rows of the tables: an id, what it promises, the files. */
function promised(document: string): Map<string, string[]> {
  const text = readFileSync(`${root}/docs/${document}`, 'utf8');
  const rows = text.matchAll(/^\| ([RS]\d\d) +\|.*\| (.*?) *\|$/gm);
  return new Map(
    rows.map(([, id = '', files = '']) => [
      id,
      [...files.matchAll(/`(\S+)`/g)].map(([, name = '']) => name),
    ]),
  );
}

test.each([
  ['security.md', 'S'],
  ['operations.md', 'R'],
])('docs/%s names every check, and where it is made', (document, letter) => {
  const made = [...proofs()].filter(([id]) => id.startsWith(letter));

  const told = promised(document);

  expect(Object.fromEntries(told)).toEqual(
    Object.fromEntries(made.map(([id, files]) => [id, files.toSorted()])),
  );
  expect([...told.keys()]).toEqual([...told.keys()].toSorted());
  expect(told.size).toBeGreaterThan(25);
});

test('whatever is drawn at random in a test is drawn from the seed', () => {
  for (const { name, text } of tests.filter((each) => !each.name.endsWith('promises.test.ts'))) {
    expect(text, name).not.toContain('Math.random');
    if (text.includes('fc.assert(')) expect(text, name).toContain('...drawn(');
  }
});
