/** No regular expression of the gateway takes longer than its text does. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Put together from constants beside them; each has been looked at. */
const madeKnowingly = [
  'emulator/elastic-path/route.ts',
  // Read once at the start, over pages of our own.
  'http/pages/policy.ts',
  'upstreams/elastic-path/collections.ts',
];

const root = fileURLToPath(new URL('../../src', import.meta.url));

interface Found {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** Those that stand as they are, and the places where one is put together. */
function regExpsIn(where: string, text: string): { literals: Found[]; made: string[] } {
  const literals: Found[] = [];
  const made: string[] = [];
  const file = ts.createSourceFile(where, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = file.getLineAndCharacterOfPosition(node.pos).line + 1;
      literals.push({
        where: `${where}:${line}`,
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    }
    const isMade = ts.isNewExpression(node) || ts.isCallExpression(node);
    if (isMade && node.expression.getText(file) === 'RegExp') made.push(where);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { literals, made };
}

test(
  'S40 every regular expression in the source is safe, and none is put together from what comes from outside',
  { timeout: 120_000 },
  async () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => regExpsIn(name, readFileSync(`${root}/${name}`, 'utf8')));
    const literals = files.flatMap((each) => each.literals);
    expect(literals.length).toBeGreaterThan(50);

    const unsafe: string[] = [];
    for (const { where, source, flags } of literals) {
      const { status } = await check(source, flags);
      if (status !== 'safe') unsafe.push(`${where} /${source}/${flags} is ${status}`);
    }

    expect(unsafe).toEqual([]);
    expect([...new Set(files.flatMap((each) => each.made))].sort()).toEqual(madeKnowingly);
  },
);

test('S40 one that is not is found', async () => {
  const { literals, made } = regExpsIn(
    'a.ts',
    'x.test(/^(a+)+$/u) || new RegExp(y) || RegExp("z")',
  );

  expect(literals).toEqual([{ where: 'a.ts:1', source: '^(a+)+$', flags: 'u' }]);
  expect(made).toEqual(['a.ts', 'a.ts']);
  expect((await check('^(a+)+$', 'u')).status).toBe('vulnerable');
});
