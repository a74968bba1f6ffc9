/**
 * `for … of` that comes to rest in its body, or jumps out of it: over the values of a domain the loop variable itself is the
 * iterator, over a sequence a hidden index is.
 * In: the statement, a graph being made, and how its body is flattened. Out: blocks.
 * Not here: loops that stay whole, and all other statements (`flatten.ts`).
 */
import { loopAcrossYield } from "../../ir/codes/lower.ts";
import { BOOLEAN, type Domain, isScalar, NUMBER, size } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import { mapOwn } from "../../ir/rebuild.ts";
import type { Span } from "../../ir/span.ts";
import { defines, walk, walkOwn } from "../../ir/walk.ts";
import { type Building, branch, DONE, emit, jump, type NodeName, newBlock, newSlot, start } from "./building.ts";
import { equal, isDomain, less, literal, local, plusOne } from "./types.ts";

type ForOf = Stmt & { readonly kind: "forOf" };

const set = (slot: number, value: Expr, at: Span): Stmt => ({ kind: "let", slot, value, at });
const assign = (slot: number, value: Expr, at: Span): Stmt => ({
  kind: "expr",
  value: { kind: "assign", op: "=", target: local(slot, value.type, at), value, at, type: value.type },
  at,
});
const block = (body: readonly Stmt[], at: Span): Stmt => ({ kind: "block", body, at });

export function forOfAcrossYields(b: Building, s: ForOf, body: () => void): void {
  const over = s.of;
  if (over.kind === "each") overValues(b, s, over.domain, body);
  else if (over.type.kind === "seq") overSequence(b, s, over, over.type.max, body);
  else {
    const { kind } = over.type;
    b.diagnostics.push(
      loopAcrossYield(over.at, { over: kind === "map" || kind === "bag" ? kind : "set", label: firstLabel(s) }),
    );
    body();
  }
}

function firstLabel(s: ForOf): string {
  let label = "";
  walkOwn(s.body, (x) => {
    if (x.kind === "yield" && label === "") label = x.label;
  });
  return label;
}

function assigns(code: Stmt, slot: number): boolean {
  let found = false;
  walk(code, (n) => {
    if (defines(n).includes(slot)) found = true;
  });
  return found;
}

/** Body, then the next value, until there is none. */
function overValues(b: Building, s: ForOf, domain: Domain, body: () => void): void {
  const count = size(domain);
  if (count === 0n) return;
  // A loop variable that the body changes does not say which value comes next: then a copy does.
  const copied = assigns(s.body, s.slot);
  const declared = b.locals[s.slot];
  const iterator = copied && declared !== undefined ? newSlot(b, declared) : s.slot;
  const top = newBlock(b);
  const next = newBlock(b);
  const after = newBlock(b);
  b.targets.set(s.id, { break: after, continue: next });
  const steps = domain.kind === "int" ? arithmetic(iterator, domain, s.at) : search(b, iterator, domain, s.at);
  emit(b, steps.first);
  start(b, top, s.at);
  if (copied) emit(b, set(s.slot, local(iterator, domain, s.at), s.at));
  body();
  start(b, next);
  if (count !== 1n) steps.advance(b, top, after);
  start(b, after);
}

interface Steps {
  readonly first: Stmt;
  readonly advance: (b: Building, top: NodeName, after: NodeName) => void;
}

function arithmetic(slot: number, domain: Domain & { readonly kind: "int" }, at: Span): Steps {
  const here = local(slot, domain, at);
  return {
    first: set(slot, literal(domain.lo, at), at),
    advance(b, top, after) {
      const more = newBlock(b);
      branch(b, less(here, literal(domain.hi, at), at), more, after);
      start(b, more);
      emit(b, assign(slot, plusOne(here, at), at));
      jump(b, top);
    },
  };
}

