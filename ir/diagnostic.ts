/**
 * What the compiler and the command have to say about an input.
 * In: spans. Out: `Diagnostic` and `Staged`, the shape of every stage's result.
 * Not here: the texts of each code (`codes/`), how they look (`report/`).
 */
import type { Span } from "./span.ts";

/** A second place that explains the first: "declared here". */
export interface DiagnosticLabel {
  readonly at: Span;
  readonly text: string;
}

/** An edit that cures the diagnostic: replace what stands at `at` by `text`. */
export interface Fix {
  readonly at: Span;
  readonly text: string;
}

export interface Diagnostic {
  /** `SPECnnnn`, or `TSnnnn` for TypeScript's own errors. */
  readonly code: string;
  /** Kebab-case name of the code, for eyes; empty for TypeScript's own. */
  readonly name: string;
  readonly severity: "error" | "warning";
  /** What is wrong, in the author's words; one sentence, no trailing newline. */
  readonly message: string;
  /** Null only for usage errors, which have no place in a file. */
  readonly at: Span | null;
  readonly labels: readonly DiagnosticLabel[];
  /** The edit that cures it, in words. */
  readonly help: string | null;
  readonly fix: Fix | null;
  /** The region this diagnostic explains: TypeScript's errors inside it say the same thing worse and are dropped. */
  readonly covers: Span | null;
}

/** The result of a stage that never throws: holes in `value` are `Expr { kind: "error" }` and the like. */
export interface Staged<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((d) => d.severity === "error");
