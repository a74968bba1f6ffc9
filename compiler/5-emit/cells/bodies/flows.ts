/**
 * Flows of blocks, which lowering makes of the steps of processes.
 * In: `Stmt` of kind flow. Out: code: blocks one after the other, jumps forward are branches, jumps back go through a table.
 * Not here: structured loops (`loops.ts`).
 */
import type { FlowEnd, Stmt } from "../../../../ir/expr.ts";
import { block, br, brTable, type Code, get, i32c, type Label, label, loop, set, when } from "../../wasm/code.ts";
import { tick } from "./loops.ts";
import type { Scope } from "./scope.ts";

type Flow = Stmt & { kind: "flow" };

const targets = (end: FlowEnd): readonly number[] => {
  switch (end.kind) {
    case "goto":
      return [end.to];
    case "branch":
      return [end.then, end.else];
    case "stop":
      return [];
  }
};

export function flow(s: Scope, x: Flow): readonly Code[] {
  const stop = label("stop");
  const again = label("again");
  const entries: Label[] = x.blocks.map((_, i) => label(`block ${i}`));
  const goesBack = x.blocks.some((b, i) => targets(b.end).some((to) => to <= i));
  const at = s.temps.take("i32");

  const jump = (from: number, to: number): readonly Code[] => {
    if (entries[to] === undefined) throw new Error(`a flow without block ${to}`);
    if (to > from) return [br(entries[to] as Label)];
    return [...tick(s), set(at, i32c(to)), br(again)];
  };
  const endOf = (i: number, end: FlowEnd): readonly Code[] => {
    switch (end.kind) {
      case "goto":
        return jump(i, end.to);
      case "branch":
        return s.temps.statement(() => [when(s.knot.test(s, end.test), jump(i, end.then), jump(i, end.else))]);
      case "stop":
        return [br(stop)];
    }
  };
  // The code of block i stands right behind the label that leads to it.
  const start = goesBack ? [brTable(get(at), entries, stop)] : [];
  const body = x.blocks.reduce<readonly Code[]>(
    (before, b, i) => [
      block(entries[i] as Label, before),
      ...b.body.flatMap((y) => s.knot.stmt(s, y)),
      ...endOf(i, b.end),
    ],
    start,
  );
  if (!goesBack) return [block(stop, body)];
  return [set(at, i32c(0)), block(stop, [loop(again, body)])];
}
