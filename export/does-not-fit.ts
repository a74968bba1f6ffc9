/**
 * What another checker's language has no word for.
 * In: the construct, where it stands. Out: `DoesNotFit`, thrown by an exporter and caught in `index.ts`.
 * Not here: what the author is told (`cli/`).
 */
import type { Span } from "../ir/span.ts";

export class DoesNotFit extends Error {
  readonly at: Span | null;
  constructor(what: string, at: Span | null) {
    super(what);
    this.at = at;
  }
}

/** `what` completes "… cannot be said there: ". */
export function doesNotFit(what: string, at: Span | null = null): never {
  throw new DoesNotFit(what, at);
}
