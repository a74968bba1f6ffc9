/**
 * Statements along all their paths at once: what a path does not take changes nothing on it.
 * In: `Stmt` of a lowered model, the run, the frame. Out: `statement`.
 * Not here: expressions (`expressions.ts`); where a path may lead out of a step (`instances.ts`).
 */
import type { FlowBlock, Stmt } from "../../../ir/expr.ts";
import { and, type Cond, FALSE, narrowed, not, or, TRUE } from "./condition.ts";
import { declareSlot, type Frame } from "./frame.ts";
import { visitEntries } from "./maps.ts";
import { opened } from "./parts.ts";
import { isPure } from "./purity.ts";
import { partOf, type Run } from "./run.ts";
import { visitElements } from "./sequences.ts";
import { elementDomain, memberAt } from "./set-bits.ts";
import { memberValues } from "./structured.ts";
import { unsupported } from "./unsupported.ts";
import { constant, equal, truth } from "./value.ts";

/** Rounds of a loop that are unrolled where their number is known. */
const MOST_ROUNDS = 64;
/** Rounds that are followed where it is not. */
const MOST_ROUNDS_FOLLOWED = 6;

export function statement(run: Run, f: Frame, s: Stmt): void {
  if (run.path === FALSE) return;
  switch (s.kind) {
    case "block":
      for (const x of s.body) statement(run, f, x);
      return;
    case "let":
      return declareSlot(run, f, s.slot, s.value === null ? constant(undefined) : f.knot.expr(run, f, s.value));
    case "expr":
      f.knot.expr(run, f, s.value);
      return;
    case "when": {
      run.block(truth(f.knot.expr(run, f, s.test)));
      if (run.depth === 0 && run.path === TRUE)
        run.guard = { length: run.code.length, alive: run.alive, trouble: run.trouble };
      return;
    }
    case "assert":
      return run.fear(not(truth(f.knot.expr(run, f, s.test))));
    case "throw":
      run.fear(TRUE);
      run.path = FALSE;
      return;
    case "if": {
      const test = run.bindCond(truth(f.knot.expr(run, f, s.test)));
      const before = run.path;
      const then = follow(run, narrowed(before, test, true), () => statement(run, f, s.then));
      const otherwise = follow(run, narrowed(before, test, false), () => {
        if (s.else !== null) statement(run, f, s.else);
      });
      run.path = then.isWhole && otherwise.isWhole ? before : partOf(run, or(then.path, otherwise.path), before);
      return;
    }
    case "switch":
      return switchOf(run, f, s);
    case "loop":
      return loopOf(run, f, s);
    case "forOf":
      return forOf(run, f, s);
    case "labeled":
      return region(run, [`break ${s.id}`], () => statement(run, f, s.body));
    case "break":
      return jump(run, `break ${s.target}`);
    case "continue":
      return jump(run, `continue ${s.target}`);
    case "return":
      f.returns.push({
        path: run.path,
        value: run.bindVal(s.value === null ? constant(undefined) : f.knot.expr(run, f, s.value)),
      });
      run.jumps.add("return");
      run.path = FALSE;
      return;
    case "flow":
      return flow(run, f, s.blocks);
    case "yield":
    case "procedure":
      throw new Error(`a statement "${s.kind}" in a lowered model`);
  }
}

/** Whether the whole of the path comes out where it should. */
function follow(run: Run, path: Cond, what: () => void): { readonly path: Cond; readonly isWhole: boolean } {
  if (path === FALSE) return { path, isWhole: true };
  run.path = path;
  const jumps = run.jumps;
  run.jumps = new Set();
  const dead = run.path;
  what();
  const isWhole = run.jumps.size === 0 && run.path !== FALSE;
  for (const j of run.jumps) jumps.add(j);
  run.jumps = jumps;
  return { path: isWhole ? dead : run.path, isWhole };
}

function jump(run: Run, to: string): void {
  run.exits.set(to, or(run.exits.get(to) ?? FALSE, run.path));
  run.jumps.add(to);
  run.path = FALSE;
}

