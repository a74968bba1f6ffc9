/**
 * Loops: by a condition, over values of a type, over collections.
 * In: `Stmt`. Out: `loop`, `forOf`.
 * Not here: the flags that leave them (`jumps.ts`).
 */
import { isScalar, size } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { walk } from "../../ir/walk.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { picks, writes } from "../effects.ts";
import { key, raised, resetSkip, target } from "./jumps.ts";
import { eachMember } from "./members.ts";
import { frozen, object } from "./places.ts";
import { declare, emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { isMember, truth } from "./terms.ts";
import { isEmpty } from "./types.ts";

/** Flags that end a loop: its own `break`, and jumps of its body to further out. */
const endings = (r: Routine, id: number, body: Stmt): readonly string[] =>
  raised(r, body).filter((flag) => flag !== r.jumps.get(key("continue", id)));

export function loop(r: Routine, s: Stmt & { kind: "loop" }): void {
  target(r, s.id, [s.body], () => {
    const goes = declare(r, "goes", "boolean");
    const stop = endings(r, s.id, s.body);
    const test = (inner: Routine): void => {
      if (s.test !== null)
        emit(
          inner,
          `if ${goes} then`,
          ...inside(inner, (deeper) => emit(deeper, `${goes} := ${truth(deeper, s.test as Expr)};`)),
          "end;",
        );
    };
    emit(r, `${goes} := true;`);
    if (s.testFirst) test(r);
    // Each round has choices of its own: so each is written out.
    const written = picks(r.world.model, s.body) ? mostRounds(s.body) : null;
    const round = (head: string): void =>
      emit(
        r,
        head,
        ...inside(r, (inner) => {
          resetSkip(inner, s.id);
          inner.world.knot.statement(inner, s.body);
          if (stop.length > 0) emit(inner, `if ${stop.join(" | ")} then ${goes} := false; end;`);
          const { update } = s;
          if (update !== null)
            emit(
              inner,
              `if ${goes} then`,
              ...inside(inner, (deeper) =>
                deeper.world.knot.statement(deeper, { kind: "expr", value: update, at: s.at }),
              ),
              "end;",
            );
          test(inner);
        }),
        "end;",
      );
    if (written === null) return round(`while ${goes} do`);
    for (let i = 0; i < written; i++) round(`if ${goes} then`);
    emit(r, `if ${goes} then error "more rounds than are written"; end;`);
  });
}

/** As many as the largest of the types that are picked from has values: whoever picks and takes away needs no more. */
function mostRounds(body: Stmt): number {
  let most = 1;
  walk(body, (n) => {
    const d = n.kind === "pick" && isDomain(n.type) ? size(n.type) : null;
    if (d !== null && d > BigInt(most))
      most = d > 8n ? doesNotFit("a choice in a loop", n.kind === "pick" ? n.at : null) : Number(d);
  });
  return most;
}

export function forOf(r: Routine, s: Stmt & { kind: "forOf" }): void {
  const name = r.locals[s.slot]?.name ?? "x";
  const hasPick = picks(r.world.model, s.body);
  target(r, s.id, [s.body], () => {
    const stop = endings(r, s.id, s.body);
    const round = (inner: Routine, term: Term, guards: readonly string[]): void => {
      inner.slots.set(s.slot, term);
      const all = [...guards, ...stop.map((f) => `!${f}`)];
      const write = (deeper: Routine): void => {
        resetSkip(deeper, s.id);
        deeper.world.knot.statement(deeper, s.body);
      };
      if (all.length === 0) write(inner);
      else emit(inner, `if ${all.join(" & ")} then`, ...inside(inner, write), "end;");
    };
    if (s.of.kind === "each") {
      const { domain } = s.of;
      if (!isScalar(domain)) return doesNotFit("a loop over what is not plain", s.at);
      if (isEmpty(domain)) return;
      if (hasPick || !r.world.codes.isAscending(domain)) {
        // Each round has choices of its own; a loop would go by code.
        for (const code of r.world.codes.all(domain)) {
          round(r, { text: code, domain }, []);
        }
        return;
      }
      const k = r.names.fresh(name);
      const member = isMember(r, k, domain);
      emit(r, `for ${k}: ${r.world.types.keys(domain)} do`);
      return emit(
        r,
        ...inside(r, (inner) => round(inner, { text: k, domain }, member === "true" ? [] : [member])),
        "end;",
      );
    }
    const of = object(r, frozen(r, s.of));
    if (of.domain.kind === "set") {
      const { of: domain } = of.domain;
      if (isEmpty(domain)) return;
      if (!isScalar(domain)) {
        eachMember(r, domain, (inner, path, member) => round(inner, member, [`${of.text}${path}`]));
        return;
      }
      const k = r.names.fresh(name);
      emit(r, `for ${k}: ${r.world.types.keys(domain)} do`);
      return emit(r, ...inside(r, (inner) => round(inner, { text: k, domain }, [`${of.text}[${k}]`])), "end;");
    }
    if (of.domain.kind !== "seq") return doesNotFit("a loop over this", s.at);
    const { of: domain } = of.domain;
    const i = declare(r, "i", "0 .. 1000");
    emit(r, `${i} := 0;`, `while ${[`${i} < ${of.text}.len`, ...stop.map((f) => `!${f}`)].join(" & ")} do`);
    emit(
      r,
      ...inside(r, (inner) => {
        const place = { text: `${of.text}.at[${i}]`, domain };
        if (!isScalar(domain) || !writes(r.world.model, s.body)) return round(inner, place, []);
        // The round may change the sequence, not what it began with.
        const now = variable(inner, name, domain);
        emit(inner, `${now.text} := ${place.text};`);
        round(inner, now, []);
      }),
      `  ${i} := ${i} + 1;`,
      "end;",
    );
  });
}
