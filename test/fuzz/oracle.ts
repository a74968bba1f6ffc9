// In: the text of a spec. Out: what became of it: refused with which codes, agreed upon with how many states, or a find:
// two parts of racespec that say different things of it, or one that broke.
// Not here: how a model is checked in several ways (engines.ts), where specs come from (spec.ts, broken.ts).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bind } from "../../compiler/2-bind/bind.ts";
import { classify } from "../../compiler/2-bind/builders.ts";
import { declaredModels } from "../../compiler/2-bind/models.ts";
import { type Compiler, createCompiler, type Spec } from "../../compiler/index.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import { open } from "../as-javascript/load.ts";
import { compareNextStates } from "../differential/next-states.ts";
import { type Agreed, judged, type Ways } from "./engines.ts";
import { ABSTRACT } from "./properties.ts";

export interface Find {
  /** Who disagreed: two finds by the same one may be one mistake. */
  readonly by: string;
  readonly model: string | null;
  readonly detail: string;
}

export interface Tried {
  readonly find: Find | null;
  /** Of a spec that was refused. */
  readonly refused: readonly Diagnostic[];
  readonly models: ReadonlyMap<string, Agreed>;
  /** Bound and lowered models, for what they consist of. */
  readonly seen: readonly SpecModel[];
}

export const FILE = "fuzzed.race.ts";

export interface Trial extends Ways {
  /** States whose steps are compared with those of JavaScript; 0: none. */
  readonly javascript: number;
  /** Models by name; null: all. */
  readonly chosen: readonly string[] | null;
}

export const thorough: Trial = {
  ...{ maxStates: 1200, cells: true, workers: true, fusion: true, reference: true, javascript: 25, chosen: null },
};

let made: Compiler | null = null;
export function compilerOf(): Compiler {
  made ??= createCompiler({
    lib: readFileSync("compiler/1-read/lib.d.ts", "utf8"),
    dsl: readdirSync("dsl").map((name) => ({ name, text: readFileSync(join("dsl", name), "utf8") })),
  });
  return made;
}

export const isError = (d: Diagnostic): boolean => d.severity === "error";
const broke = (by: string, model: string | null, thrown: unknown): Find => ({
  ...{ by, model },
  detail: thrown instanceof Error ? String(thrown.stack).split("\n").slice(0, 8).join("\n") : String(thrown),
});

export async function tried(
  text: string,
  trial: Trial,
  others: ReadonlyMap<string, string> = new Map(),
): Promise<Tried> {
  const files = new Map([[FILE, text], ["abstract.race.ts", ABSTRACT], ...others]);
  const seen: SpecModel[] = [];
  const models = new Map<string, Agreed>();
  const ended = (find: Find | null, refused: readonly Diagnostic[] = []): Tried => ({ find, refused, models, seen });

  let spec: Spec;
  try {
    const { value, diagnostics } = compilerOf().read(FILE, { read: (path) => files.get(path) ?? null });
    if (diagnostics.some(isError)) return ended(null, diagnostics.filter(isError));
    spec = value;
  } catch (thrown) {
    return ended(broke("reading", null, thrown));
  }
  const lowered: SpecModel[] = [];
  for (const { name } of spec.models) {
    if (trial.chosen !== null && !trial.chosen.includes(name)) continue;
    try {
      const { value, diagnostics } = spec.compile(name, new Map());
      if (value === null) return ended(null, diagnostics.filter(isError));
      lowered.push(value);
      seen.push(value, ...boundOf(spec, name));
    } catch (thrown) {
      return ended(broke("binding or lowering", name, thrown));
    }
  }
  for (const model of lowered) {
    try {
      const said = await judged(model, trial);
      if ("by" in said) return ended({ ...said, model: model.name });
      models.set(model.name, said.agreed);
    } catch (thrown) {
      return ended(broke("checking", model.name, thrown));
    }
  }
  const [first] = lowered;
  if (trial.javascript > 0 && first !== undefined) {
    const said = againstJavascript(files, first, trial.javascript);
    if (said !== null) return ended(said);
  }
  return ended(null);
}

function againstJavascript(files: ReadonlyMap<string, string>, model: SpecModel, limit: number): Find | null {
  try {
    const { disagreements } = compareNextStates(model, open(files, FILE).load(model.name), limit);
    return disagreements[0] === undefined ? null : { by: "JavaScript", model: model.name, detail: disagreements[0] };
  } catch (thrown) {
    return broke("running as JavaScript", model.name, thrown);
  }
}

/** Before lowering, for what is gone afterwards. */
function boundOf({ source }: Spec, name: string): readonly SpecModel[] {
  const { builders } = classify(source);
  const model = declaredModels(source, builders).models.find((m) => m.name === name);
  const bound = model === undefined ? null : bind(source, builders, model, new Map()).value;
  return bound === null ? [] : [bound];
}
