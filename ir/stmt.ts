/**
 * Statements, by their own name: they stand in `expr.ts`, as expressions and statements contain each other.
 * In: `expr.ts`. Out: `Stmt`, `SwitchClause`, `FlowBlock`, `FlowEnd`.
 * Not here: anything of its own.
 */
export type { FlowBlock, FlowEnd, Stmt, SwitchClause } from "./expr.ts";
