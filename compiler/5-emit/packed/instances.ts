/**
 * One action instance as branchless code: every way through it (one per alternative of its picks), with what is to be stored.
 * In: an action, its arguments, the parent's words. Out: `instanceCode`: instructions that store successors and advance.
 * Not here: the loop over parents (`expand.ts`).
 */
import type { Action, Body } from "../../../ir/model.ts";
import type { Value } from "../../../ir/value.ts";
import { type Code, get, i32, i32c, i64, set, when } from "../wasm/code.ts";
import type { Global, Local } from "../wasm/module.ts";
import { and, type Cond, codeOf, FALSE, not, or, TRUE } from "./condition.ts";
import { withoutDead } from "./dead-code.ts";
import { known } from "./frame.ts";
import type { Bodies } from "./knot.ts";
import { createRun, type LocalPool, nextScript, type Run, type Script } from "./run.ts";
import { truth } from "./value.ts";

export interface Site {
  readonly bodies: Bodies;
  readonly pool: LocalPool;
  /** The parent's. */
  readonly words: readonly Local[];
  /** i32: where the next successor goes; advanced by `stride` bytes for each that is kept. */
  readonly out: Local;
  readonly stride: number;
  /** Whatever is to be true of every step that is stored. */
  readonly ofSteps: readonly Body[];
}

export interface InstanceCode {
  readonly code: readonly Code[];
  /** Successors that it can store at most. */
  readonly most: number;
  /** 1 where the cells have to do it again; then `out` is to be what it was. Null where that is impossible. */
  readonly trouble: Local | null;
}

/** Instructions above which a step is jumped over where its guard does not hold, not computed in vain. */
const DEAR = 40;

export function instanceCode(site: Site, action: Action, args: readonly Value[]): InstanceCode {
  const script: Script = { taken: [], position: 0 };
  const code: Code[] = [];
  const trouble = site.pool.take("i32");
  let isFeared = false;
  let most = 0;
  do {
    const run = createRun(site.pool, site.words, null, script);
    const slots = action.params.map((p, i) => ({ slot: p.slot, value: known(p.domain, args[i]) }));
    site.bodies.follow(run, action.body, slots);
    for (const body of site.ofSteps) judgeStep(site, run, body);
    if (run.trouble !== FALSE) isFeared = true;
    // One that is left to the cells may have stored others before.
    if (run.alive !== FALSE || run.trouble !== FALSE) most++;
    code.push(...assembled(site, run, trouble));
  } while (nextScript(script));
  const needed = new Set<Local | Global>([site.out, ...(isFeared ? [trouble] : [])]);
  const live = withoutDead(code, needed);
  return isFeared ? { code: [set(trouble, i32c(0)), ...live], most, trouble } : { code: live, most, trouble: null };
}

/** A step that breaks a step invariant is told by the cells, and one that the step constraint refuses is left to them. */
function judgeStep(site: Site, run: Run, body: Body): void {
  const step = createRun(site.pool, site.words, run.now.at, { taken: [], position: 0 });
  const holds = truth(site.bodies.follow(step, body, []));
  run.code.push(...step.code);
  run.fear(or(not(and(step.alive, holds)), step.trouble));
}

function assembled(site: Site, run: Run, trouble: Local): readonly Code[] {
  const { length, alive, trouble: early } = run.guard;
  const head = run.code.slice(0, length);
  const tail = run.code.slice(length);
  const isDear = alive !== TRUE && tail.reduce((n, c) => n + cost(c), 0) > DEAR;
  const keeps = isDear && run.alive === alive ? TRUE : run.alive;
  const isFeared = run.trouble !== FALSE;
  const feared = isFeared ? [set(trouble, i32.or(get(trouble), codeOf(run.trouble)))] : [];
  // What is set in a part that may be jumped over is not looked at outside of it, and what was feared before is not jumped over.
  const before = isDear && early !== FALSE ? [set(trouble, i32.or(get(trouble), codeOf(early)))] : [];
  const kept = [...tail, ...feared, ...store(site, run, isFeared ? and(keeps, not(run.trouble)) : keeps)];
  return isDear ? [...head, ...before, when(codeOf(alive), kept)] : [...head, ...kept];
}

function store({ out, stride }: Site, run: Run, keep: Cond): readonly Code[] {
  if (keep === FALSE) return [];
  const stores = run.now.at.map((w, i) => i64.store(get(out), get(w), 8 * i));
  const advance = keep === TRUE ? i32c(stride) : i32.mul(codeOf(keep), i32c(stride));
  return [
    ...stores,
    set(out, i32.add(get(out), isPowerOfTwo(stride) && keep !== TRUE ? shifted(keep, stride) : advance)),
  ];
}

const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;
const shifted = (keep: Cond, stride: number): Code => i32.shl(codeOf(keep), i32c(Math.log2(stride)));

/** Instructions of a tree. */
export function cost(c: Code): number {
  switch (c.kind) {
    case "const":
    case "get":
      return 0;
    case "op":
    case "call":
      return c.args.reduce((n, a) => n + cost(a), 1);
    case "set":
    case "tee":
      return cost(c.value);
    case "select":
      return 1 + cost(c.then) + cost(c.else) + cost(c.test);
    case "if":
      return 1 + cost(c.test) + [...c.then, ...c.else].reduce((n, x) => n + cost(x), 0);
    default:
      return 1;
  }
}