/** Jumps to these places come out here. */
function region(run: Run, targets: readonly string[], what: () => void): void {
  const before = run.path;
  const outer = run.jumps;
  run.jumps = new Set();
  // A function that calls itself is in the same region more than once.
  const waiting = targets.map((t) => run.exits.get(t) ?? FALSE);
  for (const t of targets) run.exits.set(t, FALSE);
  what();
  const escaped = [...run.jumps].filter((j) => !targets.includes(j));
  const back = targets.reduce<Cond>((path, t) => or(path, run.exits.get(t) ?? FALSE), run.path);
  const isWhole = escaped.length === 0 && back !== FALSE;
  for (const [i, t] of targets.entries()) run.exits.set(t, waiting[i] ?? FALSE);
  run.jumps = outer;
  for (const j of escaped) outer.add(j);
  run.path = isWhole ? before : partOf(run, run.bindCond(back), before);
}

function switchOf(run: Run, f: Frame, s: Stmt & { kind: "switch" }): void {
  const value = run.bindVal(f.knot.expr(run, f, s.of));
  if (s.clauses.some(({ test }) => test !== null && !isPure(f, test))) unsupported("a case that changes something");
  const tests = s.clauses.map((c) =>
    c.test === null ? null : run.bindCond(equal(f.knot.expr(run, f, c.test), value)),
  );
  const none = tests.reduce<Cond>((path, t) => (t === null ? path : and(path, not(t))), TRUE);
  region(run, [`break ${s.id}`], () => {
    const before = run.path;
    let earlier: Cond = FALSE;
    let falling: Cond = FALSE;
    for (const [i, c] of s.clauses.entries()) {
      const test = tests[i] ?? null;
      const enters = test === null ? none : and(test, not(earlier));
      if (test !== null) earlier = run.bindCond(or(earlier, test));
      run.path = partOf(run, run.bindCond(or(falling, and(before, enters))), before);
      for (const x of c.body) statement(run, f, x);
      falling = run.path;
    }
    const hasDefault = tests.includes(null);
    run.path = hasDefault ? falling : partOf(run, or(falling, and(before, none)), before);
  });
}

function loopOf(run: Run, f: Frame, s: Stmt & { kind: "loop" }): void {
  const leave = `break ${s.id}`;
  let unknown = 0;
  /** Leaves the loop on the paths on which the test does not hold; false where none is left. */
  const goesOn = (): boolean => {
    const test = s.test === null ? TRUE : run.bindCond(truth(f.knot.expr(run, f, s.test)));
    if (test === TRUE) return true;
    if (test === FALSE) return false;
    const path = run.path;
    run.path = narrowed(path, test, false);
    jump(run, leave);
    run.path = narrowed(path, test, true);
    if (++unknown <= MOST_ROUNDS_FOLLOWED) return run.path !== FALSE;
    run.fear(TRUE);
    run.path = FALSE;
    return false;
  };
  region(run, [leave], () => {
    if (s.testFirst && !goesOn()) return;
    for (let round = 0; ; round++) {
      if (round >= MOST_ROUNDS || --run.patience < 0) unsupported("a long loop");
      region(run, [`continue ${s.id}`], () => statement(run, f, s.body));
      if (run.path === FALSE) return;
      if (s.update !== null) f.knot.expr(run, f, s.update);
      if (!goesOn()) return;
    }
  });
}

function forOf(run: Run, f: Frame, s: Stmt & { kind: "forOf" }): void {
  const of = opened(run, f.knot.expr(run, f, s.of), ["set", "seq", "map"]);
  const isMap = of.kind === "place" && of.place.packing.kind === "map";
  const isSet = of.kind === "set" || (of.kind === "place" && of.place.packing.kind === "set");
  region(run, [`break ${s.id}`], () => {
    const round = (x: Parameters<typeof declareSlot>[3], there: Cond): void => {
      if (--run.patience < 0) unsupported("a long loop");
      const before = run.path;
      const through = follow(run, narrowed(before, there, true), () => {
        declareSlot(run, f, s.slot, x);
        region(run, [`continue ${s.id}`], () => statement(run, f, s.body));
      });
      run.path = through.isWhole ? before : partOf(run, or(through.path, narrowed(before, there, false)), before);
    };
    if (isMap) return visitEntries(run, of, round);
    if (!isSet) return visitElements(run, of, (x, _, there) => round(x, there));
    const members = memberValues(elementDomain(of));
    const atFirst = members.map((_, i) => run.bindCond(memberAt(run, of, i)));
    for (const [i, x] of members.entries()) round(x, run.bindCond(and(atFirst[i] ?? FALSE, memberAt(run, of, i))));
  });
}

