/**
 * Steps for the search: every action instance with every choice, successors packed to its buffer, findings noted in the flags.
 * In: the runner, images, judge, and where successors go. Out: `createDrivers`.
 * Not here: the same one by one for hosts (`records.ts`), what becomes of successors (`../search/`).
 */
import type { Emission } from "../emission.ts";
import { FLAG_ASSERTION, FLAG_RANGE } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, i64c, label, loop, ret, set, when } from "../wasm/code.ts";
import type { Func, Global, Local } from "../wasm/module.ts";
import type { Images } from "./images.ts";
import { type Judge, raise } from "./judge.ts";
import { BLOCKED, ENDED, FAILED, RANGE_FAILURE } from "./machine.ts";
import type { Objects } from "./objects.ts";
import type { Runner } from "./runner.ts";

/** The search's buffer of successors. */
export interface Successors {
  /** i32: the next free byte. */
  readonly out: Global;
  /** (): makes sure that one more fits. May judge states, so no step may be under way. */
  readonly room: Func;
}

/** Numbers of steps are i32; `parent` is the address of a packed state. A step that fails counts as enabled. */
export interface Drivers {
  /** (parent, action from, action to) → i32: whether a step of these actions is enabled; 1 or 0. */
  readonly expand: Func;
  /** (parent, action, instance) → i32: the same for one instance. */
  readonly attempt: Func;
  /** () → i32: some initial states more; 0 where there are none left. */
  readonly initial: Func;
}

export interface Parts {
  readonly objects: Objects;
  readonly runner: Runner;
  readonly images: Images;
  readonly judge: Judge;
  /** (record i32, to i32) → i32. */
  readonly pack: Func;
}

/** Attempts at an initial state in one go: models may have millions, and a host wants to be asked in between. */
const SOME = 4096;

/** Stands for the initial step. */
export const INITIAL = -1;

export function createDrivers(e: Emission, parts: Parts, successors: Successors): Drivers {
  const { images, runner } = parts;
  const once = onceFunc(e, parts);
  const every = everyChoice(e, parts, successors, once);
  const expand = expandFunc(e, runner, images, every);
  const attempt = e.module.func(
    "cells.attempt",
    [
      ["parent", "i32"],
      ["action", "i32"],
      ["instance", "i32"],
    ],
    "i32",
  );
  attempt.body = [
    call(images.load, [get(attempt.param(0))]),
    call(every, [get(attempt.param(0)), get(attempt.param(1)), get(attempt.param(2))]),
  ];
  const initial = someInitial(e, parts, successors, once);
  return { expand, attempt, initial };
}

/** (action, instance) → completion: one attempt on the state to work on, by the script of choices. */
export function onceFunc(e: Emission, { objects, runner, images }: Parts): Func {
  const f = e.module.func(
    "once",
    [
      ["action", "i32"],
      ["instance", "i32"],
    ],
    "i32",
  );
  const completion = f.local("completion", "i32");
  f.body = [
    ...objects.choices.rewind,
    call(runner.start, []),
    images.work,
    when(
      i32.eq(get(f.param(0)), i32c(INITIAL)),
      [set(completion, call(runner.initial, []))],
      [set(completion, call(runner.run, [get(f.param(0)), get(f.param(1))]))],
    ),
    get(completion),
  ];
  return f;
}

/** (parent, action, instance) → enabled. The parent is loaded. */
function everyChoice(e: Emission, parts: Parts, successors: Successors, once: Func): Func {
  const { objects: o } = parts;
  const f = e.module.func(
    "cells.everyChoice",
    [
      ["parent", "i32"],
      ["action", "i32"],
      ["instance", "i32"],
    ],
    "i32",
  );
  const [parent, action, instance] = [f.param(0), f.param(1), f.param(2)];
  const enabled = f.local("enabled", "i32");
  const next = label("next");
  f.body = [
    ...o.choices.reset,
    set(o.dirty, i32c(0)),
    loop(next, [
      ...attemptOnce(e, parts, successors, f, {
        parent: get(parent),
        run: call(once, [get(action), get(instance)]),
        enabled,
      }),
      br(next, call(o.choices.advance, [])),
    ]),
    get(enabled),
  ];
  return f;
}

/** How far the initial states have come. */
const Begun = { not: 0, partly: 1, wholly: 2 } as const;

