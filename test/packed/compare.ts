// Holds the packed evaluator to what the interpreter says of one state: successors, failures, properties, the constraint,
// and that the cells are asked for all that is left to them.
// In: a model. Out: `comparison`. Not here: which models and states (successors.test.ts, random.test.ts).
import { createStepping, type Successor } from "../../checker/stepping.ts";
import { type Domain, isScalar, size } from "../../ir/domain.ts";
import { isTemporal, type SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { ordinal, scalarSize, values } from "../../ir/value.ts";
import { type PackedSteps, packedSteps } from "./packed-steps.ts";

export interface Compared {
  /** Null where all agrees. */
  readonly wrong: string | null;
  readonly all: readonly Successor[];
  /** Attempts (an action with its arguments) of packed actions, and those of them that were not left to the cells. */
  readonly attempts: number;
  readonly untroubled: number;
  readonly isJudged: boolean;
}

export interface Comparison {
  readonly packed: PackedSteps;
  of(state: StateValue): Compared;
}

export const textOf = (state: StateValue): string =>
  JSON.stringify(state, (_, v) => (v === undefined ? "(undefined)" : (v?.text ?? v)));

const instanceOf = (domains: readonly Domain[], args: readonly unknown[]): number =>
  domains.reduce((n, d, i) => {
    const at = isScalar(d)
      ? ordinal(d, args[i])
      : [...values(d)].findIndex((v) => JSON.stringify(v) === JSON.stringify(args[i]));
    return n * (isScalar(d) ? scalarSize(d) : Number(size(d))) + at;
  }, 0);

export function comparison(model: SpecModel): Comparison {
  const stepping = createStepping(model);
  const packed = packedSteps(model);
  const domainsOf = model.actions.map((a) => a.params.map((p) => p.domain));
  const instance = (s: Successor): string => `${s.action}:${instanceOf(domainsOf[s.action] as Domain[], s.args)}`;
  const isOurs = (action: number): boolean => packed.left[action] === null;
  const counts = domainsOf.map((domains) => domains.reduce((n, d) => n * Number(size(d)), 1));
  const attempts = counts.reduce((n, count, action) => (isOurs(action) ? n + count : n), 0);
  const ofKind = (isStep: boolean) =>
    model.properties.flatMap((p, i) => ((p.kind === "stepInvariant") === isStep && !isTemporal(p.kind) ? [i] : []));
  const [ofStates, ofSteps] = [ofKind(false), ofKind(true)];

  const wrongSteps = (state: StateValue, all: readonly Successor[], troubled: ReadonlySet<string>): string | null => {
    const expected = all.filter((s) => isOurs(s.action) && !troubled.has(instance(s)));
    for (const s of expected) {
      if (s.failure !== null) return `a failure of action ${s.action} went unseen`;
      const broken = ofSteps.find((p) => stepping.holds(p, state, s.state as StateValue) !== true);
      if (broken !== undefined) return `a step of action ${s.action} that breaks step invariant ${broken} went unseen`;
    }
    // In one order: the texts of both sides.
    const ours = packed.successors(state).states.map(textOf).sort().join("\n");
    const theirs = expected
      .map((s) => textOf(s.state as StateValue))
      .sort()
      .join("\n");
    return ours === theirs ? null : `packed:\n${ours}\ninterpreter:\n${theirs}`;
  };
  const wrongVerdict = (state: StateValue): string | null => {
    if (packed.isNoteworthy(state)) return null;
    const wrong = ofStates.find((p) => stepping.holds(p, state) !== (model.properties[p]?.kind !== "reachable"));
    return wrong === undefined ? null : `nothing said of property ${wrong}`;
  };
  return {
    packed,
    of(state) {
      const all = stepping.successors(state);
      const troubled = new Set(packed.successors(state).troubled);
      const asked = packed.asked(state);
      const unasked = all.find((s) => !isOurs(s.action) && !asked.includes(s.action));
      const inside = packed.isInside(state);
      const wrong =
        wrongSteps(state, all, troubled) ??
        wrongVerdict(state) ??
        (unasked === undefined ? null : `nobody was asked for action ${unasked.action}`) ??
        (inside === null || inside === stepping.isInside(state) ? null : `inside: ${inside}`);
      return {
        ...{ wrong: wrong === null ? null : `${textOf(state)}\n${wrong}`, all, attempts },
        ...{ untroubled: attempts - troubled.size, isJudged: !packed.isNoteworthy(state) },
      };
    },
  };
}
