/**
 * Successors of a block of parents: packed code for every action that has it, the cells for the others and for trouble.
 * In: an emission, the evaluator over cells, the successor buffer. Out: the body of `expandBlock`.
 * Not here: one instance (`instances.ts`), what becomes of successors (`../search/`).
 */

import { size } from "../../../ir/domain.ts";
import type { Action } from "../../../ir/model.ts";
import { tuples } from "../../../ir/value.ts";
import { type Emission, FLAG_DEADLOCK } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, i64c, label, loop, set, tee, when } from "../wasm/code.ts";
import type { Func, Global, Local } from "../wasm/module.ts";
import { type Cond, codeOf, TRUE } from "./condition.ts";
import { entryGuard } from "./entry-guard.ts";
import { cost, type InstanceCode, instanceCode } from "./instances.ts";
import { createBodies } from "./knot.ts";
import { createPool, type LocalPool } from "./run.ts";
import { Unsupported } from "./unsupported.ts";

export interface ExpandParts {
  /** i32: next free byte of the successor buffer. */
  readonly out: Global;
  /** Makes room for `roomBytes` more. */
  readonly room: Func;
  readonly roomBytes: number;
  /** A block begins with so much room. */
  readonly blockBytes: number;
  /** (parent, action, instance) → 1 if it is enabled. */
  readonly cellsAttempt: Func;
  /** (parent, first action, action after the last) → 1 if one is enabled. */
  readonly cellsExpand: Func;
  /** (state) → 1 if a state without steps counts as termination. */
  readonly cellsTerminated: Func;
}

export interface PackedReport {
  /** By index of the action: why the cells do it; null where it is packed. */
  readonly left: readonly (string | null)[];
}

/** Parents of a block. */
export const BLOCK = 16;
/** Instructions of one function: V8 takes ever longer over longer ones. */
const MOST_COST = 6_000;
/** Instructions and instances of all functions together; what is more is left to the cells, whose code does not grow. */
const MOST_TOTAL = 120_000;
const MOST_INSTANCES = 4_000;
/** Instances from which what they all ask of the state is asked once, and they are jumped over where it does not hold. */
const SHARING = 3;
/** Bytes of an entry in the queue of troubles: parent, action, instance, address of its mark. */
const ENTRY = 16;

/** Sets the body of `expand` (parents, n). `packs` false: everything is left to the cells. */
export function emitExpand(e: Emission, expand: Func, parts: ExpandParts, packs: boolean): PackedReport {
  const marks = e.reserve(BLOCK, 16);
  const plan = packs ? planned(e, parts.roomBytes) : { groups: [], left: e.model.actions.map(() => "not packed") };
  const instances = plan.groups.reduce((n, g) => n + g.instances, 0);
  const queue = instances === 0 ? null : { at: e.reserve(ENTRY * BLOCK * instances, 16), next: queueEnd(e) };
  const most = plan.groups.reduce((sum, g) => sum + g.most, 0) * BLOCK * 8 * e.layout.words.length;
  // What the cells add comes after, and they see to room themselves.
  const isTight = most > parts.blockBytes;
  const functions = plan.groups.map((g) => g.emit({ queue, marks, parts, isTight }));
  const [parents, n] = [expand.param(0), expand.param(1)];
  const i32s = (name: string): Local => expand.local(name, "i32");
  const [area, at, end, mark, entry] = ["area", "at", "end", "mark", "entry"].map(i32s) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const stride = 8 * e.layout.words.length;
  const eachParent = (body: readonly Code[]): readonly Code[] => {
    const again = label("parents");
    return [
      set(at, get(parents)),
      set(mark, i32.add(get(area), i32c(marks))),
      loop(again, [
        ...body,
        set(mark, i32.add(get(mark), i32c(1))),
        br(again, i32.lt_u(tee(at, i32.add(get(at), i32c(stride))), get(end))),
      ]),
    ];
  };
  const enabled = (code: Code): Code => i32.store8(get(mark), i32.or(i32.load8_u(get(mark)), code));
  const drained = (): readonly Code[] => {
    if (queue === null) return [];
    const again = label("troubles");
    return [
      set(entry, i32.add(get(area), i32c(queue.at))),
      when(i32.lt_u(get(entry), get(queue.next)), [
        loop(again, [
          set(mark, i32.load(get(entry), 12)),
          enabled(call(parts.cellsAttempt, [i32.load(get(entry)), i32.load(get(entry), 4), i32.load(get(entry), 8)])),
          br(again, i32.lt_u(tee(entry, i32.add(get(entry), i32c(ENTRY))), get(queue.next))),
        ]),
      ]),
    ];
  };
  const guards = e.module.func("entryGuards", [["parent", "i32"]], "i32");
  guards.body = guardedCells(e, guards, plan.left, parts, packs);
  const isDeadlock = e.model.options.deadlock === "fail";
  expand.body = [
    set(area, get(e.area)),
    set(end, i32.add(get(parents), i32.mul(get(n), i32c(stride)))),
    i64.store(get(area), i64c(0), marks),
    i64.store(get(area), i64c(0), marks + 8),
    ...(queue === null ? [] : [set(queue.next, i32.add(get(area), i32c(queue.at)))]),
    ...functions.map((f) => call(f, [get(parents), get(n)])),
    ...drained(),
    ...(plan.left.every((why) => why === null) ? [] : eachParent([enabled(call(guards, [get(at)]))])),
    ...(isDeadlock
      ? eachParent([
          when(i32.eqz(i32.load8_u(get(mark))), [
            when(i32.ne(call(parts.cellsTerminated, [get(at)]), i32c(1)), [
              i32.store8(i32c(e.flags + FLAG_DEADLOCK), i32c(1)),
            ]),
          ]),
        ])
      : []),
  ];
  return { left: plan.left };
}

