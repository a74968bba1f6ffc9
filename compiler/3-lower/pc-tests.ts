/**
 * `at` and `done` as comparisons of the pc, and termination: all instances of all processes but daemons are done.
 * In: pc fields of all processes. Out: the comparisons, the termination body.
 * Not here: the pc fields themselves (`hidden-state.ts`).
 */
import { BOOLEAN, type Domain } from "../../ir/domain.ts";
import type { Expr, When } from "../../ir/expr.ts";
import type { Body, Process } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { type HiddenField, hiddenPlace } from "./hidden-state.ts";
import { equal, literal, local } from "./types.ts";

/** What a test needs to know of each process, by its index. */
export interface Pcs {
  readonly process: Process;
  readonly pc: HiddenField;
  /** Label as written → pc values. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** `at` and `done` become comparisons; anything else stays as it is. */
export const pcTest = (e: Expr, pcs: readonly Pcs[]): Expr =>
  e.kind === "at" || e.kind === "done" ? comparison(e, pcs) : e;

function comparison(e: Expr & { readonly kind: "at" | "done" }, all: readonly Pcs[]): Expr {
  const pcs = all[e.process];
  if (pcs === undefined) throw new Error(`no process ${e.process}`);
  const self = pcs.process.param === null ? null : (e.args[0] ?? null);
  if (e.kind === "done") return equal(pcOf(pcs, self, e.at, e.when), literal(null, e.at), e.at);
  const values = [...new Set(e.labels.flatMap((label) => pcs.labels.get(label) ?? []))];
  const [first, ...more] = values;
  if (first === undefined) return literal(false, e.at);
  const pc = pcOf(pcs, self, e.at, e.when);
  const simple = self === null || self.kind === "local" || self.kind === "literal";
  if (!simple && more.length > 0) return among(values, pc, e.at);
  return more.reduce<Expr>(
    (left, value) => ({
      kind: "logical",
      op: "||",
      left,
      right: equal(pc, literal(value, e.at), e.at),
      at: e.at,
      type: BOOLEAN,
    }),
    equal(pc, literal(first, e.at), e.at),
  );
}

/** `[…].includes(pc)`: an argument that may have effects is evaluated once. */
function among(values: readonly string[], pc: Expr, at: Span): Expr {
  const of: Domain = { kind: "enum", values };
  return {
    kind: "seqMethod",
    op: "includes",
    of: {
      kind: "seq",
      parts: values.map((value) => ({ spread: false, value: literal(value, at) })),
      at,
      type: { kind: "seq", of, max: values.length },
    },
    args: [pc],
    lambda: null,
    at,
    type: BOOLEAN,
  };
}

const pcOf = (pcs: Pcs, self: Expr | null, at: Span, when: When): Expr => hiddenPlace(pcs.pc, self, at, when);

/** True of a state without steps that counts as termination; false where there is nothing that could be done. */
export function terminationBody(pcs: readonly Pcs[], at: Span): Body {
  const parts: Expr[] = [];
  const locals: Body["locals"][number][] = [];
  for (const one of pcs) {
    if (one.process.daemon) continue;
    const { param } = one.process;
    if (param === null) {
      parts.push(equal(pcOf(one, null, at, "now"), literal(null, at), at));
      continue;
    }
    const slot = locals.length;
    locals.push({ name: param.name, type: param.domain, at: param.at });
    const value = equal(pcOf(one, local(slot, param.domain, at), at, "now"), literal(null, at), at);
    const lambda = { params: [slot], body: { kind: "return", value, at }, at } as const;
    parts.push({ kind: "quantifier", op: "every", domains: [param.domain], lambda, at, type: BOOLEAN });
  }
  const [first, ...more] = parts;
  const value =
    first === undefined
      ? literal(false, at)
      : more.reduce<Expr>((left, right) => ({ kind: "logical", op: "&&", left, right, at, type: BOOLEAN }), first);
  return { locals, code: { kind: "return", value, at } };
}