/** Identities and literals have no successor to compute: the one after the value at hand is looked for. */
function search(b: Building, slot: number, domain: Domain, at: Span): Steps {
  const each: Expr = { kind: "each", domain, at, type: { kind: "seq", of: domain, max: Number(size(domain)) } };
  const candidate = newSlot(b, { name: "candidate", type: domain, at });
  const passed = newSlot(b, { name: "passed", type: BOOLEAN, at });
  const more = newSlot(b, { name: "more", type: BOOLEAN, at });
  const found = local(candidate, domain, at);
  const value: Expr = isScalar(domain) ? found : { kind: "clone", of: found, at, type: domain };
  const here = local(slot, domain, at);
  const isHere: Expr = isScalar(domain)
    ? equal(found, here, at)
    : { kind: "same", left: found, right: here, at, type: BOOLEAN };
  const loop = (body: (leave: Stmt) => readonly Stmt[]): Stmt => {
    const id = b.nextId++;
    return {
      kind: "forOf",
      id,
      slot: candidate,
      of: each,
      body: block(body({ kind: "break", target: id, at }), at),
      at,
    };
  };
  const isTrue = (x: number): Expr => local(x, BOOLEAN, at);
  return {
    first: loop((leave) => [set(slot, value, at), leave]),
    advance(building, top, after) {
      emit(building, set(passed, literal(false, at), at));
      emit(building, set(more, literal(false, at), at));
      const take = block([assign(slot, value, at), assign(more, literal(true, at), at)], at);
      emit(
        building,
        loop((leave) => [
          { kind: "if", test: isTrue(passed), then: block([take, leave], at), else: null, at },
          { kind: "if", test: isHere, then: assign(passed, literal(true, at), at), else: null, at },
        ]),
      );
      branch(building, isTrue(more), top, after);
    },
  };
}

/** By live position, as JavaScript goes over an array: a list of constants, a local, or a new sequence kept in a hidden local. */
function overSequence(b: Building, s: ForOf, over: Expr, max: number, body: () => void): void {
  const at = s.at;
  const listed = over.kind === "seq" && over.parts.every((p) => !p.spread && p.value.kind === "literal");
  const own = over.kind === "local" && !assigns(s.body, over.slot);
  if (!listed && !own && !b.isFresh(over, () => false)) {
    b.diagnostics.push(loopAcrossYield(over.at, { over: "part of the state", label: firstLabel(s) }));
    body();
    return;
  }
  let items = over;
  if (!listed && !own) {
    const slot = newSlot(b, { name: "items", type: over.type, at: over.at });
    emit(b, set(slot, over, over.at));
    items = local(slot, over.type, over.at);
  }
  const element = b.locals[s.slot]?.type ?? over.type;
  const position: Domain = { kind: "int", lo: 0, hi: max };
  const index = newSlot(b, { name: "position", type: position, at });
  const here = local(index, position, at);
  const length: Expr = listed ? literal(over.parts.length, at) : { kind: "size", of: items, at, type: NUMBER };
  const head = newBlock(b);
  const inside = newBlock(b);
  const next = newBlock(b);
  const after = newBlock(b);
  b.targets.set(s.id, { break: after, continue: next });
  emit(b, set(index, literal(0, at), at));
  start(b, head, at);
  branch(b, less(here, length, at), inside, after);
  start(b, inside);
  emit(b, set(s.slot, { kind: "index", of: items, key: here, at, type: isDomain(element) ? element : over.type }, at));
  body();
  start(b, next);
  emit(b, assign(index, plusOne(here, at), at));
  jump(b, head);
  start(b, after);
}

/**
 * A loop without a yield that jumps out of itself stays whole: it notes where it wants to go, stops, and the jump is made
 * behind it. So sets and sequences need no iterator here either.
 */
export function forOfWithExits(b: Building, s: ForOf): void {
  const exits: { readonly to: NodeName; readonly number: number }[] = [];
  const inside = new Set<number>([s.id]);
  walkOwn(s.body, (x) => {
    if (x.kind === "switch" || x.kind === "loop" || x.kind === "forOf" || x.kind === "labeled") inside.add(x.id);
  });
  const exit = newSlot(b, { name: "exit", type: NUMBER, at: s.at });
  const note = (to: NodeName): Stmt => {
    const known = exits.find((e) => e.to === to) ?? { to, number: exits.length + 1 };
    if (!exits.includes(known)) exits.push(known);
    return assign(exit, literal(known.number, s.at), s.at);
  };
  const leave: Stmt = { kind: "break", target: s.id, at: s.at };
  const body = mapOwn(s.body, (x) => {
    if (x.kind === "return") {
      const effects: readonly Stmt[] = x.value === null ? [] : [{ kind: "expr", value: x.value, at: x.at }];
      return block([...effects, note(DONE), leave], x.at);
    }
    if ((x.kind !== "break" && x.kind !== "continue") || inside.has(x.target)) return x;
    const target = b.targets.get(x.target);
    return block([note((x.kind === "break" ? target?.break : target?.continue) ?? DONE), leave], x.at);
  });
  emit(b, set(exit, literal(0, s.at), s.at));
  emit(b, { ...s, body });
  for (const { to, number } of exits) {
    const on = newBlock(b);
    branch(b, equal(local(exit, NUMBER, s.at), literal(number, s.at), s.at), to, on);
    start(b, on);
  }
}
