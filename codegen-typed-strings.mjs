/**
 * A plugin of GraphQL Code Generator: every operation as a text, with its fragments, that knows its types.
 * Nothing has to be parsed or printed at run time, and nothing else is needed there.
 *
 * @type {import('@graphql-codegen/plugin-helpers').CodegenPlugin}
 */
import { Kind, print, visit } from 'graphql';

/** @type {import('@graphql-codegen/plugin-helpers').PluginFunction} */
export function plugin(_schema, documents) {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = new Map(
    definitions
      .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const texts = operations.map((operation) => {
    const name = operation.name.value;
    const type = name + operation.operation.replace(/^./, (letter) => letter.toUpperCase());
    const text = [operation, ...usedBy(operation, fragments)].map(print).join('\n\n');
    return `export const ${name} = \`${text}\` as TypedString<${type}, ${type}Variables>;`;
  });
  return {
    prepend: ["import type { TypedString } from '../document.ts';"],
    content: texts.join('\n\n'),
  };
}

/** Those that its fragments use, too. */
function usedBy(operation, fragments) {
  const used = new Set();
  const collect = (node) => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...used];
}
