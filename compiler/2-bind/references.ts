/**
 * References used after their place was replaced: `const m = s.queue[0]; s.queue.shift(); m.kind`. JavaScript would still see the old
 * object, which is no part of the state any more; such uses are refused.
 * In: a bound body. Out: diagnostics, in the context; what a helper function replaces and gives back, for its callers.
 * Not here: storing one object twice (`aliasing.ts`), references across yields (`compiler/3-lower/`).
 */
import { staleReference } from "../../ir/codes/bind.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Body } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { eachChild, isStmt } from "../../ir/walk.ts";
import { type Context, type Path, type Replaced, report } from "./context.ts";
import { isReference, mapOf, seqOf } from "./types.ts";

/** What is known at a point of the body: places that slots refer to, and which of these were replaced since. */
interface Known {
  readonly refers: Map<number, readonly Path[]>;
  readonly stale: Map<number, Span>;
}

interface Walk {
  readonly context: Context;
  readonly body: Body;
  readonly reported: Set<string>;
  readonly replaced: Path[];
  readonly returned: Path[];
  /** What holds where a jump lands, by target. */
  readonly landings: Map<string, Known[]>;
}

const copy = (k: Known): Known => ({ refers: new Map(k.refers), stale: new Map(k.stale) });

function merged(all: readonly (Known | null)[]): Known | null {
  const ways = all.filter((k) => k !== null);
  const [first, ...others] = ways;
  if (first === undefined) return null;
  const out = copy(first);
  for (const k of others) {
    for (const [slot, paths] of k.refers) out.refers.set(slot, union(out.refers.get(slot) ?? [], paths));
    for (const [slot, at] of k.stale) out.stale.set(slot, at);
  }
  return out;
}

const union = (a: readonly Path[], b: readonly Path[]): readonly Path[] => [
  ...a,
  ...b.filter((p) => !a.some((q) => startsWith(q, p) && startsWith(p, q))),
];

const startsWith = (path: Path, prefix: Path): boolean =>
  prefix.length <= path.length && prefix.every((p, i) => p === path[i]);

export function reportStale(context: Context, body: Body): Replaced {
  const w: Walk = { context, body, reported: new Set(), replaced: [], returned: [], landings: new Map() };
  run(w, body.code, { refers: new Map(), stale: new Map() });
  return { replaced: w.replaced, returned: w.returned };
}

// ---- statements ----

/** Null where nothing goes on behind the statement. */
function run(w: Walk, s: Stmt, before: Known): Known | null {
  const k = copy(before);
  switch (s.kind) {
    case "block":
      return s.body.reduce<Known | null>((known, x) => (known === null ? null : run(w, x, known)), k);
    case "let":
      if (s.value !== null) look(w, s.value, k);
      take(k, s.slot, s.value === null ? [] : pathsOf(w, s.value, k));
      return k;
    case "expr":
      look(w, s.value, k);
      return k;
    case "when":
    case "assert":
      look(w, s.test, k);
      return k;
    case "if":
      look(w, s.test, k);
      return merged([run(w, s.then, k), s.else === null ? k : run(w, s.else, k)]);
    case "switch":
      return choose(w, s, k);
    case "loop":
      return again(w, s.id, k, (known) => turn(w, s, known));
    case "forOf":
      return over(w, s, k);
    case "labeled":
      return merged([run(w, s.body, k), ...landed(w, `break ${s.id}`)]);
    case "break":
    case "continue":
      landed(w, `${s.kind} ${s.target}`, k);
      return null;
    case "return":
      if (s.value === null) return null;
      look(w, s.value, k);
      w.returned.push(...pathsOf(w, s.value, k));
      return null;
    case "throw":
      return null;
    case "yield":
    case "procedure":
    case "flow":
      if (s.kind === "procedure") for (const a of s.args) look(w, a, k);
      return k;
  }
}

/** Those that jump to this target; `k` is one more of them. */
function landed(w: Walk, target: string, k?: Known): readonly Known[] {
  const known = [...(w.landings.get(target) ?? []), ...(k === undefined ? [] : [copy(k)])];
  w.landings.set(target, known);
  return known;
}

