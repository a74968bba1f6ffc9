/**
 * SPEC2071 and others: what binding refuses of properties of behaviours, fairness, `enabled` and views.
 * In: `code.ts`. Out: codes of `compiler/2-bind/`.
 * Not here: pages (`docs/errors/`), the other codes of binding (`bind.ts`).
 */
import { code } from "../code.ts";
import type { Span } from "../span.ts";

export const fairnessParts = code("SPEC2071", "fairness-parts", ({ wants }: { wants: string }) => ({
  message: `fairness needs ${wants}`,
  help: 'write it as a statement of its own at the top level: `fairness("weak", deliver, drop);`',
}));
export const enabledInStep = code(
  "SPEC2073",
  "enabled-in-step",
  ({ call, where }: { call: string; where: string }) => ({
    message: `${call} may not stand in ${where}: a step does not ask which steps are possible`,
    help: "ask in a property or in an option of a model; in a step write the condition itself, as a function that both use",
  }),
);
export const viewHidesTime = code(
  "SPEC2075",
  "view-hides-time",
  ({ name, property, isNamed }: { name: string; property: Span; isNamed: boolean }) => ({
    message: `a view leaves out states, and ${name} looks at all that follows from them`,
    labels: [{ at: property, text: "this property is about behaviours" }],
    help: isNamed
      ? "leave out the view, or leave the property out of `check`"
      : "leave out the view, or name in the option `check: […]` the properties that this model checks, and not this one",
  }),
);
export const notRefinable = code(
  "SPEC2077",
  "not-refinable",
  ({ name, reason, at }: { name: string; reason: string; at: Span | null }) => ({
    message: `${name} cannot be refined: ${reason}`,
    labels: at === null ? [] : [{ at, text: "here" }],
    help: "say what is allowed by an initial state and actions alone, in a module of its own",
  }),
);
const listed = (domains: readonly string[]): string => (domains.length === 0 ? "none" : `(${domains.join(", ")})`);
export const differentParameters = code(
  "SPEC2079",
  "different-parameters",
  ({ what, here, others }: { what: string; here: readonly string[]; others: { of: readonly string[]; at: Span } }) => ({
    message: `${what} have the same parameters, and here they are ${listed(here)}`,
    labels: [{ at: others.at, text: `there they are ${listed(others.of)}` }],
    help: "give all of them the same parameters in the same order; what does not need one may have it all the same",
  }),
);
const OWN_STATEMENT: readonly string[] = ["assume", "fairness"];
function whereItStands(builder: string): string {
  if (OWN_STATEMENT.includes(builder)) return `write \`${builder}(…);\` as a statement of its own at the top level`;
  if (builder === "constant") return "write `const NAME = constant(…)` at the top level";
  if (builder === "spec" || builder === "a spec")
    return "write `const { action, invariant } = spec<State>(() => ({ … }))` at the top level, and use these names";
  return `write \`export const name = ${builder}(…)\` at the top level, with nothing around the call; what several have in common stands in a function that their bodies call`;
}
export const misplacedBuilder = code("SPEC2081", "misplaced-builder", ({ builder }: { builder: string }) => ({
  message: `${builder} may not stand here, where what it says would be overlooked`,
  help: whereItStands(builder),
}));
export const droppedValue = code("SPEC2082", "dropped-value", ({ isObject }: { isObject: boolean }) => ({
  message: "an action changes the state that it is given, and this only gives a value, which nobody takes",
  help: isObject
    ? "write into the state: `(s) => { s.x = …; }`"
    : "a condition is `when(…);`, and the step follows it: `(s) => { when(s.x === 0); s.x = 1; }`",
}));
