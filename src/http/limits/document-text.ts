/**
 * Limits on the text of a document, before anything parses it: parsers recurse as deep as the text is nested, and
 * skip comments and commas without counting them.
 */
import { isObjectOrArray } from '../../domain/json.ts';

const deepest = 100;

/** What is wrong with the text, in words; `null` when it may be parsed. */
export function objectionToText(text: string, mostIgnored: number): string | null {
  let depth = 0;
  let ignored = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === ',' || character === '\uFEFF') ignored += 1;
    else if (character === '#') {
      const end = endOfLine(text, at);
      ignored += end - at;
      at = end;
    } else if (character === '"') at = endOfString(text, at);
    if (depth > deepest) return `The document is nested more than ${deepest} levels deep.`;
    if (ignored > mostIgnored) {
      return `The document holds more than ${mostIgnored} characters of comments and commas.`;
    }
  }
  return null;
}

/** Position of the last character of a comment. */
function endOfLine(text: string, start: number): number {
  let at = start;
  while (at + 1 < text.length && text[at + 1] !== '\n' && text[at + 1] !== '\r') at += 1;
  return at;
}

/** Position of the last character of a string, or of the text where the string has no end. */
function endOfString(text: string, start: number): number {
  if (text.startsWith('"""', start)) {
    let end = text.indexOf('"""', start + 3);
    while (end !== -1 && text[end - 1] === '\\') end = text.indexOf('"""', end + 3);
    return end === -1 ? text.length : end + 2;
  }
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '"' || character === '\n' || character === '\r') return at;
  }
  return text.length;
}

/** The same for the variables, since their free-form parts are walked recursively. */
export function objectionToVariables(variables: unknown): string | null {
  let level: readonly object[] = isObjectOrArray(variables) ? [variables] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return `The variables are nested more than ${deepest} levels deep.`;
    level = level.flatMap((each) => Object.values(each).filter(isObjectOrArray));
  }
  return null;
}
