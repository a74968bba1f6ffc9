/**
 * Procedures put in place of their calls: fresh slots and jump targets for each place, `return` becomes a jump to its end.
 * In: a process and the model's procedures. Out: its body without `procedure` statements.
 * Not here: yields (`flatten.ts`), names of resting points (`control-graph.ts`).
 */
import { recursiveProcedure } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { alternatives, sameDomain, UNDEFINED } from "../../ir/domain.ts";
import type { Expr, Place, Stmt, Type } from "../../ir/expr.ts";
import type { Body, Local, Param, Procedure, Process, SpecModel } from "../../ir/model.ts";
import { mapOwn, mapStmt } from "../../ir/rebuild.ts";
import type { Span } from "../../ir/span.ts";
import { fits } from "../../ir/value.ts";
import { defines, walk, walkOwn } from "../../ir/walk.ts";
import { isDomain } from "./types.ts";

type Call = Stmt & { readonly kind: "procedure" };

interface Inlining {
  readonly model: SpecModel;
  /** Grows with every place of inlining. */
  readonly locals: Local[];
  /** Next unused jump target. */
  nextId: number;
  readonly diagnostics: Diagnostic[];
}

export function inlineProcedures(model: SpecModel, process: Process, diagnostics: Diagnostic[]): Body {
  const inlining: Inlining = {
    model,
    locals: [...process.body.locals],
    nextId: idsOf(process.body.code),
    diagnostics,
  };
  const own = process.param === null ? process.body.code : ownParam(inlining, process.param, process.body.code);
  return { code: expand(inlining, own, []), locals: inlining.locals };
}

/** A parameter that is assigned becomes a local: the parameter itself says whose step it is. */
function ownParam(inlining: Inlining, param: Param, code: Stmt): Stmt {
  if (!assigned(code).has(param.slot)) return code;
  const slot = inlining.locals.length;
  inlining.locals.push({ name: param.name, type: param.domain, at: param.at });
  const value: Expr = { kind: "local", slot: param.slot, at: param.at, type: param.domain };
  const renamed = mapStmt(code, { slot: (n) => (n === param.slot ? slot : n) });
  return block([{ kind: "let", slot, value, at: param.at }, renamed], code.at);
}

function expand(inlining: Inlining, code: Stmt, running: readonly number[]): Stmt {
  return mapOwn(code, (s) => (s.kind === "procedure" ? inlined(inlining, s, running) : s));
}

function inlined(inlining: Inlining, call: Call, running: readonly number[]): Stmt {
  const procedure = inlining.model.procedures[call.procedure];
  if (procedure === undefined) throw new Error(`no procedure ${call.procedure}`);
  if (running.includes(call.procedure)) {
    const path = [...running.slice(running.indexOf(call.procedure)), call.procedure];
    const names = path.map((p) => inlining.model.procedures[p]?.name ?? "");
    reportOnce(inlining.diagnostics, recursiveProcedure(call.at, { name: procedure.name, path: names.slice(0, -1) }));
    return block([], call.at);
  }
  const { before, code } = instance(inlining, procedure, call);
  const done = inlining.nextId++;
  const body = stripTail(ended(code, call.into, done, procedure.returns), done);
  const jumps = targets(body).has(done);
  const whole: Stmt = jumps ? { kind: "labeled", id: done, body, at: call.at } : body;
  return block([...before, expand(inlining, whole, [...running, call.procedure])], call.at);
}

function reportOnce(diagnostics: Diagnostic[], d: Diagnostic): void {
  const known = diagnostics.some((x) => x.code === d.code && x.at?.start === d.at?.start && x.at?.file === d.at?.file);
  if (!known) diagnostics.push(d);
}