/**
 * Blocks in their order, each on the paths that lead to it. What jumps back is followed for some rounds; whoever goes
 * round more often than that is left to the cells.
 */
function flow(run: Run, f: Frame, blocks: readonly FlowBlock[]): void {
  const before = run.path;
  const sequence = order(blocks);
  const place = new Map(sequence.map((block, i) => [block, i]));
  let into = new Map<number, Cond>([[0, before]]);
  let entered: ReadonlySet<number> = new Set([0]);
  for (let rounds = 0; into.size > 0; rounds++) {
    const again = new Map<number, Cond>();
    const round: Round = { entered, above: new Map(), left: new Map() };
    if (rounds === MOST_ROUNDS_FOLLOWED) {
      run.path = TRUE;
      for (const path of into.values()) run.fear(path);
      break;
    }
    for (const at of sequence) {
      const path = run.bindCond(into.get(at) ?? FALSE);
      if (path === FALSE) continue;
      partOf(run, path, round.left.get(round.above.get(at) ?? NOWHERE) ?? before);
      if (--run.patience < 0) unsupported("a long body");
      run.path = path;
      followBlock(run, f, blocks[at] as FlowBlock, (to, taken) => {
        round.left.set(at, run.path);
        const isBack = (place.get(to) ?? 0) <= (place.get(at) ?? 0);
        const next = isBack ? again : into;
        const joined = or(next.get(to) ?? FALSE, taken);
        if (joined !== FALSE) next.set(to, joined);
        if (joined !== FALSE && !isBack) leads(round, at, to);
      });
    }
    into = again;
    entered = new Set(again.keys());
  }
  run.path = before;
}

/** Which blocks every way to a block leads through, as long as nothing jumps back. */
interface Round {
  /** From outside, or from the round before. */
  readonly entered: ReadonlySet<number>;
  /** The nearest of them. */
  readonly above: Map<number, number>;
  /** The path at the end of a block. */
  readonly left: Map<number, Cond>;
}

const NOWHERE = -1;

function leads({ entered, above }: Round, from: number, to: number): void {
  if (entered.has(to)) return;
  const known = above.get(to);
  if (known === undefined) return void above.set(to, from);
  const mine = new Set<number>();
  for (let at: number | undefined = from; at !== undefined; at = above.get(at)) mine.add(at);
  let common: number | undefined = known;
  while (common !== undefined && !mine.has(common)) common = above.get(common);
  above.set(to, common ?? NOWHERE);
}

function followBlock(run: Run, f: Frame, { body, end }: FlowBlock, go: (to: number, path: Cond) => void): void {
  for (const x of body) statement(run, f, x);
  switch (end.kind) {
    case "goto":
      return go(end.to, run.path);
    case "branch": {
      const test = run.bindCond(truth(f.knot.expr(run, f, end.test)));
      const path = run.path;
      go(end.then, narrowed(path, test, true));
      return go(end.else, narrowed(path, test, false));
    }
    case "stop":
      return;
  }
}

/** So that every block stands before those it leads to, but for jumps back. */
function order(blocks: readonly FlowBlock[]): readonly number[] {
  const done: number[] = [];
  const met = new Set<number>();
  const visit = (at: number): void => {
    if (met.has(at)) return;
    met.add(at);
    const { end } = blocks[at] as FlowBlock;
    if (end.kind === "branch") for (const to of [end.else, end.then]) visit(to);
    if (end.kind === "goto") visit(end.to);
    done.push(at);
  };
  if (blocks.length > 0) visit(0);
  return done.reverse();
}
