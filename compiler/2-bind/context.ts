/**
 * What binding one model knows and collects while it works: the source, the constants' values, diagnostics, id sets, functions.
 * In: `SpecSource`. Out: `Context`, passed as first argument everywhere in this folder.
 * Not here: what is known inside one body (`scope.ts`).
 */
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Literal, RecordDomain } from "../../ir/domain.ts";
import type { Type } from "../../ir/expr.ts";
import type { Assertion, Fn, IdSet, SpecModel } from "../../ir/model.ts";
import type { Declaration, SpecSource } from "../../ir/source.ts";
import type { Span } from "../../ir/span.ts";
import type { Builders } from "./builders.ts";

export interface Context {
  readonly source: SpecSource;
  readonly builders: Builders;
  /** Values of `constant(…)` declarations, by index of declaration. */
  readonly constants: ReadonlyMap<number, Literal>;
  readonly diagnostics: Diagnostic[];
  readonly idSets: IdSet[];
  /** Set as soon as the State type is read; null where it has errors. */
  state: RecordDomain | null;
  readonly functions: FnTable;
  readonly assertions: Assertion[];
  /** Texts of all assertions met, also in branches that the constants make dead. */
  readonly assertionTexts: Set<string>;
  /** Those of `throw`, which no `check` leaves out. */
  readonly thrownTexts: Set<string>;
  /** Texts that the model checks; null: all. */
  readonly checkedTexts: ReadonlySet<string> | null;
  /** Type declarations being read, against recursive types. */
  readonly reading: Set<number>;
}

/** Helper functions already bound, one per combination of argument types. */
export interface FnTable {
  readonly list: (Fn | null)[];
  readonly info: FnInfo[];
  readonly byKey: Map<string, number>;
}

export interface FnInfo {
  /** Null while the body is being bound and no annotation says it. */
  returns: Type | null;
  /** Every result is a new object. */
  fresh: boolean;
  /** Per parameter: its object is stored, or is part of a result. */
  keeps: readonly boolean[];
  places: Replaced;
  /** Called while its body was being bound. */
  recursive: boolean;
  readonly effects: Effects;
}

/** Fields from the state ("now", "next") or from a parameter ("local 0") downwards; a key of a table or sequence is "*". */
export type Path = readonly string[];

/** Places to which a function gives another object, and places whose object may be its result. */
export interface Replaced {
  readonly replaced: readonly Path[];
  readonly returned: readonly Path[];
}

/** What running a body may do besides giving a result. */
export interface Effects {
  writes: Span | null;
  picks: Span | null;
  blocks: Span | null;
  asserts: Span | null;
  /** Asks which steps are possible. */
  asks: Span | null;
}

export const noEffects = (): Effects => ({ writes: null, picks: null, blocks: null, asserts: null, asks: null });

export const report = (context: Context, diagnostic: Diagnostic): void => {
  context.diagnostics.push(diagnostic);
};

export function declarationOf(context: Context, id: number): Declaration {
  const declaration = context.source.declarations[id];
  if (declaration === undefined) throw new Error(`no declaration ${id}`);
  return declaration;
}

/** The text of a stretch of the source, for messages. */
export function textAt(context: Pick<Context, "source">, at: Span): string {
  const file = context.source.files.find((f) => f.path === at.file);
  const text = file === undefined ? "" : file.text.slice(at.start, at.end).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A model of which nothing is bound yet. */
export function contextOf(
  parts: Pick<Context, "source" | "builders" | "constants" | "diagnostics" | "idSets" | "checkedTexts">,
): Context {
  return {
    ...parts,
    state: null,
    functions: { list: [], info: [], byKey: new Map() },
    assertions: [],
    assertionTexts: new Set(),
    thrownTexts: new Set(),
    reading: new Set(),
  };
}

/** The spec's constants as a model has them. */
export const constantValues = (context: Context): SpecModel["constants"] =>
  context.builders.constants.map(({ declaration }) => ({
    name: declarationOf(context, declaration).name,
    value: context.constants.get(declaration) ?? null,
  }));
