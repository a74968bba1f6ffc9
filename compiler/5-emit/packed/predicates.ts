/**
 * Properties of packed states: what every new state is asked, and whether it is inside the constraint.
 * In: an emission, the evaluator over cells. Out: the bodies of `check` and `inside`.
 * Not here: step invariants (`instances.ts`).
 *
 * The packed form only says that there is nothing to say; where there is, the cells look at the state and say it.
 */
import { type Body, isTemporal } from "../../../ir/model.ts";
import { type Emission, flagOfProperty } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, label, loop, ret, set, tee, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { and, type Cond, codeOf, condOf, FALSE, not, or, TRUE } from "./condition.ts";
import { withoutDead } from "./dead-code.ts";
import { type Bodies, createBodies } from "./knot.ts";
import { createPool, createRun, type LocalPool } from "./run.ts";
import { Unsupported } from "./unsupported.ts";
import { truth } from "./value.ts";

/** What `check` asks of the cells. */
export interface CellsCheck {
  /** (states, n): every property of states. */
  readonly check: Func;
  /** (states, n): some of them, by their indices. */
  checkOf(properties: readonly number[]): Func;
}

/** Sets the body of `check` (states, n). Gives the properties that cannot be packed: of them it asks the cells about every state. */
export function emitCheck(e: Emission, check: Func, cells: CellsCheck, packs: boolean): readonly number[] {
  const asked = e.model.properties.flatMap((p, i) =>
    p.kind === "stepInvariant" || isTemporal(p.kind) ? [] : [{ p, i }],
  );
  const stride = 8 * e.layout.words.length;
  if (asked.length === 0) return [];
  const [states, n] = [check.param(0), check.param(1)];
  const end = check.local("end", "i32");
  const words = e.layout.words.map((_, i) => check.local(`s${i}`, "i64"));
  const pool = createPool(check);
  const bodies = createBodies(e.model, e.layout);
  const code: Code[] = [];
  const left: number[] = [];
  let noteworthy: Cond = FALSE;
  for (const { p, i } of asked) {
    const before = code.length;
    try {
      if (!packs) throw new Unsupported("not packed");
      const { holds, fear } = predicate(bodies, pool, words, p.body, code);
      const isMet = condOf(i32.eqz(i32.load8_u(i32c(0), e.flags + flagOfProperty(i))));
      noteworthy = or(noteworthy, p.kind === "reachable" ? and(or(holds, fear), isMet) : or(not(holds), fear));
    } catch (thrown) {
      if (!(thrown instanceof Unsupported)) throw thrown;
      code.length = before;
      left.push(i);
    }
  }
  const isPacked = left.length < asked.length;
  code.push(...(noteworthy === FALSE ? [] : [when(codeOf(noteworthy), [call(cells.check, [get(states), i32c(1)])])]));
  code.splice(0, code.length, ...withoutDead(code, new Set()));
  if (left.length > 0) code.push(call(cells.checkOf(left), [get(states), i32c(1)]));
  const again = label("states");
  check.body = [
    set(end, i32.add(get(states), i32.mul(get(n), i32c(stride)))),
    loop(again, [
      ...(isPacked ? words.map((w, i) => set(w, i64.load(get(states), 8 * i))) : []),
      ...code,
      br(again, i32.lt_u(tee(states, i32.add(get(states), i32c(stride))), get(end))),
    ]),
  ];
  return left;
}

/** Sets the body of `inside` (state) → 0 or 1. */
export function emitInside(e: Emission, inside: Func, cellsInside: Func, body: Body, packs: boolean): void {
  const words = e.layout.words.map((_, i) => inside.local(`s${i}`, "i64"));
  const pool = createPool(inside);
  const byCells = call(cellsInside, [get(inside.param(0))]);
  try {
    if (!packs) throw new Unsupported("not packed");
    const code: Code[] = words.map((w, i) => set(w, i64.load(get(inside.param(0)), 8 * i)));
    const { holds, fear } = predicate(createBodies(e.model, e.layout), pool, words, body, code);
    const afraid = fear === FALSE ? [] : [when(codeOf(fear), [ret(byCells)])];
    inside.body = [...code, ...afraid, codeOf(holds)];
  } catch (thrown) {
    if (!(thrown instanceof Unsupported)) throw thrown;
    inside.body = [byCells];
  }
}

/** Adds code; gives whether the body returns something true, and when the cells have to say. */
function predicate(
  bodies: Bodies,
  pool: LocalPool,
  words: readonly Local[],
  body: Body,
  code: Code[],
): { readonly holds: Cond; readonly fear: Cond } {
  const run = createRun(pool, words, null, { taken: [], position: 0 });
  const result = run.bindVal(bodies.follow(run, body, []));
  code.push(...run.code);
  return { holds: run.alive === TRUE ? truth(result) : and(run.alive, truth(result)), fear: run.trouble };
}
