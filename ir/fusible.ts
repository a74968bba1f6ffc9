/**
 * Whether steps may be fused at all: the one rule that decides and that notes tell.
 * In: a lowered model. Out: `fusionObstacle`.
 * Not here: which resting points make no difference (`checker/fusion/`).
 */
import { type Body, isTemporal, type SpecModel } from "./model.ts";
import { visitBody } from "./walk.ts";

/** Why not, in words; null where fusion may look for points that make no difference. */
export function fusionObstacle(model: SpecModel): string | null {
  const { constraint, initFilter, stepConstraint, view } = model.options;
  const temporal = model.properties.find((p) => isTemporal(p.kind));
  if (temporal !== undefined) return `${temporal.kind === "refines" ? "refinement" : "liveness"} looks at every step`;
  if (view !== null) return "a view looks at every state";
  if (stepConstraint !== null) return "stepConstraint looks at every step";
  const looking = [...model.properties.map((p) => p.body), constraint, initFilter];
  return asksEnabled(model, looking) ? ".enabled asks which single steps are possible" : null;
}

/** In these bodies, or in functions that they call. */
function asksEnabled({ functions }: SpecModel, bodies: readonly (Body | null)[]): boolean {
  const called = new Set<number>();
  const asks = (body: Body): boolean => {
    let found = false;
    const calls: number[] = [];
    visitBody(body, {
      expr: (e) => {
        found ||= e.kind === "enabled";
        if (e.kind === "call" && !called.has(e.function)) calls.push(e.function);
      },
    });
    for (const f of calls) called.add(f);
    return found || calls.some((f) => functions[f] !== undefined && asks(functions[f].body));
  };
  return bodies.some((body) => body !== null && asks(body));
}
