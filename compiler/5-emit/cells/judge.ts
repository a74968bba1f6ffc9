/**
 * Predicates of packed states: for hosts one by one, for the search all at once, noted in the flags.
 * In: the runner, the images. Out: `createJudge` and its exports `judge`, `judgeBlock`, `judgeGoal`, `inside`, `allows`, `terminated`.
 * Not here: who asks (`drivers.ts`, `../search/`).
 */
import { isTemporal } from "../../../ir/model.ts";
import type { Emission } from "../emission.ts";
import { FLAG_ASSERTION, flagOfProperty } from "../emission.ts";
import {
  block,
  br,
  brTable,
  type Code,
  call,
  get,
  i32,
  i32c,
  label,
  loop,
  set,
  unreachable,
  when,
} from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Images } from "./images.ts";
import type { Objects } from "./objects.ts";
import { JUDGED_ASSERTION, JUDGED_FALSE, JUDGED_TRUE, type Runner } from "./runner.ts";

export interface Judge {
  /** (state i32, n i32): invariants, and `reachable`s that no state has satisfied yet, of n packed states. */
  readonly check: Func;
  /** The same of some of them. */
  checkOf(properties: readonly number[]): Func;
  /** (state i32, next i32): step invariants of a step between packed states; null where there are none. */
  readonly checkStep: Func | null;
  /** (state i32) → i32: whether it is inside of the constraint; a failure is noted and is not inside. Null: there is none. */
  readonly isInside: Func | null;
  /** (state i32, next i32) → i32: whether the step constraint lets this step; a failure is noted. Null: there is none. */
  readonly isAllowed: Func | null;
  /** (state i32) → i32: false, true, failed assertion, failed range. */
  readonly terminated: Func;
}

/** Sets a flag. */
export const raise = (e: Emission, flag: number): Code => i32.store8(i32c(e.flags + flag), i32c(1));

export function createJudge(e: Emission, o: Objects, runner: Runner, images: Images): Judge {
  const { properties, options } = e.model;
  const tools: Tools = { o, runner, images };
  const judge = judgeFunc(e, "judge", runner.property, tools);
  judgeBlock(e, "judgeBlock", judge);
  judgeBlock(e, "judgeGoal", judgeFunc(e, null, runner.goal, tools));
  const inside = ofState(e, "inside", runner.inside, o, images);
  const allows = ofStep(e, "allows", runner.allows, tools);
  // What the graph of all states decides is not asked of a single one while it is found.
  const all = properties.flatMap(({ kind }, p) => (isTemporal(kind) ? [] : [{ kind, p }]));
  const states = all.filter(({ kind }) => kind !== "stepInvariant").map(({ p }) => p);
  const steps = all.filter(({ kind }) => kind === "stepInvariant").map(({ p }) => p);
  const check = checkStates(e, states, tools);
  return {
    check,
    checkOf: (some) => (some.length === states.length ? check : checkStates(e, some, tools)),
    checkStep: steps.length === 0 ? null : checkStep(e, steps, tools),
    isInside: options.constraint === null ? null : noting(e, "cells.isInside", inside),
    isAllowed: options.stepConstraint === null ? null : noting(e, "cells.isAllowed", allows),
    terminated: ofState(e, "terminated", runner.terminated, o, images),
  };
}

/** What all of these need. */
interface Tools {
  readonly o: Objects;
  readonly runner: Runner;
  readonly images: Images;
}

const mended = ({ o, images }: Pick<Tools, "o" | "images">, then: readonly Code[]): Code =>
  when(get(o.dirty), [call(images.mend, []), ...then]);

/** (state i32) → i32, exported. */
function ofState(e: Emission, name: string, predicate: Func, o: Objects, images: Images): Func {
  const f = e.module.func(name, [["state", "i32"]], "i32", name);
  const verdict = f.local("verdict", "i32");
  f.body = [
    set(o.dirty, i32c(0)),
    call(images.lookAt, [get(f.param(0))]),
    set(verdict, call(predicate, [])),
    mended({ o, images }, []),
    get(verdict),
  ];
  return f;
}

/** (state i32, next i32) → i32, exported. */
function ofStep(e: Emission, name: string, predicate: Func, { o, images }: Tools): Func {
  const f = e.module.func(
    name,
    [
      ["state", "i32"],
      ["next", "i32"],
    ],
    "i32",
    name,
  );
  const verdict = f.local("verdict", "i32");
  f.body = [
    set(o.dirty, i32c(0)),
    call(images.lookAt, [get(f.param(0))]),
    call(images.lookAtNext, [get(f.param(1))]),
    set(verdict, call(predicate, [])),
    mended({ o, images }, []),
    get(verdict),
  ];
  return f;
}

