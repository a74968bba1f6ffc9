/**
 * Domains from type nodes: the only place where a written type becomes a set of values.
 * In: `SyntaxType`. Out: `Domain`, or null after a diagnostic that names the path (`State.page.count`).
 * Not here: types of expressions (`types.ts`), values of `typeof NAME` (`static.ts`).
 */
import { badBound, idSizeConflict, recursiveType, unboundedDomain, unboundedSequence } from "../../ir/codes/bind.ts";
import {
  alternatives,
  BOOLEAN,
  type Domain,
  type Field,
  type RecordDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";
import type { SyntaxType, SyntaxTypeMember } from "../../ir/syntax.ts";
import { bindArgs, bound } from "./bounds.ts";
import { bagType, mapType, setType } from "./collection-types.ts";
import { type Context, declarationOf, report, textAt } from "./context.ts";
import { libraryType } from "./library-types.ts";
import { NO_ARGS, refuseType, type TypeArgs, type TypeReader } from "./type-reader.ts";
import { indexed, keyOf, typeOf } from "./typeof-types.ts";
import { toldApart, unionType } from "./union-types.ts";

/** The domain of a type. `finite` false lets `number` stand (a local within a step). */
export function domainOf(
  context: Context,
  type: SyntaxType,
  path: string,
  options: { readonly args?: TypeArgs; readonly finite?: boolean } = {},
): Domain | null {
  return read(
    {
      context,
      args: options.args ?? NO_ARGS,
      path,
      finite: options.finite ?? true,
      report: (d) => report(context, d),
      read,
    },
    type,
  );
}

/** The same without diagnostics: null where the type is generic, unbounded or no domain. */
export function domainIfAny(context: Context, type: SyntaxType, args: TypeArgs): Domain | null {
  return read({ context, args, path: "", finite: false, report: () => {}, read }, type);
}

function read(r: TypeReader, type: SyntaxType): Domain | null {
  switch (type.kind) {
    case "keyword":
      return keyword(r, type);
    case "literal":
      return typeof type.value === "number"
        ? { kind: "int", lo: type.value, hi: type.value }
        : { kind: "enum", values: [type.value] };
    case "union":
      return unionType(r, type);
    case "intersection":
      return intersection(r, type);
    case "object":
      return record(r, type.members);
    case "tuple":
      return tuple(r, type.of);
    case "array":
      r.report(unboundedSequence(type.at, { path: r.path, element: textAt(r.context, type.of.at) }));
      return null;
    case "ref":
      return reference(r, type);
    case "typeof":
      return typeOf(r, type);
    case "keyof":
      return keyOf(r, type);
    case "indexed":
      return indexed(r, type);
    case "predicate":
      return BOOLEAN;
    case "error":
      return null;
    case "other":
      return refuseType(r, type, type.text, otherHelp(type.text));
  }
}

function otherHelp(text: string): string | undefined {
  if (text.startsWith("{ [") || text.startsWith("{[")) return "name the keys and the values: `Record<K, V>`";
  return text.includes("=>")
    ? 'state is plain data: keep the name of what is to be done, `"none" | "wake"`'
    : undefined;
}

function keyword(r: TypeReader, type: SyntaxType & { kind: "keyword" }): Domain | null {
  switch (type.name) {
    case "boolean":
      return BOOLEAN;
    case "null":
      return { kind: "enum", values: [null] };
    case "undefined":
    case "void":
      return UNDEFINED;
    case "number":
      if (!r.finite) return { kind: "number" };
      r.report(unboundedDomain(type.at, { path: r.path, type: "number" }));
      return null;
    case "string":
    case "any":
    case "unknown":
    case "never":
    case "symbol":
    case "bigint":
    case "object":
      r.report(unboundedDomain(type.at, { path: r.path, type: type.name }));
      return null;
  }
}

function record(
  r: TypeReader,
  members: readonly SyntaxTypeMember[],
  inherited: readonly Field[] = [],
): RecordDomain | null {
  const fields: Field[] = [...inherited];
  let ok = true;
  for (const m of members) {
    const domain = read({ ...r, path: `${r.path}.${m.name}` }, m.type);
    if (domain === null) ok = false;
    else put(fields, { name: m.name, domain: m.optional ? unionOf([domain, UNDEFINED]) : domain });
  }
  return ok ? { kind: "record", fields, tuple: false } : null;
}

/** `A & B`: the fields of both; of a union, those of each member that does not contradict. */
function intersection(r: TypeReader, type: SyntaxType & { kind: "intersection" }): Domain | null {
  let found: readonly RecordDomain[] = [{ kind: "record", fields: [], tuple: false }];
  for (const t of type.of) {
    const domain = read(r, t);
    if (domain === null) return null;
    const members = alternatives(domain).filter((d) => d.kind === "record");
    if (members.length < alternatives(domain).length)
      return refuseType(r, type, "an intersection of other things than records");
    found = found.flatMap((a) => members.flatMap((b) => both(a, b) ?? []));
  }
  return found.length === 0
    ? refuseType(r, type, "an intersection without values")
    : toldApart(r, type, unionOf(found));
}

/** Null where a field has a literal in each that is none in the other. */
function both(a: RecordDomain, b: RecordDomain): RecordDomain | null {
  const fields = [...a.fields];
  for (const f of b.fields) {
    const known = a.fields.find((g) => g.name === f.name)?.domain;
    if (known?.kind !== "enum" || f.domain.kind !== "enum") {
      if (known?.kind === "int" && f.domain.kind === "int" && (known.hi < f.domain.lo || f.domain.hi < known.lo))
        return null;
      put(fields, f);
      continue;
    }
    const allowed = f.domain.values;
    const values = known.values.filter((v) => allowed.includes(v));
    if (values.length === 0) return null;
    put(fields, { name: f.name, domain: { kind: "enum", values } });
  }
  return { kind: "record", fields, tuple: false };
}

function put(fields: Field[], field: Field): void {
  const known = fields.findIndex((f) => f.name === field.name);
  if (known < 0) fields.push(field);
  else fields[known] = field;
}

function tuple(r: TypeReader, of: readonly SyntaxType[]): Domain | null {
  const domains = of.map((t, i) => read({ ...r, path: `${r.path}[${i}]` }, t));
  const fields = domains.flatMap((domain, i) => (domain === null ? [] : [{ name: String(i), domain }]));
  return fields.length === of.length ? { kind: "record", fields, tuple: true } : null;
}

function reference(r: TypeReader, type: SyntaxType & { kind: "ref" }): Domain | null {
  const { ref, args } = type;
  switch (ref.kind) {
    case "builtin":
      return builtin(r, type);
    case "global":
      return libraryType(r, type);
    case "typeParameter": {
      const given = r.args.get(ref.id);
      if (given === undefined) return refuseType(r, type, `the type parameter ${type.name}`);
      return given.kind === "domain" ? given.domain : read({ ...r, args: given.args }, given.type);
    }
    case "local":
      return refuseType(r, type, type.name);
    case "declaration": {
      const declaration = declarationOf(r.context, ref.id);
      // Reading has refused the declaration itself: a class, an enum.
      if (declaration.kind === "error") return null;
      if (declaration.kind !== "alias" && declaration.kind !== "interface") return refuseType(r, type, type.name);
      if (r.context.reading.has(ref.id)) {
        r.report(recursiveType(type.at, { path: r.path, name: type.name }));
        return null;
      }
      r.context.reading.add(ref.id);
      const inner: TypeReader = { ...r, args: bindArgs(declaration.typeParameters, args, r.args) };
      const domain =
        declaration.kind === "alias"
          ? read(inner, declaration.type)
          : extended(inner, declaration.extends, declaration.members);
      r.context.reading.delete(ref.id);
      return domain;
    }
  }
}

function extended(r: TypeReader, bases: readonly SyntaxType[], members: readonly SyntaxTypeMember[]): Domain | null {
  const inherited: Field[] = [];
  for (const base of bases) {
    const d = read(r, base);
    if (d === null) return null;
    if (d.kind !== "record") return refuseType(r, base, "a base that is no record");
    for (const f of d.fields) put(inherited, f);
  }
  return record(r, members, inherited);
}

function builtin(r: TypeReader, type: SyntaxType & { kind: "ref" }): Domain | null {
  const [a, b] = type.args;
  switch (type.name) {
    case "Int": {
      const lo = bound(r, a, type.at, "Int<Lo, Hi>");
      const hi = bound(r, b, type.at, "Int<Lo, Hi>");
      if (lo === null || hi === null) return null;
      if (lo <= hi) return { kind: "int", lo, hi };
      r.report(
        badBound(type.at, { what: `Int<${lo}, ${hi}>`, found: "a lower bound that is not above the upper one" }),
      );
      return null;
    }
    case "Index": {
      const n = bound(r, a, type.at, "Index<N>", 0);
      return n === null ? null : { kind: "int", lo: 0, hi: n - 1 };
    }
    case "Id":
      return identity(r, type);
    case "Seq": {
      const of = a === undefined ? null : read({ ...r, path: `${r.path}[]` }, a);
      const max = bound(r, b, type.at, "Seq<T, N>", 0);
      return of === null || max === null ? null : { kind: "seq", of, max };
    }
    case "ValueSet":
      return setType(r, type);
    case "ValueMap":
      return mapType(r, type);
    case "Bag":
      return bagType(r, type);
    default:
      return refuseType(r, type, type.name);
  }
}

function identity(r: TypeReader, type: SyntaxType & { kind: "ref" }): Domain | null {
  const [nameType, sizeType] = type.args;
  const size = bound(r, sizeType, type.at, 'Id<"Name", N>', 0);
  if (size === null) return null;
  if (nameType?.kind !== "literal" || typeof nameType.value !== "string") {
    r.report(badBound(nameType?.at ?? type.at, { what: 'Id<"Name", N>', found: "a name as string literal" }));
    return null;
  }
  const name = nameType.value;
  const known = r.context.idSets.findIndex((s) => s.name === name);
  const before = r.context.idSets[known];
  if (before === undefined) {
    r.context.idSets.push({ name, size, at: type.at, ordered: [] });
    return { kind: "id", set: r.context.idSets.length - 1, name, size };
  }
  if (before.size !== size) {
    r.report(idSizeConflict(type.at, { name, first: before.size, second: size, firstAt: before.at }));
    return null;
  }
  return { kind: "id", set: known, name, size };
}
