/**
 * What lowering made of sequential code: blocks with jumps, as nested conditions or as a loop over their numbers.
 * In: blocks. Out: `flow`.
 * Not here: the statements of a block (`statements.ts`).
 */
import type { FlowBlock, FlowEnd } from "../../ir/expr.ts";
import { sequence } from "./jumps.ts";
import { declare, emit, inside, type Routine } from "./routine.ts";
import { truth } from "./terms.ts";

export function flow(r: Routine, blocks: readonly FlowBlock[]): void {
  const entries = new Map<number, number>();
  const exits = (end: FlowEnd): readonly number[] =>
    end.kind === "goto" ? [end.to] : end.kind === "branch" ? [end.then, end.else] : [];
  for (const b of blocks) for (const to of exits(b.end)) entries.set(to, (entries.get(to) ?? 0) + 1);
  const isTree = !entries.has(0) && [...entries.values()].every((n) => n === 1);
  if (isTree) return tree(r, blocks, 0);
  const at = declare(r, "block", `0 .. ${blocks.length}`);
  emit(r, `${at} := 0;`, `while ${at} < ${blocks.length} do`, `  switch ${at}`);
  for (const [i, b] of blocks.entries()) {
    emit(r, `    case ${i}:`);
    const lines = inside(r, (inner) => {
      sequence(inner, b.body);
      if (b.end.kind === "goto") emit(inner, `${at} := ${b.end.to};`);
      else if (b.end.kind === "stop") emit(inner, `${at} := ${blocks.length};`);
      else emit(inner, `if ${truth(inner, b.end.test)} then ${at} := ${b.end.then}; else ${at} := ${b.end.else}; end;`);
    });
    emit(r, ...lines.map((line) => `    ${line}`));
  }
  emit(r, "  end;", "end;");
}

function tree(r: Routine, blocks: readonly FlowBlock[], i: number): void {
  const b = blocks[i] as FlowBlock;
  sequence(r, b.body);
  const { end } = b;
  if (end.kind === "goto") return tree(r, blocks, end.to);
  if (end.kind === "stop") return;
  emit(r, `if ${truth(r, end.test)} then`, ...inside(r, (inner) => tree(inner, blocks, end.then)), "else");
  emit(r, ...inside(r, (inner) => tree(inner, blocks, end.else)), "end;");
}
