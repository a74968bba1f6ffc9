/**
 * Whether the iterations of a loop may run in any order with the same result.
 * In: a loop body, the slot of the element at hand. Out: null, or why not in plain words.
 * Not here: which loops have to be judged (`order.ts`), what an iteration reads and writes (`accesses.ts`).
 */
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { printExpr } from "../../ir/print.ts";
import { mapOwn } from "../../ir/rebuild.ts";
import type { Span } from "../../ir/span.ts";
import { walk, walkOwn } from "../../ir/walk.ts";
import type { Frame, Key, PlaceOf } from "./abstract-values.ts";
import { type Access, type Accesses, accessesOf, failing } from "./accesses.ts";
import { isConstant } from "./accumulations.ts";
import type { IsFresh } from "./fresh.ts";

export interface Hindrance {
  readonly reason: string;
  readonly at: Span;
}

export interface Judged {
  readonly hindrance: Hindrance | null;
  readonly accesses: Accesses;
}

export function judgeLoop(
  model: SpecModel,
  isFresh: IsFresh,
  frame: Frame,
  loop: Stmt & { readonly kind: "forOf" },
): Judged {
  const { body, exits } = withoutExits(loop);
  const accesses = accessesOf(model, isFresh, frame, [body]);
  const hindrance = pickIn(accesses) ?? leaving(exits, accesses) ?? blocking(accesses) ?? conflict(accesses);
  return { hindrance, accesses };
}

/**
 * A function that is asked of the members of a collection: `every` and `some` leave out those behind the one that decides, so that
 * it has to be without a trace.
 */
export function judgeAsking(a: Accesses, all: boolean): Hindrance | null {
  const change = changesAnything(a);
  if (change !== null) return { reason: `the function changes ${text(change.place)}`, at: change.at };
  if (a.pick !== null) return { reason: "the function picks", at: a.pick };
  const stops = all ? null : (a.when ?? failing(a));
  return stops === null
    ? blocking(a)
    : { reason: "it may block or fail for a member behind the one that decides", at: stops };
}

/** As a loop over the lambda's parameter; every pick gives each key all alternatives, in whatever order. */
export function judgeLambda(model: SpecModel, isFresh: IsFresh, frame: Frame, body: Stmt): Hindrance | null {
  const accesses = accessesOf(model, isFresh, frame, [body]);
  return blocking(accesses) ?? conflict(accesses);
}

const pickIn = (a: Accesses): Hindrance | null =>
  a.pick === null ? null : { reason: "each iteration picks", at: a.pick };

/**
 * An assertion that fails before a `when` blocks is a failure, one behind it is not: then the order decides. It also decides
 * which comes first, a failed assertion or another failure; those are told apart.
 */
function blocking(a: Accesses): Hindrance | null {
  if (a.when !== null && failing(a) !== null)
    return { reason: "one iteration may fail and another one block", at: a.when };
  if (a.assertion !== null && a.range !== null)
    return { reason: "one iteration may fail its assertion and another one leave a range", at: a.range };
  return null;
}

// ---- leaving the loop ----

interface Exit {
  /** The same text: the same effects and the same jump. */
  readonly text: string;
  readonly at: Span;
  /** It returns something that may be different for every element. */
  readonly varies: boolean;
}

/**
 * The search pattern, `if (cond) { found = true; break; }`: where it stops nothing but constants is written. Such exits are
 * taken out, so that what is left is what iterations do that do not leave.
 */
function withoutExits(loop: Stmt & { readonly kind: "forOf" }): {
  readonly body: Stmt;
  readonly exits: readonly Exit[];
} {
  const inside = new Set<number>();
  walkOwn(loop.body, (s) => {
    if (s.kind === "switch" || s.kind === "loop" || s.kind === "forOf" || s.kind === "labeled") inside.add(s.id);
  });
  const isExit = (s: Stmt): boolean =>
    s.kind === "return" ||
    (s.kind === "break" && !inside.has(s.target)) ||
    (s.kind === "continue" && !inside.has(s.target) && s.target !== loop.id);
  const exits: Exit[] = [];
  const nothing = (at: Span): Stmt => ({ kind: "block", body: [], at });
  const take = (written: readonly Stmt[], jump: Stmt): void => {
    const value = jump.kind === "return" ? jump.value : null;
    const to =
      jump.kind === "return"
        ? `return ${value === null ? "" : plainText(value)}`
        : jump.kind === "break" || jump.kind === "continue"
          ? `${jump.kind} ${jump.target}`
          : "";
    const varies = value !== null && value.kind !== "literal" && value.kind !== "undefined";
    exits.push({ text: [...written.map(constantText), to].join("; "), at: jump.at, varies });
  };
  const leave = (s: Stmt): Stmt => {
    if (!isExit(s)) return s;
    take([], s);
    return nothing(s.at);
  };
  // Blocks first, so that the constants written just before an exit go with it.
  const blocks = (s: Stmt): Stmt => {
    if (s.kind !== "block") return s;
    const last = s.body.at(-1);
    if (last === undefined || !isExit(last)) return s;
    let from = s.body.length - 1;
    while (from > 0 && constantText(s.body[from - 1]) !== "") from--;
    take(s.body.slice(from, -1), last);
    return { ...s, body: s.body.slice(0, from) };
  };
  return { body: mapOwn(mapOwn(loop.body, blocks), leave), exits };
}

/** Text of `place = literal`, where the place is the same in every iteration; "" for anything else. */
function constantText(s: Stmt | undefined): string {
  if (s?.kind !== "expr" || s.value.kind !== "assign" || s.value.op !== "=") return "";
  const { target, value } = s.value;
  if (value.kind !== "literal" && value.kind !== "undefined") return "";
  let fixed = true;
  walk(target, (n) => {
    if (n.kind === "index" && n.key.kind !== "literal") fixed = false;
    if (n.kind === "local" && n !== target) fixed = false;
  });
  return fixed ? plainText(s.value) : "";
}

