/**
 * Which fields of the state a body may look at or change, going by its text: a coarse answer where a fine one is too dear.
 * In: bodies of a lowered model. Out: names of fields of the state, or null for all of them; literals.
 * Not here: what a step really does (`summaries.ts`).
 */
import type { Literal } from "../../ir/domain.ts";
import type { Body, SpecModel } from "../../ir/model.ts";
import { type Node, walk } from "../../ir/walk.ts";

export function mentionedFields(model: SpecModel, body: Body): ReadonlySet<string> | null {
  const fields = new Set<string>();
  let all = false;
  walkWithCalls(model, body, (n) => {
    if (n.kind === "field" && n.of.kind === "state") {
      fields.add(n.name);
      return false;
    }
    if (n.kind === "state") all = true;
    return true;
  });
  return all ? null : fields;
}

export function literalsIn(model: SpecModel, body: Body): ReadonlySet<Literal> {
  const literals = new Set<Literal>();
  walkWithCalls(model, body, (n) => {
    if (n.kind === "literal") literals.add(n.value);
  });
  return literals;
}

/** Whether a step can be held up by anything else than where its process rests. */
export function mayBlockAtAll(model: SpecModel, body: Body): boolean {
  let found = -1;
  // The guard of the rest is the first of them.
  walkWithCalls(model, body, (n) => {
    if (n.kind === "when" || n.kind === "pick") found++;
  });
  return found > 0;
}

/** Every node of a body and of all functions that it may call, each once. */
function walkWithCalls(model: SpecModel, body: Body, visit: (n: Node) => unknown): void {
  const called = new Set<number>();
  const look = (code: Node): void => {
    walk(code, (n) => {
      if (n.kind === "call" && !called.has(n.function)) {
        called.add(n.function);
        const fn = model.functions[n.function];
        if (fn !== undefined) look(fn.body.code);
      }
      return visit(n);
    });
  };
  look(body.code);
}
