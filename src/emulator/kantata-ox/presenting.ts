import { isAdministrator, type Context } from './caller.ts';
import { forbidden, serverError } from './refusal.ts';
import type { Association, Collections, Json, JsonObject, Resource } from './resource.ts';
import type { Selected } from './selecting.ts';
import { metaOf, windowOf } from './window.ts';

/** How the rows of one resource look in the answer to one request. */
export class Presentation<Row extends { readonly id: number }> {
  readonly #resource: Resource<Row>;
  readonly #associations: Readonly<Record<string, Association<Row>>>;
  readonly #context: Context;
  readonly #peers: Collections;

  constructor(resource: Resource<Row>, context: Context, peers: Collections) {
    this.#resource = resource;
    this.#associations = resource.associations ?? {};
    this.#context = context;
    this.#peers = peers;
  }

  envelope({ rows, count }: Selected<Row>): JsonObject {
    const { key } = this.#resource;
    const includes = this.#askedIncludes();
    const primary: JsonObject = {};
    for (const row of rows) primary[row.id] = this.#primary(row, includes);
    return {
      count,
      results: rows.map((row) => ({ key, id: String(row.id) })),
      [key]: primary,
      meta: metaOf(count, windowOf(this.#context)),
      ...this.#includedMaps(rows, includes, primary),
    };
  }

  /** Beside another object: no optional fields, no ids but those in columns. */
  included(row: Row): JsonObject {
    return this.#withIds(this.#resource.fields(row, this.#context), row, NO_INCLUDES);
  }

  #primary(row: Row, includes: ReadonlySet<string>): JsonObject {
    const shown = this.#resource.fields(row, this.#context);
    const { optionalFields = {} } = this.#resource;
    // Spaces are forgiven here, though not in `include`.
    for (const name of this.#context.parameters.names('optional_fields').map((n) => n.trim())) {
      if (!Object.hasOwn(optionalFields, name)) continue;
      const value = optionalFields[name]?.(row, this.#context);
      if (value !== undefined) shown[name] = value;
    }
    return this.#withIds(shown, row, includes);
  }

  #withIds(shown: JsonObject, row: Row, includes: ReadonlySet<string>): JsonObject {
    for (const [name, association] of Object.entries(this.#associations)) {
      const isColumn = association.isColumn?.(this.#context.readings) ?? false;
      if (isColumn || includes.has(name)) {
        const spelling = { isColumn, isIncluded: includes.has(name) };
        shown[association.idKey] = this.#spellIds(association, row, spelling);
      }
    }
    shown.id = String(row.id);
    return shown;
  }

  /** A column keeps an id of which the row is gone; a computed association has none then. */
  #spellIds(
    association: Association<Row>,
    row: Row,
    { isColumn, isIncluded }: { isColumn: boolean; isIncluded: boolean },
  ): Json {
    const ids = this.#ids(association, row);
    if (ids === null) return null;
    if (typeof ids !== 'number') return ids.map(String);
    if (!isColumn && this.#peers.get(association.to)?.include(ids, this.#context) === undefined) {
      return null;
    }
    const { idTypes } = this.#context.readings;
    const asDocumented = idTypes === 'documented' || (idTypes === 'mixed' && !isIncluded);
    return association.isDocumentedInteger === true && asDocumented ? ids : String(ids);
  }

  #ids(association: Association<Row>, row: Row): number | null | readonly number[] {
    return this.#isBarred(association) ? [] : association.ids(row, this.#context);
  }

  #isBarred(association: Association<Row> | undefined): boolean {
    return association?.administratorsOnly === true && !isAdministrator(this.#context);
  }

  /** Names are matched exactly; those that are not known are passed over. */
  #askedIncludes(): ReadonlySet<string> {
    const { parameters, readings } = this.#context;
    if (parameters.isNested('include')) throw serverError();
    const names = parameters
      .names('include')
      .filter((name) => Object.hasOwn(this.#associations, name))
      .filter((name) => !readings.silentlyIgnoredIncludes.includes(name));
    const granted = names.filter((name) => !this.#isBarred(this.#associations[name]));
    if (granted.length < names.length) {
      if (readings.adminOnlyIncludes === 'forbidden') throw forbidden();
      if (readings.adminOnlyIncludes === 'broken') throw serverError();
    }
    return new Set(readings.adminOnlyIncludes === 'absent' ? granted : names);
  }

  /** One map for each include, even an empty one. A row that is primary too keeps that form. */
  #includedMaps(
    rows: readonly Row[],
    includes: ReadonlySet<string>,
    primary: JsonObject,
  ): Readonly<Record<string, JsonObject>> {
    const maps: Record<string, JsonObject> = {};
    for (const name of includes) {
      const association = this.#associations[name];
      if (association === undefined) continue;
      const { to } = association;
      const map = to === this.#resource.key ? primary : (maps[to] ??= {});
      for (const id of new Set(rows.flatMap((row) => this.#ids(association, row) ?? []))) {
        if (Object.hasOwn(map, id)) continue;
        const object = this.#peers.get(to)?.include(id, this.#context);
        if (object !== undefined) map[id] = object;
      }
    }
    return maps;
  }
}

const NO_INCLUDES: ReadonlySet<string> = new Set();
