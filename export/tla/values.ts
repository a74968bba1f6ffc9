/**
 * Domains as sets, literals as values. Identities, null and undefined are model values: TLC compares them with anything.
 * In: domains. Out: `setOf`, `literal`, `typeCheck`, `membersOf`.
 * Not here: expressions (`expressions.ts`).
 */
import { alternatives, type Domain, isScalar, type Literal, printDomain, type RecordDomain } from "../../ir/domain.ts";
import { doesNotFit } from "../does-not-fit.ts";

export const literal = (value: Literal): string => {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "number" ? (value < 0 ? `(${value})` : String(value)) : JSON.stringify(value);
};

const isBoolean = (d: Domain): boolean => d.kind === "enum" && d.values.every((v) => typeof v === "boolean");

/** Values of which TLC compares no two kinds with each other. */
function kindsOf(d: Domain): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const m of alternatives(d)) {
    if (m.kind === "int" || m.kind === "number") kinds.add("number");
    else if (m.kind === "enum") for (const v of m.values) if (v !== null) kinds.add(typeof v);
    if (m.kind === "seq" || m.kind === "table" || m.kind === "map" || m.kind === "bag" || m.kind === "record")
      kinds.add("function");
    if (m.kind === "set") kinds.add("set");
  }
  return kinds;
}

/** Refuses what TLC would stop at. */
export function comparable(d: Domain): void {
  if (kindsOf(d).size > 1) doesNotFit(`${printDomain(d)}: TLC compares no values of several kinds`);
  switch (d.kind) {
    case "union":
      return d.of.forEach(comparable);
    case "record":
      return d.fields.forEach((f) => {
        comparable(f.domain);
      });
    case "table":
    case "map":
      comparable(d.key);
      return comparable(d.value);
    case "set":
    case "bag":
    case "seq":
      return comparable(d.of);
    default:
  }
}

export const fieldName = (name: string): string =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? name : doesNotFit(`the field ${name}, which is no identifier`);

/** All values; null where there is no such set that TLC could ask for a member. */
export function setOf(d: Domain, idName: (set: number) => string): string | null {
  const of = (x: Domain): string | null => setOf(x, idName);
  switch (d.kind) {
    case "int":
      return `${d.lo < 0 ? `(${d.lo})` : d.lo}..${d.hi < 0 ? `(${d.hi})` : d.hi}`;
    case "enum":
      return isBoolean(d) && d.values.length === 2 ? "BOOLEAN" : `{${d.values.map(literal).join(", ")}}`;
    case "id":
      return idName(d.set);
    case "undefined":
      return "{undefined}";
    case "union": {
      const all = d.of.map(of);
      return all.includes(null) ? null : `(${all.join(" \\cup ")})`;
    }
    case "record": {
      if (d.tuple) {
        const parts = d.fields.map((f) => of(f.domain));
        return parts.includes(null) || parts.length < 2 ? null : `(${parts.join(" \\X ")})`;
      }
      const parts = d.fields.map((f) => [fieldName(f.name), of(f.domain)] as const);
      return parts.some(([, set]) => set === null) || parts.length === 0
        ? null
        : `[${parts.map(([name, set]) => `${name}: ${set}`).join(", ")}]`;
    }
    case "table": {
      const [key, value] = [of(d.key), of(d.value)];
      return key === null || value === null ? null : `[${key} -> ${value}]`;
    }
    case "set": {
      const members = of(d.of);
      return members === null || d.max !== null ? null : `SUBSET ${members}`;
    }
    default:
      return null;
  }
}

/** A condition that the value of `text` is one of the domain. */
export function typeCheck(
  d: Domain,
  text: string,
  idName: (set: number) => string,
  fresh: (wish: string) => string,
): string {
  const set = setOf(d, idName);
  if (set !== null) return `${text} \\in ${set}`;
  const check = (x: Domain, of: string): string => typeCheck(x, of, idName, fresh);
  switch (d.kind) {
    case "record":
      return d.fields.length === 0
        ? "TRUE"
        : d.fields
            .map((f, i) => check(f.domain, d.tuple ? `${text}[${i + 1}]` : `${text}.${fieldName(f.name)}`))
            .map((c) => `(${c})`)
            .join(" /\\ ");
    case "table": {
      const k = fresh("k");
      return `\\A ${k} \\in ${setOf(d.key, idName)} : ${check(d.value, `${text}[${k}]`)}`;
    }
    case "seq": {
      const i = fresh("i");
      return `Len(${text}) <= ${d.max} /\\ \\A ${i} \\in 1..Len(${text}) : ${check(d.of, `${text}[${i}]`)}`;
    }
    case "set": {
      const x = fresh("x");
      const size = d.max === null ? "" : `Cardinality(${text}) <= ${d.max} /\\ `;
      return `${size}\\A ${x} \\in ${text} : ${check(d.of, x)}`;
    }
    case "map": {
      const k = fresh("k");
      const size = d.max === null ? "" : `Cardinality(DOMAIN ${text}) <= ${d.max} /\\ `;
      return `${size}\\A ${k} \\in DOMAIN ${text} : (${check(d.key, k)}) /\\ (${check(d.value, `${text}[${k}]`)})`;
    }
    case "bag": {
      const x = fresh("x");
      return `BagCardinality(${text}) <= ${d.max} /\\ \\A ${x} \\in DOMAIN ${text} : ${check(d.of, x)}`;
    }
    case "union": {
      const plain = d.of.filter((m) => isScalar(m));
      const objects = d.of.filter((m) => !isScalar(m));
      if (objects.length !== 1 || plain.length === 0) return doesNotFit(`the type ${printDomain(d)}`);
      const scalars = setOf(plain.length === 1 ? (plain[0] as Domain) : { kind: "union", of: plain }, idName);
      return `${text} \\in ${scalars} \\/ (${check(objects[0] as Domain, text)})`;
    }
    default:
      return doesNotFit(`the type ${printDomain(d)}`);
  }
}

/** Every value of a plain domain, as text, in its order. */
export function membersOf(d: Domain, idText: (set: number, index: number) => string): readonly string[] {
  return alternatives(d).flatMap((m) => {
    switch (m.kind) {
      case "int":
        return Array.from({ length: Math.max(0, m.hi - m.lo + 1) }, (_, i) => literal(m.lo + i));
      case "enum":
        return m.values.map(literal);
      case "id":
        return Array.from({ length: m.size }, (_, i) => idText(m.set, i));
      case "undefined":
        return ["undefined"];
      default:
        return doesNotFit(`a loop over ${printDomain(d)}`);
    }
  });
}

/** A record with all its fields in order, undefined where none is given. */
export function record(d: RecordDomain, parts: ReadonlyMap<string, string>): string {
  const values = d.fields.map((f) => parts.get(f.name) ?? "undefined");
  if (d.tuple) return `<<${values.join(", ")}>>`;
  return `[${d.fields.map((f, i) => `${fieldName(f.name)} |-> ${values[i]}`).join(", ")}]`;
}