function choose(w: Walk, s: Stmt & { kind: "switch" }, k: Known): Known | null {
  look(w, s.of, k);
  let falling: Known | null = null;
  for (const clause of s.clauses) {
    if (clause.test !== null) look(w, clause.test, k);
    const start: Known | null = merged([k, falling]);
    falling =
      start === null
        ? null
        : clause.body.reduce<Known | null>((known, x) => (known === null ? null : run(w, x, known)), start);
  }
  const none = s.clauses.some((c) => c.test === null) ? null : k;
  return merged([falling, none, ...landed(w, `break ${s.id}`)]);
}

/** Twice, so that what one turn replaces is known in the next. */
function again(w: Walk, id: number, k: Known, once: (known: Known) => Known | null): Known | null {
  const first = once(k);
  const second = merged([k, first, ...landed(w, `continue ${id}`)]);
  const last = second === null ? null : once(second);
  return merged([k, first, last, ...landed(w, `continue ${id}`), ...landed(w, `break ${id}`)]);
}

function turn(w: Walk, s: Stmt & { kind: "loop" }, before: Known): Known | null {
  const k = copy(before);
  if (s.test !== null) look(w, s.test, k);
  const end = merged([run(w, s.body, k), ...landed(w, `continue ${s.id}`)]);
  if (end !== null && s.update !== null) look(w, s.update, end);
  return end;
}

function over(w: Walk, s: Stmt & { kind: "forOf" }, k: Known): Known | null {
  look(w, s.of, k);
  const whole = -1 - s.id;
  const paths = pathsOf(w, s.of, k);
  take(k, whole, paths);
  const isMap = mapOf(s.of.type) !== null;
  const holdsObjects = isReference(seqOf(s.of.type)?.of ?? { kind: "void" });
  return again(w, s.id, k, (before) => {
    const known = copy(before);
    use(w, known, whole, s.of.at, "this loop");
    const pairs = isMap ? paths.map((p) => [...p, "*", PAIR]) : [];
    take(known, s.slot, holdsObjects ? paths.map((p) => [...p, "*"]) : pairs);
    return run(w, s.body, known);
  });
}

// ---- expressions ----

/** Goes through an expression in order: uses are held against what is known, which it then changes. */
function look(w: Walk, e: Expr, k: Known): void {
  const perhaps = (way: (known: Known) => void): void => {
    const known = copy(k);
    way(known);
    become(k, merged([k, known]) ?? k);
  };
  switch (e.kind) {
    case "local":
      use(w, k, e.slot, e.at, w.body.locals[e.slot]?.name ?? "it");
      return;
    case "conditional": {
      look(w, e.test, k);
      const other = copy(k);
      look(w, e.then, k);
      look(w, e.else, other);
      become(k, merged([k, other]) ?? k);
      return;
    }
    case "logical":
      look(w, e.left, k);
      perhaps((known) => look(w, e.right, known));
      return;
    case "optional":
      look(w, e.base, k);
      take(k, e.slot, pathsOf(w, e.base, k));
      perhaps((known) => look(w, e.rest, known));
      return;
    case "assign":
      if (e.target.kind !== "local") look(w, e.target, k);
      look(w, e.value, k);
      if (e.target.kind === "local") {
        const before = e.op === "=" ? [] : (k.refers.get(e.target.slot) ?? []);
        take(k, e.target.slot, [...before, ...pathsOf(w, e.value, k)]);
      } else if (isReference(e.target.type)) for (const p of pathsOf(w, e.target, k)) replace(w, k, p, e.at);
      return;
    default:
      eachChild(e, (child) => {
        if (isStmt(child)) perhaps((known) => void run(w, child, known));
        else look(w, child, k);
      });
  }
  if (e.kind === "call")
    for (const p of w.context.functions.info[e.function]?.places.replaced ?? [])
      for (const q of atCall(w, e.args, p, k)) replace(w, k, q, e.at);
  if (e.kind === "mapMethod" && CHANGING.includes(e.op) && isReference(mapOf(e.of.type)?.value ?? { kind: "void" }))
    for (const p of pathsOf(w, e.of, k)) replace(w, k, [...p, "*"], e.at);
  if (e.kind === "seqMethod" && REMOVING.includes(e.op) && isReference(seqOf(e.of.type)?.of ?? { kind: "void" }))
    for (const p of pathsOf(w, e.of, k)) replace(w, k, [...p, "*"], e.at);
}

