/**
 * From outcome to report: indices become names, prose and places in the spec.
 * In: the lowered model, its outcome, what only the command knows. Out: `ModelReport`.
 * Not here: traces (`explain-trace.ts`), the words for verdicts (`verdict.ts`).
 */
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Assertion, Expect, Property, SpecModel } from "../ir/model.ts";
import type { Failure, Limit, Outcome, Trace } from "../ir/outcome.ts";
import type { Doc } from "../ir/source.ts";
import type { Span } from "../ir/span.ts";
import type { Vacuity } from "../ir/vacuity.ts";
import { toJson } from "../ir/value.ts";
import { afterSteps, grouped } from "./cells.ts";
import type { Texts } from "./diagnostic-frame.ts";
import { explainTrace } from "./explain-trace.ts";
import { idleWarnings, undecidedNote, undecidedTexts } from "./idle.ts";
import { argumentsText, instanceText } from "./instance-text.ts";
import { brokenText, unrefinedText } from "./loop-text.ts";
import type { FailureReport, ModelReport, Resting, Witness } from "./report.ts";
import { reportState } from "./state-report.ts";
import { symmetryNotes } from "./symmetry-notes.ts";
import { isExpected, verdictOf } from "./verdict.ts";

/** What only the command knows. */
export interface Circumstances {
  /** False with --no-symmetry. */
  readonly allowsSymmetry: boolean;
  /** True with --fusion. */
  readonly fusion?: boolean;
  readonly warnings: readonly Diagnostic[];
  /** What the machine had to say of the run. */
  readonly notes?: readonly string[];
  /** What is known to be idle of a model that holds; null or absent where nobody looked. */
  readonly vacuity?: { readonly found: Vacuity; readonly texts: Texts } | null;
  /** Bytes by which the process grew; null or absent where nobody measured. */
  readonly memory?: number | null;
  readonly seconds: number;
}

/** A model that was checked, to the end or not. */
export function explain(model: SpecModel, outcome: Outcome, around: Circumstances): ModelReport {
  const verdict = verdictOf(outcome);
  const failure = explainFailure(model, outcome);
  const { found: vacuity = null, texts = () => null } = around.vacuity ?? {};
  const idle = vacuity === null ? null : idleWarnings(model, vacuity, texts);
  const trace =
    outcome.kind === "violated" || outcome.kind === "deadlocked" ? explainTrace(model, outcome.trace) : null;
  return {
    file: model.file,
    model: model.name,
    doc: prose(model.doc),
    at: model.at,
    constants: model.constants,
    verdict,
    expectation: model.options.expect,
    expected: isExpected(verdict, failure, model.options.expect),
    failure,
    counts: {
      distinct: outcome.distinct,
      generated: outcome.generated,
      depth: outcome.depth,
      frontier: outcome.frontier,
    },
    trace,
    witnesses: outcome.witnesses.map((w) => explainWitness(model, w)),
    fusion: around.fusion ?? false,
    symmetry: outcome.symmetry.flatMap((set) => {
      const found = model.idSets[set];
      return found === undefined ? [] : [{ name: found.name, size: found.size }];
    }),
    limit: outcome.kind === "bounded" ? outcome.limit : null,
    notes: [
      ...symmetryNotes(model, around.allowsSymmetry),
      ...(around.notes ?? []),
      ...(vacuity === null ? [] : undecidedNote(vacuity, texts)),
    ],
    warnings: [...around.warnings, ...(idle ?? [])],
    idle,
    undecided: vacuity === null ? [] : undecidedTexts(vacuity, texts),
    memory: around.memory ?? null,
    seconds: around.seconds,
  };
}

/** A model as declared, for the two ways in which it is not checked at all. */
export interface Unchecked {
  readonly file: string;
  readonly model: string;
  readonly doc: Doc | null;
  readonly at: Span | null;
  readonly warnings: readonly Diagnostic[];
  readonly seconds: number;
}

const unknownExpectation: Expect = { kind: "holds" };

/** A model that could not be compiled, or whose check broke down. */
export const explainError = ({ doc, ...model }: Unchecked): ModelReport => ({
  ...model,
  doc: prose(doc),
  constants: [],
  verdict: "error",
  expectation: unknownExpectation,
  expected: false,
  failure: null,
  counts: null,
  trace: null,
  witnesses: [],
  fusion: false,
  symmetry: [],
  limit: null,
  notes: [],
  idle: null,
  undecided: [],
  memory: null,
});

/** A model whose turn did not come before the run was stopped. */
export const explainNotStarted = (model: Unchecked, limit: Limit): ModelReport => ({
  ...explainError(model),
  verdict: "incomplete",
  counts: { distinct: 0, generated: 0, depth: 0, frontier: 0 },
  limit,
});

function explainWitness(
  model: SpecModel,
  { property, trace }: { readonly property: number; readonly trace: Trace },
): Witness {
  const { name, doc, at } = propertyOf(model, property);
  return { property: name, doc: prose(doc), at, trace: explainTrace(model, trace) };
}

