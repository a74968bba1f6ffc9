/**
 * Scalars as Murphi has them: a plain boolean is a boolean, everything else an integer. An integer is itself; texts, null, undefined,
 * identities, and booleans beside other values are constants past all integers of the model.
 * In: the model's domains and literals. Out: `createCodes`.
 * Not here: types of what is made of scalars (`types.ts`).
 */
import { alternatives, type Domain, isScalar, type Literal } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import { doesNotFit } from "../does-not-fit.ts";
import type { Names } from "./names.ts";

export interface Codes {
  /** The constant of a literal, a number as it is. Of a boolean that stands beside other values. */
  literal(value: Literal): string;
  readonly undefinedName: string;
  /** The code of an identity. */
  identity(set: number, index: number): number;
  /** Least and greatest code of a scalar domain that has a value, and whether it has all codes between. */
  range(d: Domain): { readonly lo: number; readonly hi: number; readonly isWhole: boolean };
  /** Every code of a scalar domain, in the order of the domain, as text. */
  all(d: Domain): readonly string[];
  /** Whether every value of one is one of the other. */
  isWithin(d: Domain, of: Domain): boolean;
  /** Whether that order is the one of the codes. */
  isAscending(d: Domain): boolean;
  /** `const` declarations. */
  declarations(): readonly string[];
}

/** A plain boolean, which Murphi has. */
export const isBoolean = (d: Domain): boolean => d.kind === "enum" && d.values.every((v) => typeof v === "boolean");

export function createCodes(model: SpecModel, domains: readonly Domain[], names: Names): Codes {
  const ints = domains.flatMap((d) => (d.kind === "int" ? [d.lo, d.hi] : []));
  const greatest = Math.max(999, ...ints.filter((n) => n < 2 ** 40));
  const base = 10 ** Math.ceil(Math.log10(greatest + 1));
  let next = base;
  const known = new Map<string, { readonly name: string; readonly code: number }>();
  const note = (key: string, wish: string): { readonly name: string; readonly code: number } => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = { name: names.fresh(wish), code: next++ };
    known.set(key, made);
    return made;
  };
  const undefinedName = note("undefined", "undefined").name;
  note("null", "null");
  const firsts = model.idSets.map((set) => {
    const first = next;
    for (let i = 0; i < set.size; i++) note(`id ${set.name} ${i}`, `${set.name}_${i}`);
    return first;
  });
  const literal = (value: Literal): { readonly name: string; readonly code: number } =>
    value === null ? note("null", "null") : note(JSON.stringify(value), String(value));
  // Texts of one enum follow each other where they are not in another one already: then its type has no holes.
  for (const d of domains)
    if (d.kind === "enum" && !isBoolean(d)) for (const v of d.values) if (typeof v !== "number") literal(v);
  const codesOf = (d: Domain): readonly { lo: number; hi: number }[] => {
    switch (d.kind) {
      case "int":
        return d.hi < d.lo ? [] : [{ lo: d.lo, hi: d.hi }];
      case "enum":
        return d.values.map((v) => {
          const code = typeof v === "number" ? v : literal(v).code;
          return { lo: code, hi: code };
        });
      case "id": {
        const first = firsts[d.set] as number;
        return d.size === 0 ? [] : [{ lo: first, hi: first + d.size - 1 }];
      }
      case "undefined": {
        const { code } = note("undefined", "undefined");
        return [{ lo: code, hi: code }];
      }
      case "union":
        return d.of.flatMap(codesOf);
      default:
        throw new Error(`no codes in ${d.kind}`);
    }
  };
  return {
    undefinedName,
    literal: (value) => (typeof value === "number" ? String(value) : literal(value).name),
    identity: (set, index) => (firsts[set] as number) + index,
    range(d) {
      if (!isScalar(d)) throw new Error("codes of what is no scalar");
      const runs = codesOf(d);
      if (runs.length === 0) return doesNotFit("a type without values");
      const lo = Math.min(...runs.map((r) => r.lo));
      const hi = Math.max(...runs.map((r) => r.hi));
      const count = runs.reduce((n, r) => n + r.hi - r.lo + 1, 0);
      return { lo, hi, isWhole: count === hi - lo + 1 };
    },
    all: (d) =>
      alternatives(d).flatMap((m) =>
        isBoolean(d) && m.kind === "enum"
          ? m.values.map(String)
          : m.kind === "enum"
            ? m.values.map((v) => (typeof v === "number" ? String(v) : literal(v).name))
            : codesOf(m).flatMap((r) => Array.from({ length: r.hi - r.lo + 1 }, (_, i) => String(r.lo + i))),
      ),
    isWithin(d, of) {
      if (isBoolean(d) && isBoolean(of)) return true;
      if (!isScalar(d) || alternatives(d).some((m) => m.kind === "number")) return false;
      const runs = codesOf(of);
      return codesOf(d).every((x) => runs.some((y) => y.lo <= x.lo && x.hi <= y.hi));
    },
    isAscending(d) {
      const runs = alternatives(d).flatMap(codesOf);
      return isBoolean(d) || runs.every((r, i) => i === 0 || (runs[i - 1] as { hi: number }).hi < r.lo);
    },
    declarations: () => [...known.values()].map(({ name, code }) => `  ${name}: ${code};`),
  };
}
