/**
 * Whose the constants and assumptions are where a source holds several specs: a spec, and others that it refines.
 * In: `SpecSource`, the specs found in it. Out: `divided`, the share of each.
 * Not here: which declarations are constants (`builders.ts`), their values (`constants.ts`).
 */
import type { SpecSource } from "../../ir/source.ts";
import type { SyntaxExpr } from "../../ir/syntax.ts";

export type Call = SyntaxExpr & { readonly kind: "call" };

/** A declaration `const X = constant(…)`. */
export interface ConstantCall {
  /** Index of declaration. */
  readonly declaration: number;
  readonly call: Call;
}

export interface Share {
  readonly constants: readonly ConstantCall[];
  readonly assumptions: readonly Call[];
}

export interface Undivided extends Share {
  /** By declaration of the `spec<…>(…)` call; of what is built of it the declarations. */
  readonly specs: ReadonlyMap<number, { readonly built: readonly { readonly declaration: number }[] }>;
  readonly main: { readonly id: number };
}

/**
 * A spec's constants are those of its module and those that its parts mention, by way of whatever types and functions. The main
 * spec has besides what no other one mentions; and where it has a constant of its own of some name, that is the one meant.
 */
export function divided(
  source: SpecSource,
  { specs, main, constants, assumptions }: Undivided,
): (spec: number) => Share {
  if (specs.size === 1) return () => ({ constants, assumptions });
  const fileOf = (id: number): string => source.declarations[id]?.at.file ?? "";
  const homes = (id: number): readonly string[] => (id === main.id ? [fileOf(id), source.entry] : [fileOf(id)]);
  const reached = new Map(
    [...specs].map(([id, { built }]) => {
      const home = homes(id);
      const roots = [...source.declarations.keys()].filter((d) => home.includes(fileOf(d)));
      roots.push(...built.map((b) => b.declaration));
      for (const statement of source.topLevel) if (home.includes(statement.at.file)) collectMentioned(statement, roots);
      return [id, reachedFrom(source, roots, (d) => d !== id && specs.has(d))] as const;
    }),
  );
  const others = [...specs.keys()].filter((id) => id !== main.id);
  const isTheirs = (d: number): boolean => others.some((id) => reached.get(id)?.has(d));
  return (id) => {
    const home = homes(id);
    const own = constants.filter(({ declaration: d }) => reached.get(id)?.has(d) || (id === main.id && !isTheirs(d)));
    const atHome = new Set(own.flatMap((c) => (home.includes(fileOf(c.declaration)) ? [nameOf(source, c)] : [])));
    return {
      constants: own.filter(
        (c) => home.includes(fileOf(c.declaration)) || !isTheirs(c.declaration) || !atHome.has(nameOf(source, c)),
      ),
      assumptions: assumptions.filter((a) => {
        const owner = others.find((other) => fileOf(other) === a.at.file) ?? main.id;
        return owner === id;
      }),
    };
  };
}

const nameOf = (source: SpecSource, { declaration }: ConstantCall): string =>
  source.declarations[declaration]?.name ?? "";

/** Declarations that these mention, and so on; `ends`: not even looked into. */
function reachedFrom(source: SpecSource, roots: readonly number[], ends: (id: number) => boolean): ReadonlySet<number> {
  const reached = new Set<number>();
  const pending = [...roots];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const d = source.declarations[id];
    if (d === undefined || reached.has(id) || ends(id)) continue;
    reached.add(id);
    if (d.kind === "member") pending.push(d.of);
    collectMentioned(d, pending);
  }
  return reached;
}

/** Whatever the node is: references look the same everywhere in syntax. */
function collectMentioned(node: unknown, into: number[]): void {
  if (typeof node !== "object" || node === null) return;
  if ("kind" in node && node.kind === "declaration" && "id" in node && typeof node.id === "number") into.push(node.id);
  for (const part of Object.values(node)) collectMentioned(part, into);
}