function explainFailure(model: SpecModel, outcome: Outcome): FailureReport | null {
  switch (outcome.kind) {
    case "exhausted":
    case "bounded":
      return null;
    case "unreachable": {
      const { name, doc, at } = wholeProperty(model, outcome.property);
      const sentence = `${name} is true in none of the ${grouped(outcome.distinct)} states`;
      return { ...plainly, kind: "reachable", name, sentence, doc: prose(doc), at };
    }
    case "deadlocked":
      return explainDeadlock(model, outcome.trace);
    case "violated":
      return explainViolation(model, outcome.failure, outcome.trace);
  }
}

/** Nobody waits, and there is nothing to say to an author who did not expect it; it is of no values in particular. */
const plainly = { waiting: [], help: null, args: [], instance: null } as const;

function explainViolation(model: SpecModel, failure: Failure, trace: Trace): FailureReport {
  const steps = trace.steps.length;
  const after = afterSteps(steps);
  const inStep = steps === 0 ? after : `in step ${steps}`;
  switch (failure.kind) {
    case "assertion": {
      const { text, thrown, at } = assertionOf(model, failure.assertion);
      const sentence = thrown ? `"${text}" is thrown ${inStep}` : `the assertion "${text}" is false ${inStep}`;
      return { ...plainly, kind: "assertion", name: text, sentence, doc: null, at };
    }
    case "range":
      return {
        ...plainly,
        kind: "range",
        name: failure.path,
        sentence: `${failure.path}: ${failure.message}, ${inStep}`,
        doc: null,
        at: failure.at,
      };
    case "property": {
      const property = wholeProperty(model, failure.property);
      const { kind, name, doc, at } = property;
      const isOfStep = kind === "stepInvariant" || (failure.mapped !== undefined && steps > 0);
      const where = isOfStep ? `${name} is false of step ${steps}` : `${name} is false ${after}`;
      const { args = [] } = failure;
      const instance = args.length === 0 ? null : argumentsText(property.params, args);
      const which = instance === null ? "" : ` for ${instance}`;
      const lasso = trace.loop === null ? null : `${name} is false${which}: ${brokenText(property, trace)}`;
      const sentence = failure.mapped === undefined ? where : `${where}: ${unrefinedText(property, failure.mapped)}`;
      const help = trace.loop === trace.steps.length && model.fairness.length === 0 ? mayStop(model) : null;
      return {
        ...{ ...plainly, kind, name, instance, sentence: lasso ?? sentence, doc: prose(doc), at, help },
        args: property.params.flatMap((p, i) => (i < args.length ? [toJson(p.domain, args[i])] : [])),
      };
    }
    case "deadlock":
      return explainDeadlock(model, trace);
  }
}

const mayStop = ({ actions }: SpecModel): string => {
  const builder = actions.some((a) => a.origin.kind === "process") ? "process" : "action";
  const strong = '"strong" where it is possible only now and then';
  return `what goes on unless it cannot is fair: \`${builder}(…, { fair: "weak" })\`; ${strong}`;
};

function explainDeadlock(model: SpecModel, trace: Trace): FailureReport {
  const steps = trace.steps.length;
  const last = reportState(model, trace.steps.at(-1)?.state ?? trace.initial);
  const waiting = last.resting.filter((r) => r.label !== null && !r.daemon).map(waits);
  const sentence = `no step is possible ${afterSteps(steps)}`;
  const help =
    waiting.length === 0
      ? 'where this is how it may end, say so: `model({ … }, { deadlock: "ignore" })`'
      : "a process that may wait for ever, as a server does, is a daemon: `process(…, { daemon: true })`";
  return { ...plainly, kind: "deadlock", name: null, sentence, doc: null, at: null, waiting, help };
}

const waits = (r: Resting): string =>
  `${instanceText(r.process, r.self)} waits at ${r.label}${r.at === null ? "" : ` (line ${r.at.line})`}`;

const prose = (doc: Doc | null): string | null => (doc === null || doc.text === "" ? null : doc.text);

function propertyOf(model: SpecModel, index: number): Property {
  const found = model.properties[index];
  if (found === undefined) throw new Error(`an outcome of ${model.name} names property ${index}, which is not there`);
  return found;
}

/** From its name to the end of its body. */
function wholeProperty(model: SpecModel, index: number): Property {
  const found = propertyOf(model, index);
  const { end, endLine, endColumn, file } = (found.goal ?? found.body).code.at;
  return file === found.at.file && end > found.at.end
    ? { ...found, at: { ...found.at, end, endLine, endColumn } }
    : found;
}

function assertionOf(model: SpecModel, index: number): Assertion {
  const found = model.assertions[index];
  if (found === undefined) throw new Error(`an outcome of ${model.name} names assertion ${index}, which is not there`);
  return found;
}
