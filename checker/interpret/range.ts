/**
 * Which value of a finished state is outside its domain.
 * In: the state's domain and a state that could not be encoded. Out: path and message of the first one, in field order.
 * Not here: failures inside a step (`places.ts`, `seq-methods.ts`, `collections.ts`).
 */
import { type Domain, type Field, printDomain, type RecordDomain } from "../../ir/domain.ts";
import { keyText, ordinal, scalarSize, values } from "../../ir/value.ts";
import {
  ascending,
  type Cell,
  type CellRecord,
  contentText,
  elementsOf,
  isRecord,
  isSet,
  Keyed,
  memberIndex,
  sizeOf,
  toValue,
} from "./cell.ts";
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
export function isInside(d: Domain, c: Cell): boolean {
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
    case "set":
      return (
        isSet(c) && sizeOf(c) <= (d.max ?? Number.POSITIVE_INFINITY) && elementsOf(c).every((x) => isMember(d.of, x))
      );
    case "bag":
      return isKeyed(c, "bag") && sizeOf(c) <= d.max && elementsOf(c).every((x) => isMember(d.of, x));
    case "map": {
      if (!isKeyed(c, "map") || sizeOf(c) > (d.max ?? Number.POSITIVE_INFINITY)) return false;
      return [...c.entries.values()].every(({ key, value }) => isMember(d.key, key) && isInside(d.value, value));
    }
    case "seq":
      return Array.isArray(c) && c.length <= d.max && c.every((x) => isInside(d.of, x));
  }
}

const isMember = (of: Domain, x: Cell): boolean => ordinal(of, toValue(of, x)) >= 0;

const isKeyed = (c: Cell, kind: Keyed["kind"]): c is Keyed => c instanceof Keyed && c.kind === kind;

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
    case "set":
    case "bag": {
      if (!isSet(c) && !isKeyed(c, "bag")) return outside(d, c, path);
      return strayMember(d.of, c, path) ?? tooMany(sizeOf(c), "members", d.max, path);
    }
    case "map": {
      if (!isKeyed(c, "map")) return outside(d, c, path);
      const wrong = strayMember(d.key, c, path) ?? tooMany(sizeOf(c), "keys", d.max, path);
      if (wrong !== null) return wrong;
      for (const key of ascending(d.key, c)) {
        const found = stray(d.value, c.entries.get(contentText(key))?.value, `${path}[${valueText(key)}]`);
        if (found !== null) return found;
      }
      return null;
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

function strayMember(of: Domain, c: Set<Cell> | Keyed, path: string): Stray | null {
  // The stray may be `undefined` itself.
  const strays = ascending(of, c).filter((x) => !isMember(of, x));
  return strays.length === 0 ? null : outside(of, strays[0], path);
}

const outside = (d: Domain, c: Cell, path: string): Stray => ({ path, message: outsideText(d, c) });

export const outsideText = (d: Domain, c: Cell): string => `${valueText(c)} is outside ${rangeText(d)}`;

/** "4 members are more than its 3"; null where they are not. */
function tooMany(size: number, what: string, max: number | null, path: string): Stray | null {
  return max === null || size <= max ? null : { path, message: `${size} ${what} are more than its ${max}` };
}

/** Without the `undefined` of optional fields and dead locals. */
function rangeText(d: Domain): string {
  if (d.kind !== "union") return printDomain(d);
  return d.of
    .filter((m) => m.kind !== "undefined")
    .map(rangeText)
    .join(" | ");
}
