/**
 * Methods of sets: a set is an array of booleans over the codes of its members.
 * In: `Expr` of kinds setMethod and size. Out: text and lines.
 * Not here: new sets (`literals.ts`), `setOf` (`quantifiers.ts`).
 */
import { type Domain, isScalar, type SetDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { lambdaValue } from "./calls.ts";
import { copy } from "./copies.ts";
import { clearSet } from "./literals.ts";
import { atMember, eachMember, eachPath } from "./members.ts";
import { object } from "./places.ts";
import { declare, emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { converted, truth } from "./terms.ts";
import { isEmpty } from "./types.ts";

type SetTerm = Term & { readonly domain: SetDomain };

export function setTerm(r: Routine, e: Expr): SetTerm {
  const of = object(r, e);
  return of.domain.kind === "set" ? (of as SetTerm) : doesNotFit("a set here", e.at);
}

/** The code of a member and whether the set can have it. */
function member(
  r: Routine,
  set: SetTerm,
  e: Expr | undefined,
): { readonly code: string; readonly guard: string | null } {
  if (e === undefined) return doesNotFit("a member that is missing");
  const term = r.world.knot.valueOf(r, e);
  const code = converted(r, term, set.domain.of);
  const { codes } = r.world;
  const within = (d: Domain): boolean => {
    if (d.kind === "number") return false;
    if (r.world.types.keys(set.domain.of) === "boolean") return true;
    const [inner, outer] = [codes.range(d), codes.range(set.domain.of)];
    return inner.lo >= outer.lo && inner.hi <= outer.hi;
  };
  if (within(term.domain)) return { code, guard: null };
  const { lo, hi } = codes.range(set.domain.of);
  return { code, guard: `${code} >= ${lo} & ${code} <= ${hi}` };
}

/** A number (`size`) or a truth. */
export function setScalar(r: Routine, e: Expr & { kind: "size" | "setMethod" }): string {
  const set = setTerm(r, e.of);
  if (!isScalar(set.domain.of) || (e.kind === "setMethod" && e.lambda !== null)) return anyMembers(r, set, e);
  const keys = r.world.types.keys(set.domain.of);
  if (isEmpty(set.domain.of)) return e.kind === "size" ? "0" : e.op.startsWith("is") ? "true" : "false";
  if (e.kind === "size") {
    const n = declare(r, "n", "0 .. 65536");
    const k = r.names.fresh("k");
    emit(r, `${n} := 0;`, `for ${k}: ${keys} do if ${set.text}[${k}] then ${n} := ${n} + 1; end; end;`);
    return n;
  }
  const [first] = e.args;
  switch (e.op) {
    case "has": {
      const { code, guard } = member(r, set, first);
      return guard === null ? `${set.text}[${code}]` : `(${guard} & ${set.text}[${code}])`;
    }
    case "add":
      emit(r, `${set.text}[${member(r, set, first).code}] := true;`);
      return "true";
    case "delete": {
      const { code, guard } = member(r, set, first);
      const had = declare(r, "had", "boolean");
      emit(
        r,
        `${had} := ${guard === null ? "" : `${guard} & `}${set.text}[${code}];`,
        `if ${had} then ${set.text}[${code}] := false; end;`,
      );
      return had;
    }
    case "clear":
      clearSet(r, set, set.domain.of);
      return "true";
    case "isSubsetOf":
    case "isSupersetOf":
    case "isDisjointFrom": {
      if (first === undefined) return doesNotFit("a set that is missing", e.at);
      const other = setTerm(r, first);
      const k = r.names.fresh("k");
      if (r.world.types.keys(other.domain.of) !== keys) return doesNotFit("sets of different types together", e.at);
      const [a, b] = e.op === "isSupersetOf" ? [other, set] : [set, other];
      const body =
        e.op === "isDisjointFrom" ? `!(${a.text}[${k}] & ${b.text}[${k}])` : `${a.text}[${k}] -> ${b.text}[${k}]`;
      return `(forall ${k}: ${keys} do ${body} end)`;
    }
    default:
      return doesNotFit(`.${e.op} of a set`, e.at);
  }
}

/** The same for members that are objects, and for methods with a function. */
function anyMembers(r: Routine, set: SetTerm, e: Expr & { kind: "size" | "setMethod" }): string {
  const { of } = set.domain;
  if (e.kind === "size") {
    const n = declare(r, "n", "0 .. 65536");
    emit(r, `${n} := 0;`);
    eachPath(r, of, (inner, path) => emit(inner, `if ${set.text}${path} then ${n} := ${n} + 1; end;`));
    return n;
  }
  const [first] = e.args;
  const at = (use: (inner: Routine, path: string) => void): void => {
    if (first === undefined) return doesNotFit("a member that is missing", e.at);
    atMember(r, of, isScalar(of) ? r.world.knot.valueOf(r, first) : object(r, first), use);
  };
  const truthOf = (wish: string, start: string): string => {
    const name = declare(r, wish, "boolean");
    emit(r, `${name} := ${start};`);
    return name;
  };
  switch (e.op) {
    case "has": {
      const has = truthOf("has", "false");
      at((inner, path) => emit(inner, `${has} := ${set.text}${path};`));
      return has;
    }
    case "add":
      at((inner, path) => emit(inner, `${set.text}${path} := true;`));
      return "true";
    case "delete": {
      const had = truthOf("had", "false");
      at((inner, path) => emit(inner, `${had} := ${set.text}${path};`, `${set.text}${path} := false;`));
      return had;
    }
    case "clear":
      eachPath(r, of, (inner, path) => emit(inner, `${set.text}${path} := false;`));
      return "true";
    case "isSubsetOf":
    case "isSupersetOf":
    case "isDisjointFrom": {
      const other = first === undefined ? doesNotFit("a set that is missing", e.at) : setTerm(r, first);
      if (r.world.types.of(other.domain) !== r.world.types.of(set.domain))
        return doesNotFit("sets of different types together", e.at);
      const holds = truthOf("holds", "true");
      const [a, b] = e.op === "isSupersetOf" ? [other, set] : [set, other];
      eachPath(r, of, (inner, path) => {
        const clash = `${a.text}${path} & ${e.op === "isDisjointFrom" ? "" : "!"}${b.text}${path}`;
        emit(inner, `if ${clash} then ${holds} := false; end;`);
      });
      return holds;
    }
    case "some":
    case "every": {
      const holds = truthOf(e.op, String(e.op === "every"));
      const { lambda } = e;
      if (lambda === null) return doesNotFit(`.${e.op} without its function`, e.at);
      eachMember(r, of, (inner, path, member) => {
        emit(inner, `if ${set.text}${path} then`);
        const test = (deeper: Routine): void => {
          const [slot] = lambda.params;
          if (slot !== undefined) deeper.slots.set(slot, member);
          lambdaValue(deeper, lambda, (last, value) =>
            emit(
              last,
              `if ${e.op === "some" ? "" : "!"}(${truth(last, value)}) then ${holds} := ${e.op === "some"}; end;`,
            ),
          );
        };
        emit(inner, ...inside(inner, test), "end;");
      });
      return holds;
    }
    default:
      return doesNotFit(`.${e.op} of a set`, e.at);
  }
}

function filtered(r: Routine, to: Term, a: SetTerm, e: Expr & { kind: "setMethod" }): void {
  const { lambda } = e;
  if (lambda === null || r.world.types.of(to.domain) !== r.world.types.of(a.domain))
    return doesNotFit("this filter", e.at);
  const made = variable(r, "made", to.domain);
  emit(r, `${made.text} := ${a.text};`);
  eachMember(r, a.domain.of, (inner, path, member) => {
    emit(inner, `if ${a.text}${path} then`);
    const test = (deeper: Routine): void => {
      const [slot] = lambda.params;
      if (slot !== undefined) deeper.slots.set(slot, member);
      lambdaValue(deeper, lambda, (last, value) => emit(last, `${made.text}${path} := ${truth(last, value)};`));
    };
    emit(inner, ...inside(inner, test), "end;");
  });
  emit(r, `${to.text} := ${made.text};`);
}

/** Sets that are made of others. */
export function storeSetMethod(r: Routine, to: Term, e: Expr & { kind: "setMethod" }): void {
  const [first] = e.args;
  const a = setTerm(r, e.of);
  if (to.domain.kind !== "set") return doesNotFit(`.${e.op} of a set`, e.at);
  if (e.op === "filter") return filtered(r, to, a, e);
  if (first === undefined) return doesNotFit(`.${e.op} of a set`, e.at);
  if (e.op === "add") {
    atMember(r, a.domain.of, isScalar(a.domain.of) ? r.world.knot.valueOf(r, first) : object(r, first), (inner, path) =>
      emit(inner, `${a.text}${path} := true;`),
    );
    emit(r, `${to.text} := ${a.text};`);
    return;
  }
  if (isEmpty(to.domain.of)) return;
  const { types } = r.world;
  const alike = (x: Term): Term => {
    if (types.of(x.domain) === types.of(to.domain)) return x;
    const made = variable(r, "made", to.domain);
    copy(r, made, x);
    return made;
  };
  const [x, y] = [alike(a), alike(setTerm(r, first))];
  eachPath(r, to.domain.of, (inner, path) => {
    const [p, q] = [`${x.text}${path}`, `${y.text}${path}`];
    const texts: Readonly<Record<string, string>> = {
      union: `${p} | ${q}`,
      intersection: `${p} & ${q}`,
      difference: `${p} & !${q}`,
      symmetricDifference: `${p} != ${q}`,
    };
    emit(inner, `${to.text}${path} := ${texts[e.op] ?? doesNotFit(`.${e.op} of a set`, e.at)};`);
  });
}