/** The procedure's code over slots and targets of its own, and what binds its parameters. */
function instance(
  inlining: Inlining,
  procedure: Procedure,
  call: Call,
): { readonly before: readonly Stmt[]; readonly code: Stmt } {
  const written = assigned(procedure.body.code);
  const slots = new Map<number, number>();
  const literals = new Map<number, Expr>();
  const before: Stmt[] = [];
  for (const [i, param] of procedure.params.entries()) {
    const arg = call.args[i];
    if (arg === undefined) continue;
    if (!written.has(param.slot) && canStandFor(arg, param)) {
      if (arg.kind === "local") slots.set(param.slot, arg.slot);
      else literals.set(param.slot, arg);
      continue;
    }
    const slot = newSlot(inlining, { name: param.name, type: param.domain, at: param.at });
    slots.set(param.slot, slot);
    before.push({ kind: "let", slot, value: arg, at: call.at });
  }
  const offset = inlining.nextId;
  inlining.nextId += idsOf(procedure.body.code);
  const slot = (n: number): number => {
    const known = slots.get(n);
    if (known !== undefined) return known;
    const made = newSlot(inlining, local(procedure.body, n));
    slots.set(n, made);
    return made;
  };
  const constants = mapStmt(procedure.body.code, {
    expr: (e) => (e.kind === "local" ? (literals.get(e.slot) ?? e) : e),
    stmt: (s) => shiftIds(s, offset),
  });
  return { before, code: mapStmt(constants, { slot }) };
}

/**
 * A parameter that is never assigned may stand for the argument itself: literals never change, and the caller's locals do not
 * while the procedure runs. So the value is kept once, not once per procedure. Not where that would forget a range.
 */
function canStandFor(arg: Expr, param: Param): boolean {
  if (arg.kind === "literal") return fits(param.domain, arg.value);
  return arg.kind === "local" && isDomain(arg.type) && sameDomain(arg.type, param.domain);
}

/** `return e` becomes an assignment to where the caller wants it, and a jump to the end. */
function ended(code: Stmt, into: Place | null, done: number, returns: Type): Stmt {
  const store = (value: Expr, at: Span): Stmt => ({
    kind: "expr",
    value: into === null ? value : { kind: "assign", op: "=", target: into, value, at, type: value.type },
    at,
  });
  const body = mapOwn(code, (s) => {
    if (s.kind !== "return") return s;
    const value = s.value ?? (into === null ? null : undefinedAt(s.at));
    const jump: Stmt = { kind: "break", target: done, at: s.at };
    return block(value === null ? [jump] : [store(value, s.at), jump], s.at);
  });
  const mayBeUndefined = isDomain(returns) && alternatives(returns).some((d) => d.kind === "undefined");
  return into !== null && mayBeUndefined ? block([body, store(undefinedAt(code.at), code.at)], code.at) : body;
}

const undefinedAt = (at: Span): Expr => ({ kind: "undefined", at, type: UNDEFINED });

/** A jump to the end as the last thing done is no jump. */
function stripTail(s: Stmt, done: number): Stmt {
  switch (s.kind) {
    case "break":
      return s.target === done ? block([], s.at) : s;
    case "block": {
      const last = s.body.at(-1);
      return last === undefined ? s : { ...s, body: [...s.body.slice(0, -1), stripTail(last, done)] };
    }
    case "if":
      return { ...s, then: stripTail(s.then, done), else: s.else === null ? null : stripTail(s.else, done) };
    default:
      return s;
  }
}

function newSlot(inlining: Inlining, made: Local): number {
  inlining.locals.push(made);
  return inlining.locals.length - 1;
}

function local(body: Body, slot: number): Local {
  const found = body.locals[slot];
  if (found === undefined) throw new Error(`no slot ${slot}`);
  return found;
}

const block = (body: readonly Stmt[], at: Span): Stmt => ({ kind: "block", body, at });

/** Every slot that is given a value somewhere below. */
function assigned(code: Stmt): ReadonlySet<number> {
  const slots = new Set<number>();
  walk(code, (n) => {
    for (const slot of defines(n)) slots.add(slot);
  });
  return slots;
}

function targets(code: Stmt): ReadonlySet<number> {
  const ids = new Set<number>();
  walkOwn(code, (s) => {
    if (s.kind === "break" || s.kind === "continue") ids.add(s.target);
  });
  return ids;
}

/** One more than the greatest jump target below. */
function idsOf(code: Stmt): number {
  let next = 0;
  walk(code, (s) => {
    if (s.kind === "switch" || s.kind === "loop" || s.kind === "forOf" || s.kind === "labeled")
      next = Math.max(next, s.id + 1);
  });
  return next;
}

function shiftIds(s: Stmt, by: number): Stmt {
  switch (s.kind) {
    case "switch":
    case "loop":
    case "forOf":
    case "labeled":
      return { ...s, id: s.id + by };
    case "break":
    case "continue":
      return { ...s, target: s.target + by };
    default:
      return s;
  }
}
