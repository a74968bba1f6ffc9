/**
 * What of a model proved to be idle, as warnings with the source's own words; and what could not be decided, as sentences.
 * In: the lowered model, `Vacuity`, the texts of the specs. Out: `idleWarnings`, `undecidedNote`, `undecidedTexts`.
 * Not here: how a terminal gathers those of several models (`idle-lines.ts`), how they are found (`checker/vacuity/`).
 */
import {
  holdsAnyway,
  neverAsked,
  neverBlocks,
  neverPossible,
  neverReached,
  stepNeverPossible,
} from "../ir/codes/checking.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Action, SpecModel } from "../ir/model.ts";
import type { Span } from "../ir/span.ts";
import type { Idle, NearMiss, Undecided, Vacuity } from "../ir/vacuity.ts";
import type { Json } from "../ir/value.ts";
import { afterSteps, cut, plural } from "./cells.ts";
import type { Texts } from "./diagnostic-frame.ts";

/** A condition longer than this is told by its beginning. */
const LONGEST = 72;
/** More than so many are counted. */
const MOST_NOTED = 3;

export const idleWarnings = (model: SpecModel, vacuity: Vacuity, texts: Texts): readonly Diagnostic[] =>
  vacuity.idle.map((idle) => warningOf(model, idle, texts));

function warningOf(model: SpecModel, idle: Idle, texts: Texts): Diagnostic {
  switch (idle.kind) {
    case "neverTaken": {
      const action = model.actions[idle.action];
      if (action === undefined) throw new Error(`${model.name} has no action ${idle.action}`);
      const miss = idle.miss === null ? null : { text: missText(action, idle.miss, texts), at: idle.miss.lacks };
      const { origin, name } = action;
      if (origin.kind === "action") return neverPossible(idle.at, { name, miss });
      return stepNeverPossible(idle.at, { process: name, label: origin.from ?? "", miss });
    }
    case "neverReached":
      return neverReached(idle.at, idle);
    case "premise":
      return neverAsked(idle.at, {
        property: nameOf(model, idle.property),
        premise: textAt(texts, idle.at),
        always: idle.always,
        idle: idle.idle === null ? null : textAt(texts, idle.idle),
      });
    case "neverBlocks": {
      const isPart = idle.at.start !== idle.whole.start || idle.at.end !== idle.whole.end;
      return neverBlocks(idle.at, { condition: textAt(texts, idle.at), isPart });
    }
    case "holdsAnyway": {
      const ofSteps = model.properties[idle.property]?.kind === "stepInvariant";
      return holdsAnyway(idle.at, { property: nameOf(model, idle.property), ofSteps });
    }
  }
}

/** "after 3 steps all that crash(Node#0) waits for holds but `s.up[n]` (s.up[n] is false)". */
function missText({ name }: Action, miss: NearMiss, texts: Texts): string {
  const when = afterSteps(miss.steps);
  const who = miss.args.length === 0 ? name : `${name}(${miss.args.map(shown).join(", ")})`;
  if (miss.lacks === null && !miss.isAll)
    return `nearest: ${when} ${who} comes as far as a \`pick\` that finds nothing`;
  if (miss.lacks === null) return `${when} all that ${who} waits for holds, but there is nothing to pick`;
  const lacks = `\`${textAt(texts, miss.lacks)}\``;
  const values = miss.values.map(({ at, value }) => `${textAt(texts, at)} is ${shown(value)}`);
  const why = values.length === 0 ? "" : `: ${values.join(", ")}`;
  if (!miss.isAll) return `nearest: ${when} ${who} comes as far as ${lacks}${why}`;
  if (miss.others > 0) {
    const rest = `${plural(miss.others, "other condition")} ${miss.others === 1 ? "does" : "do"} not either`;
    return `nearest: ${when} ${plural(miss.holding, "condition")} of ${who} ${miss.holding === 1 ? "holds" : "hold"}; ${lacks} does not${why}, and ${rest}`;
  }
  if (miss.holding === 0) return `${lacks} is never true${values.length === 0 ? "" : `; ${when} ${values.join(", ")}`}`;
  return `nearest: ${when} all that ${who} waits for holds but ${lacks}${why}`;
}

/** An identity as it is called, other texts as they are written. */
const shown = (v: Json): string =>
  typeof v === "string" && /^[\w$]+#\d+$/.test(v) ? v : v === null ? "null" : JSON.stringify(v);

/** One sentence on what may be idle without anybody knowing; none where only types were too large to be gone through. */
export function undecidedNote({ undecided }: Vacuity, texts: Texts): readonly string[] {
  const found = undecided.filter((u) => u.kind !== "holdsAnyway").map((u) => undecidedText(u, texts));
  if (found.length === 0) return [];
  const more = found.length > MOST_NOTED ? `; and ${found.length - MOST_NOTED} more` : "";
  return [`too many states to find out whether these are idle: ${found.slice(0, MOST_NOTED).join("; ")}${more}`];
}

export const undecidedTexts = ({ undecided }: Vacuity, texts: Texts): readonly string[] =>
  undecided.map((u) => undecidedText(u, texts));

function undecidedText({ kind, at, name }: Undecided, texts: Texts): string {
  const line = `line ${at.line}`;
  switch (kind) {
    case "neverTaken":
      return `${name} (${line})`;
    case "neverReached":
      return `the label of ${name} (${line})`;
    case "premise":
      return `\`${textAt(texts, at)}\` of ${name} (${line})`;
    case "neverBlocks":
      return `\`${textAt(texts, at)}\` (${line})`;
    case "holdsAnyway":
      return `${name} (${line})`;
  }
}

const nameOf = (model: SpecModel, property: number): string => {
  const found = model.properties[property];
  if (found === undefined) throw new Error(`${model.name} has no property ${property}`);
  return found.name;
};

const textAt = (texts: Texts, { file, start, end }: Span): string =>
  cut((texts(file) ?? "").slice(start, end).replace(/\s+/g, " "), LONGEST);
