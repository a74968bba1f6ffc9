/**
 * A spec as read: texts, and of all its modules the declarations and the statements of the top level.
 * In: syntax. Out: `SpecSource`, made by `compiler/1-read/`, one per entry file.
 * Not here: the meaning of any of it (`model.ts`).
 */
import type { Span } from "./span.ts";
import type {
  SyntaxExpr,
  SyntaxFunction,
  SyntaxStmt,
  SyntaxType,
  SyntaxTypeMember,
  SyntaxTypeParameter,
} from "./syntax.ts";

/** A doc comment without its asterisks, its tags apart. */
export interface Doc {
  /** The prose, lines joined as written; empty where there are tags only. */
  readonly text: string;
  /** What follows `@source`, e.g. "fs/buffer.c __block_write_full_page". */
  readonly source: string | null;
}

export type Declaration = {
  /** Empty for a value that is only taken apart: the `const` that members refer to. */
  readonly name: string;
  readonly exported: boolean;
  readonly doc: Doc | null;
  /** The whole declaration. */
  readonly at: Span;
  readonly nameAt: Span;
} & (
  | { readonly kind: "const"; readonly type: SyntaxType | null; readonly init: SyntaxExpr }
  /** A name bound by destructuring at the top level: `const { action } = spec(…)`; `of` is the declaration that holds the value. */
  | { readonly kind: "member"; readonly of: number; readonly key: string }
  | { readonly kind: "function"; readonly function: SyntaxFunction }
  | { readonly kind: "alias"; readonly typeParameters: readonly SyntaxTypeParameter[]; readonly type: SyntaxType }
  | {
      readonly kind: "interface";
      readonly typeParameters: readonly SyntaxTypeParameter[];
      readonly extends: readonly SyntaxType[];
      readonly members: readonly SyntaxTypeMember[];
    }
  /** Something refused (and reported): a class, a `let`, an enum. */
  | { readonly kind: "error" }
);

export interface SpecSource {
  /** Path of the entry file. */
  readonly entry: string;
  /** Text of each file that takes part (entry first, then imported modules in order of import), for code frames. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** All modules' declarations, in source order, imported modules before those that import them. */
  readonly declarations: readonly Declaration[];
  /** Expression statements of all modules' top levels (`assume(…)`, `fairness(…)`), in order of evaluation; anything else was refused. */
  readonly topLevel: readonly SyntaxStmt[];
  /** Paths of the files of which only types are imported: a spec of theirs is none of this one's. */
  readonly typesOnly: readonly string[];
  /** Doc comment at the head of the entry file: the first one, where it is not the doc of the first declaration. */
  readonly doc: Doc | null;
}
