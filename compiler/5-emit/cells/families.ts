/**
 * Families: record domains whose values may stand at one place share one order of fields, so that a field is found without asking.
 * In: every record domain of a model. Out: `createFamilies`: sizes, offsets of fields.
 * Not here: records themselves (`objects.ts`). What flows where is not followed: TypeScript lets a record stand for another only
 * where they share a field's name or one of them has no required fields, so sharing a name makes a family.
 */
import { alternatives, type RecordDomain } from "../../../ir/domain.ts";
import type { Expr, Type } from "../../../ir/expr.ts";
import type { SpecModel } from "../../../ir/model.ts";
import { isStmt } from "../../../ir/walk.ts";
import { bodiesOf, domainsOf, nodesOf } from "./model-parts.ts";

export interface Family {
  /** The cell of a field stands at 8 × its position. */
  readonly fields: readonly string[];
  /** 8 × the number of fields, at least 8: no two records have one address. */
  readonly bytes: number;
}

export interface Families {
  /** Of a record, a union with records in it, or the whole state. Throws where there is no record in it. */
  of(type: Type): Family;
  /** Offset of a field's cell in bytes. Throws where the family has no such field. */
  fieldOffset(type: Type, name: string): number;
}

/** Union-find over names of fields. */
interface Names {
  find(name: string): string;
  join(names: readonly string[]): void;
  all(): readonly string[];
}

function createNames(): Names {
  const parents = new Map<string, string>();
  const find = (name: string): string => {
    const parent = parents.get(name);
    if (parent === undefined) parents.set(name, name);
    return parent === undefined || parent === name ? name : find(parent);
  };
  return {
    find,
    join(names) {
      const [first, ...others] = names;
      if (first === undefined) return;
      const root = find(first);
      for (const other of others) parents.set(find(other), root);
    },
    all: () => [...parents.keys()],
  };
}

const namesOf = (d: RecordDomain): readonly string[] => d.fields.map((f) => f.name);

/** The record domains that a type may stand for. */
function recordsOf(model: SpecModel, type: Type): readonly RecordDomain[] {
  if (type.kind === "state") return [model.state];
  if (type.kind === "void" || type.kind === "error") return [];
  return alternatives(type).filter((d) => d.kind === "record");
}

/** Fields that an expression names besides those of its type. */
function namedFields(e: Expr): { readonly type: Type; readonly names: readonly string[] } | null {
  if (e.kind === "field") return { type: e.of.type, names: [e.name] };
  if (e.kind !== "record") return null;
  return { type: e.type, names: e.parts.flatMap((p) => (p.kind === "field" ? [p.name] : [])) };
}

export function createFamilies(model: SpecModel): Families {
  const names = createNames();
  /** By type as an object: expressions of one type mostly share it. */
  const known = new Map<Type, readonly string[]>();
  const allNames = (type: Type): readonly string[] => {
    const found = known.get(type) ?? recordsOf(model, type).flatMap(namesOf);
    known.set(type, found);
    return found;
  };
  const met = new Set<Type>();
  let hasEmpty = false;
  for (const d of domainsOf(model)) {
    if (d.kind !== "record" && d.kind !== "union") continue;
    names.join(allNames(d));
    hasEmpty ||= d.kind === "record" && d.fields.length === 0;
  }
  for (const body of bodiesOf(model)) {
    nodesOf(body, (n) => {
      if (isStmt(n)) return;
      // A record is spread into another: what it has at run time comes with it.
      if (n.kind === "record") {
        const spread = n.parts.flatMap((p) => (p.kind === "spread" ? allNames(p.value.type) : []));
        if (recordsOf(model, n.type).length > 0) names.join([...allNames(n.type), ...spread]);
      }
      const named = namedFields(n);
      // What its type names is one family already where the type was met.
      if (named !== null && n.kind === "field" && allNames(named.type).includes(n.name) && met.has(named.type)) return;
      if (named !== null) met.add(named.type);
      if (named !== null && recordsOf(model, named.type).length > 0)
        names.join([...allNames(named.type), ...named.names]);
    });
  }
  // Anything may stand for `{}`, and `{}` for any record without required fields.
  if (hasEmpty) names.join(names.all());

  const families = new Map<string, Family>();
  const nothing: Family = { fields: [], bytes: 8 };
  for (const name of names.all()) {
    const root = names.find(name);
    const fields = [...(families.get(root)?.fields ?? []), name];
    families.set(root, { fields, bytes: 8 * fields.length });
  }

  const found = new Map<Type, Family>();
  const of = (type: Type): Family => {
    const before = found.get(type) ?? familyOf(type);
    found.set(type, before);
    return before;
  };
  const familyOf = (type: Type): Family => {
    const records = recordsOf(model, type);
    if (records.length === 0) throw new Error(`no record in ${type.kind}`);
    const [name] = allNames(type);
    // With an empty record in the model there is one family.
    if (name === undefined) return families.values().next().value ?? nothing;
    return families.get(names.find(name)) ?? nothing;
  };
  return {
    of,
    fieldOffset(type, name) {
      const at = of(type).fields.indexOf(name);
      if (at < 0) throw new Error(`no field ${name} in the family`);
      return 8 * at;
    },
  };
}
