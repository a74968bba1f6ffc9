// One lock in both manners of writing: as the code of a thread, and as actions over a pc that the spec keeps itself. They
// must have the same state graph, edge by edge, once pcs have the same names. Guards against lowering that adds, drops or
// moves a step. Not here: whether the lock is right (the specs' own models).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { check } from "../checker/index.ts";
import { createStepping } from "../checker/stepping.ts";
import { loadLibrary } from "../cli/package-files.ts";
import { createCompiler } from "../compiler/index.ts";
import type { SpecModel } from "../ir/model.ts";
import type { StateValue } from "../ir/outcome.ts";
import { isId, type Value } from "../ir/value.ts";

const compiler = createCompiler(loadLibrary());

function modelOf(file: string, name: string): SpecModel {
  const read = (path: string): string => readFileSync(new URL(`../specs/${path}`, import.meta.url), "utf8");
  const { value: model, diagnostics } = compiler.read(file, { read }).value.compile(name, new Map());
  if (model === null) throw new Error(diagnostics.map((d) => d.message).join("; "));
  return model;
}

/** What the spec with actions calls the pcs that the process rests at. */
const pcs: Readonly<Record<string, string>> = {
  announce: "announce",
  give_way: "giveWay",
  give_way_before: "giveWay",
  read_wants: "readWants",
  read_last: "readLast",
  critical: "critical",
};

interface Graph {
  readonly states: ReadonlySet<string>;
  /** As texts: from, who, what, to. With duplicates, if there are any. */
  readonly edges: readonly string[];
  readonly depth: number;
}

function graphOf(model: SpecModel): Graph {
  const stepping = createStepping(model);
  const pcField = model.state.fields.find((f) => f.hidden?.kind === "pc")?.name ?? "pc";
  const pcOf = (value: Value): Value => (typeof value === "string" ? (pcs[value] ?? value) : value);
  const text = (state: StateValue): string => {
    const pc = state[pcField];
    const renamed = Array.isArray(pc) ? pc.map(pcOf) : pc;
    return JSON.stringify([renamed, state.wants, state.last], (_, v: Value) => (isId(v) ? v.text : v));
  };
  const stateOf = (state: StateValue | null): StateValue => {
    if (state === null) throw new Error("a step failed");
    return state;
  };

  const states = new Set<string>();
  const edges: string[] = [];
  let level = [...stepping.initial()].map((s) => stateOf(s.state));
  let depth = 0;
  for (const state of level) states.add(text(state));
  while (level.length > 0) {
    depth++;
    const next: StateValue[] = [];
    for (const from of level)
      for (const step of stepping.successors(from)) {
        const to = stateOf(step.state);
        const origin = model.actions[step.action]?.origin;
        const name = origin?.kind === "process" ? pcs[origin.from ?? ""] : model.actions[step.action]?.name;
        const who = step.args.map((v) => (isId(v) ? v.text : String(v))).join();
        edges.push(`${text(from)} -${name === "critical" ? "leave" : name}(${who})-> ${text(to)}`);
        if (states.has(text(to))) continue;
        states.add(text(to));
        next.push(to);
      }
    level = next;
  }
  return { states, edges, depth };
}

describe.each(["peterson", "exchanged"])("%s", (name) => {
  const asProcess = modelOf("peterson-process.race.ts", name);
  const asActions = modelOf("peterson-action.race.ts", name);

  it("has the same states and the same steps in both manners", () => {
    const process = graphOf(asProcess);
    const actions = graphOf(asActions);
    expect([...process.states].sort()).toEqual([...actions.states].sort());
    expect([...process.edges].sort()).toEqual([...actions.edges].sort());
    expect(process.depth).toBe(actions.depth);
    expect(process.states.size).toBeGreaterThan(30);
  });

  it.each([true, false])("has the same counts in both manners, symmetry %s", async (symmetry) => {
    const counts = async (model: SpecModel) => {
      const { kind, distinct, generated, depth } = await check(model, { symmetry });
      return { kind, distinct, generated, depth };
    };
    expect(await counts(asProcess)).toEqual(await counts(asActions));
  });
});
