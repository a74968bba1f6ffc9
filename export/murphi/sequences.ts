/**
 * Sequences: a length and an array whose unused elements are undefined.
 * In: `Expr` of kinds seq and seqMethod. Out: text and lines.
 * Not here: reading one element (`places.ts`).
 */
import { BOOLEAN, isScalar, NUMBER, type SeqDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { lambdaValue } from "./calls.ts";
import { object } from "./places.ts";
import { declare, emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { converted, domainOf, put, scalar, truth } from "./terms.ts";

export type SeqTerm = Term & { readonly domain: SeqDomain };
export type Method = Expr & { readonly kind: "seqMethod" };

export function seqTerm(r: Routine, e: Expr): SeqTerm {
  const of = object(r, e);
  return of.domain.kind === "seq" ? (of as SeqTerm) : doesNotFit("a sequence here", e.at);
}

export const at = (s: SeqTerm, i: string): Term => ({ text: `${s.text}.at[${i}]`, domain: s.domain.of });

/** A loop over the positions of a sequence as it is; `round` may stop it by making `until` true. */
export function loop(
  r: Routine,
  s: SeqTerm,
  round: (inner: Routine, i: string) => void,
  until: string | null = null,
): void {
  const i = declare(r, "i", "0 .. 1000");
  emit(r, `${i} := 0;`, `while ${until === null ? "" : `!${until} & `}${i} < ${s.text}.len do`);
  emit(r, ...inside(r, (inner) => round(inner, i)), `  ${i} := ${i} + 1;`, "end;");
}

export function call(r: Routine, e: Method, params: readonly Term[], use: (r: Routine, value: Expr) => void): void {
  const { lambda } = e;
  if (lambda === null) return doesNotFit(`.${e.op} without its function`, e.at);
  lambda.params.forEach((slot, i) => {
    const term = params[i];
    if (term !== undefined) r.slots.set(slot, term);
  });
  lambdaValue(r, lambda, use);
}

/** Those with a plain result, and those that change their sequence. */
export function sequenceScalar(r: Routine, e: Method): Term {
  const s = seqTerm(r, e.of);
  const bool = (text: string): Term => ({ text, domain: BOOLEAN });
  const int = (text: string): Term => ({ text, domain: NUMBER });
  const index = (i: string): Term => int(i);
  switch (e.op) {
    case "push":
      for (const a of e.args) {
        push(r, s, a);
      }
      return int(`${s.text}.len`);
    case "unshift": {
      const [first, more] = e.args;
      if (first === undefined || more !== undefined) return doesNotFit("unshift of several", e.at);
      const made = variable(r, "front", s.domain.of);
      r.world.knot.store(r, made, first);
      const i = declare(r, "i", "0 .. 1000");
      emit(
        r,
        `${i} := ${s.text}.len;`,
        `while ${i} > 0 do ${s.text}.at[${i}] := ${s.text}.at[${i} - 1]; ${i} := ${i} - 1; end;`,
      );
      emit(r, `${s.text}.at[0] := ${made.text};`, `${s.text}.len := ${s.text}.len + 1;`);
      return int(`${s.text}.len`);
    }
    case "pop":
    case "shift":
      return isScalar(s.domain.of) ? removed(r, s, e) : doesNotFit(`.${e.op} of objects as a value`, e.at);
    case "includes": {
      const [x] = e.args;
      if (x === undefined) return doesNotFit("includes of nothing", e.at);
      const found = declare(r, "found", "boolean");
      const wanted = r.world.knot.valueOf(r, x);
      emit(r, `${found} := false;`);
      loop(r, s, (inner, i) =>
        emit(
          inner,
          `if ${converted(inner, at(s, i), NUMBER)} = ${converted(inner, wanted, NUMBER)} then ${found} := true; end;`,
        ),
      );
      return bool(found);
    }
    case "indexOf": {
      const [x] = e.args;
      if (x === undefined) return doesNotFit("indexOf of nothing", e.at);
      const found = variable(r, "position", NUMBER);
      const wanted = r.world.knot.valueOf(r, x);
      emit(r, `${found.text} := -1;`);
      loop(r, s, (inner, i) =>
        emit(
          inner,
          `if ${found.text} < 0 & ${converted(inner, at(s, i), NUMBER)} = ${converted(inner, wanted, NUMBER)} then ${found.text} := ${i}; end;`,
        ),
      );
      return found;
    }
    case "some":
    case "every": {
      const stop = declare(r, "decided", "boolean");
      emit(r, `${stop} := false;`);
      loop(
        r,
        s,
        (inner, i) =>
          call(inner, e, [at(s, i), index(i)], (last, value) => {
            emit(last, `if ${e.op === "some" ? "" : "!"}(${truth(last, value)}) then ${stop} := true; end;`);
          }),
        stop,
      );
      return bool(e.op === "some" ? stop : `!${stop}`);
    }
    case "findIndex": {
      const found = variable(r, "position", NUMBER);
      const stop = declare(r, "decided", "boolean");
      emit(r, `${found.text} := -1;`, `${stop} := false;`);
      loop(
        r,
        s,
        (inner, i) =>
          call(inner, e, [at(s, i), index(i)], (last, value) => {
            emit(last, `if ${truth(last, value)} then ${stop} := true; ${found.text} := ${i}; end;`);
          }),
        stop,
      );
      return found;
    }
    case "find": {
      const domain = domainOf(e);
      if (!isScalar(domain)) return doesNotFit(".find of objects", e.at);
      const found = variable(r, "match", domain);
      const stop = declare(r, "decided", "boolean");
      emit(r, `${found.text} := ${r.world.codes.undefinedName};`, `${stop} := false;`);
      loop(
        r,
        s,
        (inner, i) =>
          call(inner, e, [at(s, i), index(i)], (last, value) => {
            emit(
              last,
              `if ${truth(last, value)} then ${stop} := true; ${found.text} := ${converted(last, at(s, i), domain)}; end;`,
            );
          }),
        stop,
      );
      return found;
    }
    case "reduce": {
      const [start] = e.args;
      const domain = domainOf(e);
      if (start === undefined || !isScalar(domain)) return doesNotFit(".reduce to an object", e.at);
      const sum = variable(r, "sum", domain.kind === "int" ? NUMBER : domain);
      r.world.knot.store(r, sum, start);
      loop(r, s, (inner, i) =>
        call(inner, e, [sum, at(s, i), index(i)], (last, value) => {
          emit(last, `${sum.text} := ${scalar(last, value, sum.domain)};`);
        }),
      );
      return sum;
    }
    case "at": {
      const [i] = e.args;
      if (i === undefined || !isScalar(s.domain.of)) return doesNotFit(".at of objects", e.at);
      const key = scalar(r, i, NUMBER);
      const position =
        i.kind === "literal" && Number(i.value) >= 0 ? key : `(${key} < 0 ? ${s.text}.len + ${key} : ${key})`;
      const isThere = `${position} >= 0 & ${position} < ${s.text}.len`;
      const value = converted(r, at(s, position), NUMBER);
      return int(`(${isThere} ? ${value} : ${r.world.codes.undefinedName})`);
    }
    default:
      return doesNotFit(`.${e.op} of a sequence`, e.at);
  }
}

export function push(r: Routine, s: SeqTerm, e: Expr): void {
  const made = isScalar(s.domain.of) ? null : variable(r, "pushed", s.domain.of);
  if (made === null) put(r, at(s, `${s.text}.len`), r.world.knot.valueOf(r, e));
  else {
    r.world.knot.store(r, made, e);
    emit(r, `${s.text}.at[${s.text}.len] := ${made.text};`);
  }
  emit(r, `${s.text}.len := ${s.text}.len + 1;`);
}

/** `pop`, `shift`: the element that is gone; undefined of an empty one. */
export function removed(r: Routine, s: SeqTerm, e: Method): Term {
  const domain = domainOf(e);
  const made = isScalar(s.domain.of) ? variable(r, "removed", domain) : null;
  const undefinedName = r.world.codes.undefinedName;
  if (made !== null && domain.kind === "union") emit(r, `${made.text} := ${undefinedName};`);
  emit(r, `if ${s.text}.len > 0 then`);
  emit(
    r,
    ...inside(r, (inner) => {
      if (made !== null)
        emit(inner, `${made.text} := ${converted(inner, at(s, e.op === "pop" ? `${s.text}.len - 1` : "0"), domain)};`);
      if (e.op === "shift") {
        const i = declare(inner, "i", "0 .. 1000");
        emit(
          inner,
          `${i} := 1;`,
          `while ${i} < ${s.text}.len do ${s.text}.at[${i} - 1] := ${s.text}.at[${i}]; ${i} := ${i} + 1; end;`,
        );
      }
      emit(inner, `${s.text}.len := ${s.text}.len - 1;`, `undefine ${s.text}.at[${s.text}.len];`);
    }),
    "end;",
  );
  return made ?? { text: undefinedName, domain: { kind: "undefined" } };
}

/** A removal whose result nobody looks at. */
export function removeOnly(r: Routine, e: Method): void {
  removed(r, seqTerm(r, e.of), e);
}