/** () → i32: goes on where it stopped; 0 where all is done. */
function someInitial(e: Emission, parts: Parts, successors: Successors, once: Func): Func {
  const { objects: o } = parts;
  const begun = e.module.global("initialBegun", "i32", Begun.not);
  const f = e.module.func("cells.initial", [], "i32");
  const left = f.local("left", "i32");
  const next = label("next");
  f.body = [
    when(i32.eq(get(begun), i32c(Begun.wholly)), [ret(i32c(0))]),
    when(i32.eq(get(begun), i32c(Begun.not)), [...o.choices.reset, set(begun, i32c(Begun.partly))]),
    set(o.dirty, i32c(0)),
    set(left, i32c(SOME)),
    loop(next, [
      ...attemptOnce(e, parts, successors, f, {
        parent: null,
        run: call(once, [i32c(INITIAL), i32c(0)]),
        enabled: null,
      }),
      when(i32.eqz(call(o.choices.advance, [])), [set(begun, i32c(Begun.wholly)), ret(i32c(0))]),
      set(left, i32.sub(get(left), i32c(1))),
      br(next, get(left)),
    ]),
    i32c(1),
  ];
  return f;
}

interface OneAttempt {
  /** Address of the packed parent; null: it comes from nowhere, and step invariants say nothing of it. */
  readonly parent: Code | null;
  /** i32: its completion. */
  readonly run: Code;
  /** Set to 1 where the attempt is not blocked. */
  readonly enabled: Local | null;
}

/** One combination of choices: its successor goes to the buffer, what it shows to the flags. */
function attemptOnce(
  e: Emission,
  { objects: o, images, judge, pack }: Parts,
  { out, room }: Successors,
  f: Func,
  { parent, run, enabled }: OneAttempt,
): readonly Code[] {
  const completion = f.local("completion", "i32");
  const step = judge.checkStep === null || parent === null ? [] : [call(judge.checkStep, [parent, get(out)])];
  const kept = set(out, i32.add(get(out), i32c(8 * e.layout.words.length)));
  // What a refused step leads to is judged, and not kept on its account.
  const keep =
    judge.isAllowed === null || parent === null
      ? kept
      : when(call(judge.isAllowed, [parent, get(out)]), [kept], [call(judge.check, [get(out), i32c(1)])]);
  const ended: Code[] = [
    set(e.generated, i64.add(get(e.generated), i64c(1))),
    when(
      call(pack, [get(o.now), get(out)]),
      [raise(e, FLAG_RANGE)],
      [
        // Judging has images and objects of its own, and what this attempt made is packed.
        call(images.restore, []),
        ...step,
        keep,
      ],
    ),
  ];
  const isRange = i32.eq(get(o.failure), i32c(RANGE_FAILURE));
  return [
    call(room, []),
    set(completion, run),
    ...(enabled === null ? [] : [when(i32.ne(get(completion), i32c(BLOCKED)), [set(enabled, i32c(1))])]),
    when(i32.eq(get(completion), i32c(ENDED)), ended),
    when(i32.eq(get(completion), i32c(FAILED)), [when(isRange, [raise(e, FLAG_RANGE)], [raise(e, FLAG_ASSERTION)])]),
    call(images.restore, []),
  ];
}

function expandFunc(e: Emission, runner: Runner, images: Images, every: Func): Func {
  const f = e.module.func(
    "cells.expand",
    [
      ["parent", "i32"],
      ["from", "i32"],
      ["to", "i32"],
    ],
    "i32",
  );
  const [parent, from, to] = [f.param(0), f.param(1), f.param(2)];
  const enabled = f.local("enabled", "i32");
  const instance = f.local("instance", "i32");
  const all = runner.instances.flatMap((count, action) => {
    const next = label("next");
    if (count === 0) return [];
    const some = [
      set(instance, i32c(0)),
      loop(next, [
        set(enabled, i32.or(get(enabled), call(every, [get(parent), i32c(action), get(instance)]))),
        set(instance, i32.add(get(instance), i32c(1))),
        br(next, i32.lt_u(get(instance), i32c(count))),
      ]),
    ];
    return [when(i32.and(i32.le_u(get(from), i32c(action)), i32.gt_u(get(to), i32c(action))), some)];
  });
  f.body = [call(images.load, [get(parent)]), ...all, get(enabled)];
  return f;
}