const queueEnd = (e: Emission): Global => e.module.global("troubles", "i32", 0);

/** (parent) → 1 if a step of an action is enabled that the cells do. Those with one guard for all instances are asked first. */
function guardedCells(
  e: Emission,
  f: Func,
  left: readonly (string | null)[],
  { cellsExpand }: ExpandParts,
  packs: boolean,
): readonly Code[] {
  const [parent, enabled] = [f.param(0), f.local("enabled", "i32")];
  const words = e.layout.words.map((_, i) => f.local(`s${i}`, "i64"));
  const pool = createPool(f);
  const bodies = createBodies(e.model, e.layout);
  const cells = (from: number, to: number): Code =>
    set(enabled, i32.or(get(enabled), call(cellsExpand, [get(parent), i32c(from), i32c(to)])));
  const code: Code[] = words.map((w, i) => set(w, i64.load(get(parent), 8 * i)));
  let first: number | null = null;
  const flush = (to: number): void => {
    if (first !== null) code.push(cells(first, to));
    first = null;
  };
  for (const [i, action] of e.model.actions.entries()) {
    const asked = (): Cond => (packs ? entryGuard(bodies, pool, words, action, code) : TRUE);
    const guard = left[i] === null ? null : asked();
    if (guard === TRUE) first ??= i;
    else flush(i);
    if (guard !== null && guard !== TRUE) code.push(when(codeOf(guard), [cells(i, i + 1)]));
  }
  flush(left.length);
  return [...code, get(enabled)];
}

interface Queue {
  readonly at: number;
  readonly next: Global;
}

interface Group {
  readonly instances: number;
  /** Successors of one parent. */
  readonly most: number;
  emit(site: GroupSite): Func;
}

interface GroupSite {
  readonly queue: Queue | null;
  readonly marks: number;
  readonly parts: ExpandParts;
  /** A block's successors may be more than there is room for at its beginning. */
  readonly isTight: boolean;
}

/** What an action asks of the state alone. */
interface Entry {
  readonly code: readonly Code[];
  readonly guard: Cond;
}

interface Packed {
  readonly action: number;
  readonly instance: number;
  readonly made: InstanceCode;
}

/** Instances gathered into functions of bearable length. */
function planned(e: Emission, roomBytes: number): { readonly groups: Group[]; readonly left: (string | null)[] } {
  const { model, layout } = e;
  const stride = 8 * layout.words.length;
  const bodies = createBodies(model, layout);
  const { stepConstraint } = model.options;
  const asked = model.properties.flatMap((p) => (p.kind === "stepInvariant" ? [p.body] : []));
  const ofSteps = stepConstraint === null ? asked : [...asked, stepConstraint];
  const left: (string | null)[] = model.actions.map(() => null);
  const groups: Group[] = [];
  let total = 0;
  let instances = 0;
  let open: Open | null = null;
  const close = (): void => {
    if (open !== null && open.all.length > 0) groups.push(open.group());
    open = null;
  };
  for (const [index, action] of model.actions.entries()) {
    const count = action.params.reduce((n, p) => n * Number(size(p.domain) ?? Number.POSITIVE_INFINITY), 1);
    if (instances + count > MOST_INSTANCES) {
      left[index] = "many instances";
      continue;
    }
    const found: Packed[] = [];
    let own = 0;
    const opened: Open = open ?? createOpen(e, stride);
    open = opened;
    const mark = opened.all.length;
    try {
      for (const [instance, args] of argumentsOf(action).entries()) {
        opened.pool.reset();
        const site = { bodies, pool: opened.pool, words: opened.words, out: opened.out, stride, ofSteps };
        const made = instanceCode(site, action, args);
        found.push({ action: index, instance, made });
        own += made.code.reduce((n, c) => n + cost(c), 0);
        if (total + own > MOST_TOTAL) throw new Unsupported("much code");
        // With what stands in the function already, which is at most half of what there is room for.
        if (2 * found.reduce((n, f) => n + f.made.most, 0) * stride > roomBytes)
          throw new Unsupported("many successors");
      }
    } catch (thrown) {
      if (!(thrown instanceof Unsupported)) throw thrown;
      left[index] = thrown.message;
      opened.all.length = mark;
      continue;
    }
    opened.all.push(...found);
    if (found.length >= SHARING) {
      opened.pool.reset();
      const code: Code[] = [];
      const guard = entryGuard(bodies, opened.pool, opened.words, action, code);
      if (guard !== TRUE) opened.entries.set(index, { code, guard });
    }
    instances += count;
    total += own;
    opened.cost += own;
    opened.most += found.reduce((n, { made }) => n + made.most, 0);
    if (opened.cost > MOST_COST || opened.most * stride * 2 > roomBytes) close();
  }
  close();
  return { groups, left };
}

