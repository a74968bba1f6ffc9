/**
 * Constants that change nothing: read nowhere, or such that every one of their values gives each model the same meaning.
 * In: `SpecSource` without errors, its builders and models. Out: warnings.
 * Not here: what of a model is idle (`checker/vacuity/`).
 *
 * Of a constant whose type has few values each model is bound with each of them, until one makes a difference, as mostly the first
 * one does. Of one that may be any integer only its name is looked for.
 */
import { idleConstant, unreadConstant } from "../../ir/codes/checking.ts";
import { type Diagnostic, hasErrors } from "../../ir/diagnostic.ts";
import { BOOLEAN, type Domain, type Literal, size } from "../../ir/domain.ts";
import type { SpecSource } from "../../ir/source.ts";
import { values } from "../../ir/value.ts";
import { bind } from "./bind.ts";
import type { Builders } from "./builders.ts";
import { contextOf } from "./context.ts";
import { domainOf } from "./domains.ts";
import type { ModelDeclaration } from "./models.ts";
import { evaluate } from "./static.ts";

/** Values of a constant that are tried. */
const MOST_VALUES = 8n;

export function idleConstants(
  source: SpecSource,
  builders: Builders,
  models: readonly ModelDeclaration[],
  set: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { declaration, call } of builders.constants) {
    const declared = source.declarations[declaration];
    if (declared === undefined || set.has(declared.name)) continue;
    const { name, nameAt } = declared;
    if (!isMentioned(source, name, models)) {
      found.push(unreadConstant(nameAt, { name }));
      continue;
    }
    const [written] = call.typeArgs;
    const [given] = call.args;
    const draft = contextOf({
      source,
      builders,
      constants: new Map(),
      diagnostics: [],
      idSets: [],
      checkedTexts: null,
    });
    const start = given === undefined ? null : evaluate(draft, given.value);
    const domain: Domain | null =
      written !== undefined
        ? domainOf(draft, written, name, { finite: false })
        : typeof start?.value === "boolean"
          ? BOOLEAN
          : null;
    const count = domain === null ? null : size(domain);
    if (domain === null || count === null || count < 2n || count > MOST_VALUES) continue;
    const all = [...values(domain)].filter((v): v is Literal => typeof v !== "object" || v === null);
    if (models.every((model) => isSame(source, builders, model, name, all, set))) {
      found.push(idleConstant(nameAt, { name, values: all.map((v) => JSON.stringify(v)), models: models.length }));
    }
  }
  return found;
}

/** Every value gives the model the same meaning. */
function isSame(
  source: SpecSource,
  builders: Builders,
  model: ModelDeclaration,
  name: string,
  all: readonly Literal[],
  set: ReadonlyMap<string, string>,
): boolean {
  const at = model.at ?? builders.spec?.at;
  if (at === undefined) return false;
  const others = model.constants.filter((c) => c.name !== name);
  const meanings = new Set<string>();
  for (const value of all) {
    const { value: bound, diagnostics } = bind(
      source,
      builders,
      { ...model, constants: [...others, { name, value, at }] },
      set,
    );
    if (bound === null || hasErrors(diagnostics)) return false;
    meanings.add(JSON.stringify({ ...bound, constants: [] }, (_, v) => (v === undefined ? { isUndefined: true } : v)));
    if (meanings.size > 1) return false;
  }
  return true;
}

/** Its name stands somewhere else than where it is declared and where models replace it: comments count too, to be sure. */
function isMentioned(source: SpecSource, name: string, models: readonly ModelDeclaration[]): boolean {
  const word = new RegExp(`(?<![\\w$])${name.replace(/\$/g, "\\$&")}(?![\\w$])`, "g");
  const textOf = new Map(source.files.map((f) => [f.path, f.text]));
  const mentions = [...textOf].flatMap(([file, text]) => [...text.matchAll(word)].map((m) => `${file}:${m.index}`));
  const replaced = models.flatMap(({ constants }) =>
    constants
      .filter((c) => c.name === name)
      .map(({ at }) => {
        const inside = (textOf.get(at.file) ?? "").slice(at.start, at.end).search(word);
        return inside < 0 ? "" : `${at.file}:${at.start + inside}`;
      }),
  );
  // The declaration is one of them.
  return mentions.filter((m) => !replaced.includes(m)).length > 1;
}