/** (property i32, state i32, next i32 or 0, instance i32) → i32, exported under its name where it has one. */
function judgeFunc(
  e: Emission,
  name: string | null,
  predicates: readonly (Func | null)[],
  { o, images }: Omit<Tools, "runner">,
): Func {
  const f = e.module.func(
    name ?? "cells.judge",
    [
      ["property", "i32"],
      ["state", "i32"],
      ["next", "i32"],
      ["instance", "i32"],
    ],
    "i32",
    name ?? undefined,
  );
  const args = (of: Func): readonly Code[] => of.params.map(() => get(f.param(3)));
  const verdict = f.local("verdict", "i32");
  const [end, none] = [label("end"), label("none")];
  const labels = predicates.map((of, p) => (of === null ? none : label(`property${p}`)));
  const cases = predicates.reduce<readonly Code[]>(
    (before, of, p) =>
      of === null ? before : [block(labels[p] ?? null, before), set(verdict, call(of, args(of))), br(end)],
    [brTable(get(f.param(0)), labels, none)],
  );
  f.body = [
    set(o.dirty, i32c(0)),
    call(images.lookAt, [get(f.param(1))]),
    when(get(f.param(2)), [call(images.lookAtNext, [get(f.param(2))])]),
    block(end, [block(none, cases), unreachable]),
    mended({ o, images }, []),
    get(verdict),
  ];
  return f;
}

/** (property i32, in i32, n i32, out i32, instance i32), exported: one byte per packed state. */
function judgeBlock(e: Emission, name: string, judge: Func): void {
  const f = e.module.func(
    name,
    [
      ["property", "i32"],
      ["in", "i32"],
      ["n", "i32"],
      ["out", "i32"],
      ["instance", "i32"],
    ],
    null,
    name,
  );
  const [property, from, n, out, instance] = [f.param(0), f.param(1), f.param(2), f.param(3), f.param(4)];
  const next = label("next");
  f.body = [
    loop(next, [
      when(get(n), [
        i32.store8(get(out), call(judge, [get(property), get(from), i32c(0), get(instance)])),
        set(from, i32.add(get(from), i32c(8 * e.layout.words.length))),
        set(out, i32.add(get(out), i32c(1))),
        set(n, i32.sub(get(n), i32c(1))),
        br(next),
      ]),
    ]),
  ];
}

/** The same parameters → i32: whether it is true; a failure is noted, and is not. */
function noting(e: Emission, name: string, predicate: Func): Func {
  const f = e.module.func(
    name,
    predicate.params.map((p) => [p.name, "i32"] as const),
    "i32",
  );
  const verdict = f.local("verdict", "i32");
  f.body = [
    set(
      verdict,
      call(
        predicate,
        predicate.params.map((_, i) => get(f.param(i))),
      ),
    ),
    noteFailure(e, verdict),
    i32.eq(get(verdict), i32c(JUDGED_TRUE)),
  ];
  return f;
}

/** Notes in the flags what a property comes to. */
function note(e: Emission, p: number, verdict: Local): readonly Code[] {
  const wrong = e.model.properties[p]?.kind === "reachable" ? JUDGED_TRUE : JUDGED_FALSE;
  return [when(i32.eq(get(verdict), i32c(wrong)), [raise(e, flagOfProperty(p))]), noteFailure(e, verdict)];
}

/** A failed assertion or range. */
const noteFailure = (e: Emission, verdict: Local): Code =>
  when(i32.ge_u(get(verdict), i32c(JUDGED_ASSERTION)), [
    i32.store8(i32.add(i32c(e.flags + FLAG_ASSERTION), i32.sub(get(verdict), i32c(JUDGED_ASSERTION))), i32c(1)),
  ]);

function judgeAll(
  e: Emission,
  f: Func,
  look: readonly Code[],
  properties: readonly number[],
  t: Tools,
): readonly Code[] {
  const verdict = f.local("verdict", "i32");
  return properties.flatMap((p) => {
    const property = t.runner.property[p];
    if (property === undefined) throw new Error(`no property ${p}`);
    const code = [set(verdict, call(property, [])), ...note(e, p, verdict), mended(t, look)];
    const isMet = i32.load8_u(i32c(e.flags + flagOfProperty(p)));
    return e.model.properties[p]?.kind === "reachable" ? [when(i32.eqz(isMet), code)] : code;
  });
}

function checkStates(e: Emission, properties: readonly number[], t: Tools): Func {
  const f = e.module.func("cells.check", [
    ["state", "i32"],
    ["n", "i32"],
  ]);
  const [state, n] = [f.param(0), f.param(1)];
  const next = label("next");
  if (properties.length === 0) return f;
  const look = [call(t.images.lookAt, [get(state)])];
  f.body = [
    loop(next, [
      when(get(n), [
        set(t.o.dirty, i32c(0)),
        ...look,
        ...judgeAll(e, f, look, properties, t),
        set(state, i32.add(get(state), i32c(8 * e.layout.words.length))),
        set(n, i32.sub(get(n), i32c(1))),
        br(next),
      ]),
    ]),
  ];
  return f;
}

function checkStep(e: Emission, properties: readonly number[], t: Tools): Func {
  const f = e.module.func("cells.checkStep", [
    ["state", "i32"],
    ["next", "i32"],
  ]);
  const look = [call(t.images.lookAt, [get(f.param(0))]), call(t.images.lookAtNext, [get(f.param(1))])];
  f.body = [set(t.o.dirty, i32c(0)), ...look, ...judgeAll(e, f, look, properties, t)];
  return f;
}
