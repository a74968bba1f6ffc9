/**
 * Where something stands in a spec's text.
 * In: nothing. Out: `Span`, the one way in which positions travel.
 * Not here: the texts themselves (`source.ts`), code frames (`report/`).
 */

/** A stretch of one file. Lines and columns are 1-based, `start`/`end` are offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  /** As the file was named to the compiler, with forward slashes. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Column just past the last character. */
  readonly endColumn: number;
}
