import type { RecordedRequest } from '../recorder.ts';
import { serverError } from './refusal.ts';

/** As the server reads a query: `a=1` text, `a[]=1` a list, `a[x]=1` a nested object. */
type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'nested' };

/** `true` and `false` are only these words; any other value stays text, `0` and `no` too. */
export type FilterValue = boolean | string | readonly string[];

/** The parameters of one request: of a repeated name the last counts. */
export class Parameters {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>) {
    this.#values = values;
  }

  /** The query, and over it the plain values at the top level of a JSON body. */
  static of(request: RecordedRequest): Parameters {
    const values = new Map<string, Value>();
    for (const [name, text] of request.queryPairs) addQueryValue(values, name, text);
    for (const [name, value] of Object.entries(isObject(request.body) ? request.body : {})) {
      if (value !== null && value !== undefined) values.set(name, bodyValue(value));
    }
    return new Parameters(values);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Undefined as well when it came as a list or an object. */
  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value?.kind === 'text' ? value.text : undefined;
  }

  /** For the parameters whose code takes text for granted. */
  textOrCrash(name: string): string | undefined {
    if (this.has(name) && this.text(name) === undefined) throw serverError();
    return this.text(name);
  }

  list(name: string): readonly string[] | undefined {
    const value = this.#values.get(name);
    return value?.kind === 'list' ? value.items : undefined;
  }

  isNested(name: string): boolean {
    return this.#values.get(name)?.kind === 'nested';
  }

  /** Undefined, as if it were not there, when it is blank. */
  filter(name: string): FilterValue | undefined {
    const list = this.list(name);
    if (list !== undefined) return list;
    const text = this.text(name);
    if (text === undefined || text.trim() === '') return undefined;
    if (text === 'true' || text === 'TRUE') return true;
    if (text === 'false' || text === 'FALSE') return false;
    return text;
  }

  /** Split at commas and nothing else: a space after a comma becomes part of the name. */
  names(name: string): readonly string[] {
    return this.text(name)?.split(',') ?? [];
  }
}

/** The number a text begins with, 0 without one: `7abc` is 7, `1e3` is 1. */
export function leadingInteger(text: string): number {
  return Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bodyValue(value: unknown): Value {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(String) };
  return isObject(value) ? { kind: 'nested' } : { kind: 'text', text: String(value) };
}

function addQueryValue(values: Map<string, Value>, name: string, text: string): void {
  const [, base = name, inside] = /^([^[]+)\[([^\]]*)\]/.exec(name) ?? [];
  if (inside === undefined) {
    values.set(name, { kind: 'text', text });
    return;
  }
  const before = values.get(base);
  if (inside !== '') values.set(base, { kind: 'nested' });
  else if (before?.kind === 'list')
    values.set(base, { kind: 'list', items: [...before.items, text] });
  else values.set(base, { kind: 'list', items: [text] });
}
