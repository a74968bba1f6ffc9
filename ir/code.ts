/**
 * How a diagnostic code is made: number, name and one typed function from place and facts to `Diagnostic`.
 * In: nothing. Out: `code`, used by the files of `codes/` only.
 * Not here: the codes themselves (`codes/*.ts`, by stage) or their pages (`docs/errors/`).
 */
import type { Diagnostic, DiagnosticLabel, Fix } from "./diagnostic.ts";
import type { Span } from "./span.ts";

export interface DiagnosticText {
  readonly message: string;
  readonly help?: string | null;
  readonly labels?: readonly DiagnosticLabel[];
  readonly fix?: Fix | null;
  readonly covers?: Span | null;
}

export interface Code<Facts, Place extends Span | null = Span> {
  /** `facts` may be left out where the text needs none. */
  (at: Place, ...facts: unknown extends Facts ? [facts?: Facts] : [facts: Facts]): Diagnostic;
  readonly code: string;
  readonly kebab: string;
}

function define<Facts, Place extends Span | null>(
  number: string,
  kebab: string,
  severity: Diagnostic["severity"],
  text: (facts: Facts, at: Place) => DiagnosticText,
): Code<Facts, Place> {
  const make = (at: Place, ...[facts]: unknown extends Facts ? [facts?: Facts] : [facts: Facts]): Diagnostic => {
    const { message, help = null, labels = [], fix = null, covers = null } = text(facts as Facts, at);
    return { code: number, name: kebab, severity, message, at, labels, help, fix, covers };
  };
  return Object.assign(make, { code: number, kebab });
}

/** An error at a place in a spec. */
export const code = <Facts>(
  number: string,
  kebab: string,
  text: (facts: Facts, at: Span) => DiagnosticText,
): Code<Facts> => define<Facts, Span>(number, kebab, "error", text);

/** A warning at a place in a spec: the verdict stands, but the author probably meant something else. */
export const warning = <Facts>(
  number: string,
  kebab: string,
  text: (facts: Facts, at: Span) => DiagnosticText,
): Code<Facts> => define<Facts, Span>(number, kebab, "warning", text);

/** An error of usage: it may have no place in any file. */
export const usage = <Facts>(
  number: string,
  kebab: string,
  text: (facts: Facts, at: Span | null) => DiagnosticText,
): Code<Facts, Span | null> => define<Facts, Span | null>(number, kebab, "error", text);