const argumentsOf = (action: Action) => [...tuples(action.params.map((p) => p.domain))];

/** A function that instances are being added to. */
interface Open {
  readonly func: Func;
  readonly pool: LocalPool;
  readonly words: readonly Local[];
  readonly out: Local;
  readonly all: Packed[];
  /** By action. */
  readonly entries: Map<number, Entry>;
  cost: number;
  most: number;
  group(): Group;
}

function createOpen(e: Emission, stride: number): Open {
  const func = e.module.func("packed", [
    ["parents", "i32"],
    ["n", "i32"],
  ]);
  const words = e.layout.words.map((_, i) => func.local(`s${i}`, "i64"));
  const out = func.local("out", "i32");
  const all: Packed[] = [];
  const entries = new Map<number, Entry>();
  return {
    ...{ func, pool: createPool(func), words, out, all, entries, cost: 0, most: 0 },
    group: () => ({
      instances: all.length,
      most: all.reduce((sum, { made }) => sum + made.most, 0),
      emit: (site) => overParents(e, { ...site, func, words, out, all, entries, stride }),
    }),
  };
}

interface Loop extends GroupSite {
  readonly func: Func;
  readonly words: readonly Local[];
  readonly out: Local;
  readonly all: readonly Packed[];
  readonly entries: ReadonlyMap<number, Entry>;
  readonly stride: number;
}

function overParents(e: Emission, l: Loop): Func {
  const { func, words, out, all, entries, stride, queue, marks, parts, isTight } = l;
  const [parents, n] = [func.param(0), func.param(1)];
  const i32s = (name: string): Local => func.local(name, "i32");
  const [at, end, mark, before, start, bytes, next] = [
    ...["at", "end", "mark", "before", "start", "bytes", "next"].map(i32s),
  ] as [Local, Local, Local, Local, Local, Local, Local];
  const again = label("parents");
  const canFail = all.some(({ made }) => made.trouble !== null);
  const instanceOf = ({ action, instance, made }: Packed): readonly Code[] => {
    if (made.trouble === null || queue === null) return made.code;
    const redo = [
      ...(made.most > 1 ? [set(out, get(before))] : []),
      i32.store(get(next), get(at)),
      i32.store(get(next), i32c(action), 4),
      i32.store(get(next), i32c(instance), 8),
      i32.store(get(next), get(mark), 12),
      set(next, i32.add(get(next), i32c(ENTRY))),
    ];
    return [...(made.most > 1 ? [set(before, get(out))] : []), ...made.code, when(get(made.trouble), redo)];
  };
  const code = [...new Set(all.map(({ action }) => action))].flatMap((action): readonly Code[] => {
    const own = all.filter((p) => p.action === action).flatMap(instanceOf);
    const entry = entries.get(action);
    return entry === undefined ? own : [...entry.code, when(codeOf(entry.guard), own)];
  });
  // The buffer has room for all of this, or is emptied first.
  const room: readonly Code[] = [set(parts.out, get(out)), call(parts.room, []), set(out, get(parts.out))];
  func.body = [
    set(out, get(parts.out)),
    set(at, get(parents)),
    set(end, i32.add(get(parents), i32.mul(get(n), i32c(stride)))),
    set(mark, i32.add(get(e.area), i32c(marks))),
    ...(queue !== null && canFail ? [set(next, get(queue.next))] : []),
    loop(again, [
      ...(isTight ? room : []),
      set(start, get(out)),
      ...words.map((w, i) => set(w, i64.load(get(at), 8 * i))),
      ...code,
      set(start, i32.sub(get(out), get(start))),
      set(bytes, i32.add(get(bytes), get(start))),
      i32.store8(get(mark), i32.or(i32.load8_u(get(mark)), i32.ne(get(start), i32c(0)))),
      set(mark, i32.add(get(mark), i32c(1))),
      br(again, i32.lt_u(tee(at, i32.add(get(at), i32c(stride))), get(end))),
    ]),
    set(parts.out, get(out)),
    ...(queue !== null && canFail ? [set(queue.next, get(next))] : []),
    set(e.generated, i64.add(get(e.generated), i64.extend_u(i32.div_u(get(bytes), i32c(stride))))),
  ];
  return func;
}