const REMOVING: readonly string[] = ["shift", "pop", "unshift", "reverse", "sort", "splice"];
const CHANGING: readonly string[] = ["set", "delete", "clear"];
/** A pair of a key and the value itself, as a loop over a map gives it. */
const PAIR = "pair";

function become(k: Known, other: Known): void {
  for (const [slot, paths] of other.refers) k.refers.set(slot, paths);
  for (const [slot, at] of other.stale) k.stale.set(slot, at);
}

/** From here on the slot refers to these places. */
function take(k: Known, slot: number, paths: readonly Path[]): void {
  k.stale.delete(slot);
  k.refers.set(
    slot,
    paths.filter((p) => p.length > 1),
  );
}

function use(w: Walk, k: Known, slot: number, at: Span, name: string): void {
  const changed = k.stale.get(slot);
  if (changed === undefined) return;
  const key = `${slot} ${changed.file} ${changed.start}`;
  if (!w.reported.has(key)) report(w.context, staleReference(at, { name, changed }));
  w.reported.add(key);
}

/** The object at this place is another one from here on. */
function replace(w: Walk, k: Known, path: Path, at: Span): void {
  w.replaced.push(path);
  for (const [slot, paths] of k.refers)
    if (paths.some((p) => startsWith(p, path)) && !k.stale.has(slot)) k.stale.set(slot, at);
}

/** Places whose object the expression gives, not a new one. */
function pathsOf(w: Walk, e: Expr, k: Known): readonly Path[] {
  const below = (of: Expr, name: string): readonly Path[] => pathsOf(w, of, k).map((p) => [...p, name]);
  if (e.kind !== "state" && !isReference(e.type)) return [];
  switch (e.kind) {
    case "state":
      return [[e.when]];
    case "local": {
      const known = k.refers.get(e.slot) ?? [];
      return known.length > 0 ? known : [[`local ${e.slot}`]];
    }
    case "field":
      return below(e.of, e.name).flatMap((p) => {
        if (p.at(-2) !== PAIR) return [p];
        return e.name === "1" ? [p.slice(0, -2)] : [];
      });
    case "index":
      return below(e.of, "*");
    case "seqMethod":
      if (e.op === "reverse" || e.op === "sort" || e.op === "fill") return pathsOf(w, e.of, k);
      return e.op === "at" || e.op === "find" || e.op === "findLast" ? below(e.of, "*") : [];
    case "mapMethod":
      if (e.op === "set") return pathsOf(w, e.of, k);
      return e.op === "get" ? below(e.of, "*") : [];
    case "setMethod":
    case "bagMethod":
      return e.op === "add" ? pathsOf(w, e.of, k) : [];
    case "assign":
      return pathsOf(w, e.value, k);
    case "optional":
      return pathsOf(w, e.rest, k);
    case "conditional":
      return union(pathsOf(w, e.then, k), pathsOf(w, e.else, k));
    case "logical":
      return union(pathsOf(w, e.left, k), pathsOf(w, e.right, k));
    case "call":
      return (w.context.functions.info[e.function]?.places.returned ?? []).flatMap((p) => atCall(w, e.args, p, k));
    default:
      return [];
  }
}

/** A place of a function's parameter, as the caller names it. */
function atCall(w: Walk, args: readonly Expr[], path: Path, k: Known): readonly Path[] {
  const [root = "", ...rest] = path;
  if (!root.startsWith("local ")) return [path];
  const arg = args[Number(root.slice(6))];
  return arg === undefined ? [] : pathsOf(w, arg, k).map((p) => [...p, ...rest]);
}
