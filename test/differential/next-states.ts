// In: a lowered model, and the same model run as JavaScript. Out: every disagreement about the next states of the first
// states in breadth-first order.
// Not here: verdicts and counts (checker tests), the evaluators themselves.
import { createStepping, type Successor } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { type Json, toJson } from "../../ir/value.ts";
import { reportState } from "../../report/state-report.ts";
import type { Loaded } from "../as-javascript/load.ts";
import type { Step, World } from "../as-javascript/vocabulary.ts";

export interface Comparison {
  readonly states: number;
  readonly steps: number;
  readonly disagreements: readonly string[];
}

/** Compares until `limit` states have been expanded or ten disagreements found. */
export function compareNextStates(model: SpecModel, loaded: Loaded, limit: number): Comparison {
  const stepping = createStepping(model);
  const disagreements: string[] = [];
  const seen = new Set<string>();
  const queue: { readonly state: StateValue; readonly world: World }[] = [];
  let steps = 0;

  const meet = (where: string, ours: readonly Ours[], theirs: readonly Theirs[]): void => {
    const mine = ours.map((o) => o.key).sort();
    const others = theirs.map((t) => t.key).sort();
    steps += mine.length;
    if (mine.join("\n") !== others.join("\n")) {
      const missing = others.filter((k) => !mine.includes(k));
      const extra = mine.filter((k) => !others.includes(k));
      disagreements.push(
        `${where}\n  JavaScript only: ${some(missing)}\n  ours only: ${some(extra)}\n  ${mine.length} against ${others.length}`,
      );
    }
    // Steps that look alike differ in locals: both sides list choices in one order, so the nth belongs to the nth.
    const left = [...theirs];
    for (const { key, state } of ours) {
      const at = left.findIndex((t) => t.key === key);
      const world = at < 0 ? null : left.splice(at, 1)[0]?.world;
      if (state === null || world === undefined || world === null) continue;
      const identity = JSON.stringify(toJson(model.state, state));
      if (seen.has(identity)) continue;
      seen.add(identity);
      queue.push({ state, world });
    }
  };

  // Our initial states come filtered by the model's `init`.
  const { init } = loaded.options;
  const worlds = loaded.initial().filter((w) => init === undefined || init(w.state));
  meet(
    "initial states",
    [...stepping.initial()].map((s) => ourStep(model, s, "initial")),
    worlds.map((w) => ({ key: `initial ${text(loaded.json(w))}`, world: w })),
  );
  let expanded = 0;
  for (
    let next = queue.shift();
    next !== undefined && expanded < limit && disagreements.length < 10;
    next = queue.shift()
  ) {
    expanded++;
    const { state, world } = next;
    const ours = stepping.successors(state).map((s) => ourStep(model, s, nameOf(model, s)));
    const theirs = loaded.successors(world).flatMap((s) => theirStep(loaded, s));
    meet(`after ${text(shown(model, state))}`, ours, theirs);
  }
  return { states: expanded, steps, disagreements };
}

const some = (keys: readonly string[]): string => keys.slice(0, 2).join("\n    ");

interface Ours {
  readonly key: string;
  readonly state: StateValue | null;
}
interface Theirs {
  readonly key: string;
  readonly world: World | null;
}

function nameOf(model: SpecModel, s: Successor): string {
  const action = model.actions[s.action];
  if (action === undefined) return "initial";
  const args = s.args.map((a, i) => toJson(action.params[i]?.domain ?? { kind: "undefined" }, a));
  return `${action.name}(${text(args)}) ${action.origin.kind === "process" ? action.origin.from : "-"}`;
}

function ourStep(model: SpecModel, s: Successor, name: string): Ours {
  if (s.failure?.kind === "assertion")
    return { key: `${name} fails: ${model.assertions[s.failure.assertion]?.text}`, state: null };
  if (s.failure !== null) return { key: `${name} leaves its range`, state: null };
  return { key: `${name} ${s.state === null ? "" : text(shown(model, s.state))}`, state: s.state };
}

function theirStep(loaded: Loaded, s: Step): readonly Theirs[] {
  const name = `${s.name}(${text(s.args)}) ${s.label ?? "-"}`;
  switch (s.outcome) {
    case "blocked":
      return [];
    case "failed":
      return [
        {
          key: s.failure.kind === "error" ? `${name} leaves its range` : `${name} fails: ${s.failure.text}`,
          world: null,
        },
      ];
    case "taken":
      if (s.outside.length > 0) return [{ key: `${name} leaves its range`, world: null }];
      return [{ key: `${name} ${text(loaded.json(s.next))}`, world: s.next }];
  }
}

/** The state as users see it. */
const shown = (model: SpecModel, state: StateValue): Json => reportState(model, state).json;

/** Keys in one order; without locals, which JavaScript does not show; a process without instances may be listed or not. */
function text(json: unknown): string {
  return JSON.stringify(json, (key, v: unknown) => {
    if (typeof v !== "object" || v === null || Array.isArray(v)) return v;
    const entries = Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1));
    const isListed = ([name, rests]: [string, unknown]): boolean =>
      key === "at" ? JSON.stringify(rests) !== "{}" : key !== "" || name !== "locals";
    return Object.fromEntries(entries.filter(isListed));
  });
}
