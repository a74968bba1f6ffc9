// In: what is declared where an expression stands. Out: the places that can be read or written from there, as text and type.
// Not here: which of them is taken, and what for (the files beside this).
import type { Random } from "./random.ts";
import { fieldType, sameType, type T } from "./types.ts";

export interface Var {
  readonly name: string;
  readonly type: T;
  /** What it refers to is part of the state or of a local: writing its parts means something. */
  readonly writes: boolean;
  /** A `let`. */
  readonly assigns: boolean;
  /** Of a reference: the field of the state that it lies in. Null of values. */
  readonly root: string | null;
  /** Lives across a yield. */
  readonly lasts: boolean;
}

export interface Scope {
  readonly vars: readonly Var[];
  /** `pick` is allowed. */
  readonly picks: boolean;
  /** Paths that TypeScript may have narrowed in this body. */
  readonly touched: Set<string>;
  /** Calls of helpers that change the state are allowed. */
  readonly steps: boolean;
  /** Names of loops that can be left. */
  readonly loops: readonly string[];
  /** `return` is allowed. */
  readonly returns: string | null;
  readonly inLoop: boolean;
}

export interface Place {
  readonly type: T;
  readonly var: Var;
  /** The field of the state that it lies in, or the local. */
  readonly root: string;
  readonly depth: number;
  /** Chooses keys on the way. */
  readonly make: () => string;
}

export const value = (name: string, type: T, lasts = false): Var => ({
  ...{ name, type, lasts, writes: false, assigns: false, root: null },
});

export const withVars = (c: Scope, ...vars: readonly Var[]): Scope => ({ ...c, vars: [...c.vars, ...vars] });

/** Everything that can be reached by fields, positions of tuples and keys of tables. `key` is null where no key can be had. */
export function places(c: Scope, key: (t: T) => string | null): readonly Place[] {
  const found: Place[] = [];
  for (const v of c.vars) {
    const visit = (type: T, make: () => string, root: string, depth: number): void => {
      if (v.name !== "s" && v.name !== "next" ? true : depth > 0) found.push({ type, var: v, root, depth, make });
      if (depth >= 4) return;
      if (type.k === "rec")
        for (const f of type.fields) {
          const under = depth === 0 && v.root === null && (v.name === "s" || v.name === "next") ? f.name : root;
          visit(fieldType(f), () => `${make()}.${f.name}`, under, depth + 1);
        }
      else if (type.k === "tuple")
        for (const [i, t] of type.of.entries()) visit(t, () => `${make()}[${i}]`, root, depth + 1);
      else if (type.k === "table" && key(type.key) !== null)
        visit(type.value, () => `${make()}[${key(type.key)}]`, root, depth + 1);
    };
    visit(v.type, () => v.name, v.root ?? v.name, 0);
  }
  return found;
}

export function placesOf(c: Scope, key: (t: T) => string | null, wanted: (t: T) => boolean): readonly Place[] {
  return places(c, key).filter((p) => wanted(p.type));
}

export const ofType =
  (t: T) =>
  (other: T): boolean =>
    sameType(t, other);

export const ofKind =
  (...kinds: readonly T["k"][]) =>
  (t: T): boolean =>
    kinds.includes(t.k);

/** What a generator of one part of the language needs of the others. Made in grammar.ts. */
export interface Gen {
  readonly random: Random;
  /** Small steps on scalars, of which fusion can know everything. */
  readonly calm: boolean;
  /** A name that is not taken. */
  name(prefix: string): string;
  /** Goes through the variants, from spec to spec, so that none is left out; now and then any of them. */
  turn<const V>(of: string, variants: readonly V[]): V;
  /** From here on these rounds go on from their nth variant, without exceptions. */
  begin(n: number, rounds: readonly string[]): void;
  readonly ids: readonly T[];
  readonly constants: readonly string[];
  readonly helpers: readonly Helper[];
  readonly processes: readonly { readonly name: string; readonly self: T | null; readonly labels: readonly string[] }[];
  /** Can a value be had without a choice? Ids only where one is in scope. */
  can(t: T, c: Scope): boolean;
  read(t: T, c: Scope, d: number): string;
  fresh(t: T, c: Scope, d: number): string;
  bool(c: Scope, d: number): string;
  num(c: Scope, d: number): string;
  places(c: Scope, wanted: (t: T) => boolean): readonly Place[];
  /** A path that is to be compared: TypeScript must not know more of it than its type. */
  compared(path: string, t: T, c: Scope): string;
  block(c: Scope, n: number, d: number): string;
}

export interface Helper {
  readonly name: string;
  readonly params: readonly T[];
  readonly returns: T | null;
  /** Takes `s` first; "changes" it or only looks at it, or gives it back. */
  readonly state: "none" | "reads" | "changes" | "returns";
}
