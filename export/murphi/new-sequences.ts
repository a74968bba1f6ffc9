/**
 * New sequences, and elements that are objects.
 * In: `Expr` of kinds seq and seqMethod, the place they go to. Out: lines.
 * Not here: methods with a plain result (`sequences.ts`).
 */
import { NUMBER } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { copy } from "./copies.ts";
import { object } from "./places.ts";
import { emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { at, call, loop, type Method, push, removed, type SeqTerm, seqTerm } from "./sequences.ts";
import { scalar, truth } from "./terms.ts";

/** `to :=` a new sequence: a literal, or a method that makes one. In a variable of its own first, as it may read `to`. */
export function storeSequence(r: Routine, to: Term, e: Expr & { kind: "seq" | "seqMethod" }): void {
  if (to.domain.kind !== "seq") {
    if (e.kind === "seqMethod" && (e.op === "pop" || e.op === "shift" || e.op === "at" || e.op === "find"))
      return storeElement(r, to, e);
    return doesNotFit("a sequence here", e.at);
  }
  const made = variable(r, "made", to.domain) as SeqTerm;
  emit(r, `undefine ${made.text};`, `${made.text}.len := 0;`);
  const append = (inner: Routine, term: Term): void => {
    copy(inner, at(made, `${made.text}.len`), term);
    emit(inner, `${made.text}.len := ${made.text}.len + 1;`);
  };
  const appendAll = (x: Expr): void => {
    const from = object(r, x);
    if (from.domain.kind === "seq") loop(r, from as SeqTerm, (inner, i) => append(inner, at(from as SeqTerm, i)));
    else doesNotFit("a spread of this", x.at);
  };
  if (e.kind === "seq") {
    for (const p of e.parts) {
      if (p.spread) appendAll(p.value);
      else push(r, made, p.value);
    }
  } else {
    switch (e.op) {
      case "concat":
        for (const x of [e.of, ...e.args]) appendAll(x);
        break;
      case "slice": {
        const from = seqTerm(r, e.of);
        const [a, b] = e.args.map((x) => scalar(r, x, NUMBER));
        const positive = (x: string): string => `(${x} < 0 ? ${from.text}.len + ${x} : ${x})`;
        loop(r, from, (inner, i) => {
          const within = [
            ...(a === undefined ? [] : [`${i} >= ${positive(a)}`]),
            ...(b === undefined ? [] : [`${i} < ${positive(b)}`]),
          ];
          if (within.length === 0) return append(inner, at(from, i));
          emit(
            inner,
            `if ${within.join(" & ")} then`,
            ...inside(inner, (deeper) => append(deeper, at(from, i))),
            "end;",
          );
        });
        break;
      }
      case "filter":
      case "map": {
        const from = seqTerm(r, e.of);
        loop(r, from, (inner, i) =>
          call(inner, e, [at(from, i), { text: i, domain: NUMBER }], (last, value) => {
            if (e.op === "map") {
              push(last, made, value);
              return;
            }
            emit(
              last,
              `if ${truth(last, value)} then`,
              ...inside(last, (deeper) => append(deeper, at(from, i))),
              "end;",
            );
          }),
        );
        break;
      }
      case "reverse":
      case "toReversed": {
        const from = seqTerm(r, e.of);
        loop(r, from, (inner, i) => append(inner, at(from, `${from.text}.len - 1 - ${i}`)));
        if (e.op === "reverse") copy(r, from, made);
        break;
      }
      default:
        return doesNotFit(`.${e.op} of a sequence`, e.at);
    }
  }
  copy(r, to, made);
}

/** An element that may not be there, `undefined` then. */
export function storeTaken(r: Routine, to: Term, e: Method | (Expr & { readonly kind: "index" })): void {
  const s = seqTerm(r, e.of);
  const op = e.kind === "index" ? "at" : e.op;
  const [i] = (e.kind === "index" ? [e.key] : e.args).map((x) => scalar(r, x, NUMBER));
  const position =
    op === "shift" ? "0" : op === "pop" ? `${s.text}.len - 1` : `(${i} < 0 ? ${s.text}.len + ${i} : ${i})`;
  const isThere = op === "at" ? `${position} >= 0 & ${position} < ${s.text}.len` : `${s.text}.len > 0`;
  const { undefinedName } = r.world.codes;
  emit(r, `undefine ${to.text};`, `${to.text}.which := 0;`, `${to.text}.plain := ${undefinedName};`);
  emit(
    r,
    `if ${isThere} then`,
    ...inside(r, (inner) => {
      copy(inner, to, at(s, position));
      if (e.kind === "seqMethod" && op !== "at") removed(inner, s, e);
    }),
    "end;",
  );
}

function storeElement(r: Routine, to: Term, e: Method): void {
  const s = seqTerm(r, e.of);
  const last = `${s.text}.len - 1`;
  if (e.op === "pop" || e.op === "shift") {
    copy(r, to, at(s, e.op === "pop" ? last : "0"));
    removed(r, s, e);
    return;
  }
  const [i] = e.args;
  if (e.op !== "at" || i === undefined) return doesNotFit(`.${e.op} of objects`, e.at);
  copy(r, to, at(s, i.kind === "literal" && i.value === -1 ? last : scalar(r, i, NUMBER)));
}
