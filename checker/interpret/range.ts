/**
 * Which value of a finished state is outside its domain.
 * In: the state's domain and a state that could not be encoded. Out: path and message of the first one, in field order.
 * Not here: failures inside a step (`places.ts`, `methods.ts`).
 */
import { type Domain, type Field, printDomain, type RecordDomain } from "../../ir/domain.ts";
import { keyText, ordinal, scalarSize, values } from "../../ir/value.ts";
import { ascending, type Cell, type CellRecord, isRecord, memberIndex } from "./cell.ts";
import { valueText } from "./path-text.ts";

export interface Stray {
  readonly path: string;
  readonly message: string;
}

/** Null where every value is inside. */
export function firstStray(domain: RecordDomain, state: CellRecord): Stray | null {
  for (const f of domain.fields) {
    if (isInside(f.domain, state[f.name])) continue;
    const found =
      f.hidden === undefined ? stray(f.domain, state[f.name], `State.${f.name}`) : hiddenStray(f, state[f.name]);
    if (found !== null) return found;
  }
  return null;
}

/** Asked of every state that is looked at: where it says yes, nobody needs a path. */
function isInside(d: Domain, c: Cell): boolean {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
      return ordinal(d, c) >= 0;
    case "number":
      return true;
    case "union": {
      const member = d.of[memberIndex(d.of, c)];
      return member !== undefined && isInside(member, c);
    }
    case "record":
      return isRecord(c) && d.fields.every((f) => isInside(f.domain, c[f.name]));
    case "table": {
      if (!Array.isArray(c)) return false;
      for (let i = scalarSize(d.key) - 1; i >= 0; i--) if (!isInside(d.value, c[i])) return false;
      return true;
    }
    case "set": {
      if (!(c instanceof Set)) return false;
      for (const x of c) if (ordinal(d.of, x) < 0) return false;
      return true;
    }
    case "seq":
      return Array.isArray(c) && c.length <= d.max && c.every((x) => isInside(d.of, x));
  }
}

/** A live local stands in no State: it is named by its process, as in the spec. */
function hiddenStray(f: Field, c: Cell): Stray | null {
  const { hidden } = f;
  if (hidden === undefined) return null;
  return stray(f.domain, c, hidden.kind === "pc" ? hidden.process : `${hidden.process}.${hidden.local}`);
}

function stray(d: Domain, c: Cell, path: string): Stray | null {
  switch (d.kind) {
    case "int":
    case "enum":
    case "id":
    case "undefined":
      return ordinal(d, c) >= 0 ? null : outside(d, c, path);
    case "number":
      return null;
    case "union": {
      const member = d.of[memberIndex(d.of, c)];
      if (member === undefined) return outside(d, c, path);
      const found = stray(member, c, path);
      return found !== null && found.path === path ? outside(d, c, path) : found;
    }
    case "record": {
      if (!isRecord(c)) return outside(d, c, path);
      for (const f of d.fields) {
        const found = stray(f.domain, c[f.name], d.tuple ? `${path}[${f.name}]` : `${path}.${f.name}`);
        if (found !== null) return found;
      }
      return null;
    }
    case "table": {
      if (!Array.isArray(c)) return outside(d, c, path);
      for (const [i, key] of [...values(d.key)].entries()) {
        const found = stray(d.value, c[i], `${path}[${keyText(key)}]`);
        if (found !== null) return found;
      }
      return null;
    }
    case "set": {
      if (!(c instanceof Set)) return outside(d, c, path);
      // The stray may be `undefined` itself.
      const strays = ascending(d.of, c).filter((x) => ordinal(d.of, x) < 0);
      return strays.length === 0 ? null : outside(d.of, strays[0], path);
    }
    case "seq": {
      if (!Array.isArray(c)) return outside(d, c, path);
      if (c.length > d.max) return { path, message: `${c.length} elements are more than its ${d.max}` };
      for (const [i, x] of c.entries()) {
        const found = stray(d.of, x, `${path}[${i}]`);
        if (found !== null) return found;
      }
      return null;
    }
  }
}

const outside = (d: Domain, c: Cell, path: string): Stray => ({
  path,
  message: `${valueText(c)} is outside ${rangeText(d)}`,
});

/** Without the `undefined` of optional fields and dead locals. */
function rangeText(d: Domain): string {
  if (d.kind !== "union") return printDomain(d);
  return d.of
    .filter((m) => m.kind !== "undefined")
    .map(rangeText)
    .join(" | ");
}
