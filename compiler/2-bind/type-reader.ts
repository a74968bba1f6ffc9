/**
 * What reading a type node needs: where it stands, what its type parameters mean, how to read the nodes inside.
 * In: a context. Out: `TypeReader`, passed between the files that read types.
 * Not here: the reading itself (`domains.ts`, `union-types.ts`, `library-types.ts`, `typeof-types.ts`).
 */
import { unsupportedType } from "../../ir/codes/bind.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { alternatives, type Domain, type Literal, unionOf } from "../../ir/domain.ts";
import type { SyntaxType } from "../../ir/syntax.ts";
import type { Context } from "./context.ts";

/** What type parameters stand for, by their number. */
export type TypeArgs = ReadonlyMap<number, TypeArg>;
export type TypeArg =
  | { readonly kind: "type"; readonly type: SyntaxType; readonly args: TypeArgs }
  | { readonly kind: "domain"; readonly domain: Domain };

export const NO_ARGS: TypeArgs = new Map();

export interface TypeReader {
  readonly context: Context;
  readonly args: TypeArgs;
  /** For messages: "State.page". */
  readonly path: string;
  /** False for locals and parameters, where a plain `number` is fine. */
  readonly finite: boolean;
  readonly report: (d: Diagnostic) => void;
  /** Reads a type inside this one. */
  readonly read: (r: TypeReader, type: SyntaxType) => Domain | null;
}

/** Reports a type that is no domain. */
export function refuseType(r: TypeReader, type: SyntaxType, what: string, help?: string): null {
  r.report(
    unsupportedType(type.at, help === undefined ? { path: r.path, type: what } : { path: r.path, type: what, help }),
  );
  return null;
}

/** `NonNullable<T>`. */
export function withoutNull(d: Domain): Domain {
  const members = alternatives(d).flatMap((m): Domain[] => {
    if (m.kind === "undefined") return [];
    if (m.kind !== "enum" || !m.values.includes(null)) return [m];
    const values = m.values.filter((v) => v !== null);
    return values.length === 0 ? [] : [{ kind: "enum", values }];
  });
  return members.length === 0 ? d : unionOf(members);
}

/** The literals of a domain: enum values and ranges of one integer. */
export const literalsIn = (d: Domain): readonly Literal[] =>
  alternatives(d).flatMap((m) => (m.kind === "enum" ? m.values : m.kind === "int" && m.lo === m.hi ? [m.lo] : []));