const plainText = (e: Expr): string => printExpr(e, { slots: [], model: null });

function leaving(exits: readonly Exit[], a: Accesses): Hindrance | null {
  const [first, ...more] = exits;
  if (first === undefined) return null;
  if (first.varies) return { reason: "it stops at the first element that fits and tells which one", at: first.at };
  const other = more.find((x) => x.text !== first.text || x.varies);
  if (other !== undefined) return { reason: "it stops in several ways, and the order decides which", at: other.at };
  const write = a.all.find((x) => x.how !== "read");
  if (write !== undefined) return { reason: `iterations before it stops change ${text(write.place)}`, at: write.at };
  const judged = a.when ?? failing(a);
  return judged === null ? null : { reason: "iterations before it stops may block or fail", at: judged };
}

// ---- one iteration and another ----

function conflict(a: Accesses): Hindrance | null {
  for (const write of a.all) {
    if (write.how === "read") continue;
    for (const access of a.all) {
      if (apart(write.place, access.place) || commute(write, access)) continue;
      if (isSizing(write))
        return {
          reason: `one iteration adds to ${text(write.place)}, which has a bound, and another one takes from it`,
          at: write.at,
        };
      const what = access.how === "read" ? "reads" : "writes";
      return { reason: `one iteration changes ${text(write.place)} and another one ${what} it`, at: write.at };
    }
  }
  return null;
}

/** The same kind of accumulation; the same constant. A bound is met on the way only where others make room. */
function commute(a: Access, b: Access): boolean {
  if (mayBeAny(a.place) || mayBeAny(b.place)) return false;
  if (isSizing(a) || isSizing(b)) return !(isSizing(a) && isSizing(b)) || a.how === b.how;
  return a.how === b.how && a.how !== "write";
}

const isSizing = (a: Access): boolean => a.how === "grow" || a.how === "shrink";

/** In two different iterations these are different places. */
export function apart(a: PlaceOf, b: PlaceOf): boolean {
  if (a.root.kind === "unknown" || b.root.kind === "unknown") return false;
  if (a.root.kind === "given" || b.root.kind === "given") return isMadeHere(a) || isMadeHere(b);
  if (a.root.kind !== b.root.kind || a.root.kind === "own") return true;
  if (a.root.kind === "local" && b.root.kind === "local" && a.root.slot !== b.root.slot) return true;
  const both = Math.min(a.path.length, b.path.length);
  for (let i = 0; i < both; i++) {
    const x = a.path[i];
    const y = b.path[i];
    if (x?.kind === "field" && y?.kind === "field" && x.name !== y.name) return true;
    if (x?.kind === "key" && y?.kind === "key" && differ(x.key, y.key)) return true;
  }
  return false;
}

/** No function was handed it, nor is it a part of the state. */
const isMadeHere = ({ root }: PlaceOf): boolean => root.kind === "local" || root.kind === "own";

const mayBeAny = ({ root }: PlaceOf): boolean => root.kind === "unknown" || root.kind === "given";

const differ = (a: Key, b: Key): boolean =>
  (a.kind === "own" && b.kind === "own") || (a.kind === "literal" && b.kind === "literal" && a.value !== b.value);

/** True of writes that concern the place itself, a part of it, or something that contains it. */
function touches(place: PlaceOf, access: Access): boolean {
  if (access.how === "read" || isSizing(access)) return false;
  const { root } = access.place;
  if (
    root.kind !== place.root.kind ||
    (root.kind === "local" && place.root.kind === "local" && root.slot !== place.root.slot)
  )
    return !apart(place, access.place);
  return place.path.every((part, i) => {
    const other = access.place.path[i];
    return other === undefined || part.kind !== "field" || other.kind !== "field" || part.name === other.name;
  });
}

/**
 * What changes which members or keys the collection at the place has, while a loop goes over it. The element at hand may be
 * deleted, or else be put in where it is already: JavaScript would come to one that is put in anew again.
 */
export function changeOf(place: PlaceOf, a: Accesses): Access | null {
  const depth = place.path.length;
  const isMember = (x: Access): boolean => x.member !== null && x.place.path.length === depth + 1;
  const changes = a.all.filter(
    (x) => touches(place, x) && (mayBeAny(place) || mayBeAny(x.place) || x.place.path.length <= depth || isMember(x)),
  );
  const other = changes.find((x) => !isMember(x) || !isOwn(x.place.path.at(-1)));
  if (other !== undefined) return other;
  const put = changes.find((x) => x.member === "put");
  return changes.some((x) => x.member === "taken") ? (put ?? null) : null;
}

/** The element at hand is an object that the loop's body changes: it is then no longer that element. */
export const changesElement = (a: Accesses): boolean =>
  a.all.some((x) => x.how !== "read" && x.place.root.kind === "own");

const isOwn = (part: PlaceOf["path"][number] | undefined): boolean => part?.kind === "key" && part.key.kind === "own";

function text(place: PlaceOf): string {
  const root =
    place.root.kind === "state" ? "s" : place.root.kind === "local" ? place.root.name : "an object that it refers to";
  return `${root}${place.path.map((p) => (p.kind === "field" ? `.${p.name}` : "[…]")).join("")}`;
}

export const changesAnything = (a: Accesses): Access | null =>
  a.all.find((x) => x.how !== "read" && !isConstant(x.how)) ?? a.all.find((x) => x.how !== "read") ?? null;
