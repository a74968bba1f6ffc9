/**
 * Properties: what a spec's states, steps and behaviours are held against.
 * In: builders' calls. Out: `Property`s in order of declaration.
 * Not here: which of them a model checks (`bind.ts`), the spec that is refined (`other-spec.ts`).
 */
import { builderArgument } from "../../ir/codes/bind.ts";
import { differentParameters } from "../../ir/codes/bind-time.ts";
import { BOOLEAN, type Domain, printDomain } from "../../ir/domain.ts";
import type { Body, Property, PropertyKind, SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxFunction } from "../../ir/syntax.ts";
import { bindBody, type Root } from "./body.ts";
import { type Built, specNamed } from "./builders.ts";
import { type Context, declarationOf, report } from "./context.ts";
import { bindOther } from "./other-spec.ts";
import { functionOf, NEXT, NOW, parameters } from "./parts.ts";

/** The model for which they are bound. */
export interface Asking {
  readonly name: string;
  readonly at: Span | null;
  /** Whether it looks at the property of this name. */
  isChecked(property: string): boolean;
}

export const bindProperties = (context: Context, asking: Asking): readonly Property[] =>
  context.builders.built.flatMap((built) => {
    switch (built.kind) {
      case "action":
      case "process":
      case "procedure":
      case "model":
        return [];
      case "refines":
        return refinement(context, built, asking) ?? [];
      default:
        return bindProperty(context, built, built.kind) ?? [];
    }
  });

function bindProperty(context: Context, built: Built, kind: PropertyKind): Property | null {
  switch (kind) {
    case "invariant":
    case "stepInvariant":
    case "reachable": {
      const body = lookingBody(context, built, 0, kind === "stepInvariant" ? [NOW, NEXT] : [NOW], BOOLEAN);
      return body === null ? null : { kind, ...headOf(context, built), params: [], body, goal: null, refined: null };
    }
    case "eventually":
    case "infinitelyOften":
    case "eventuallyAlways":
      return ofBehaviours(context, built, kind, functionOf(context, built, 0), null);
    case "leadsTo": {
      const [from, to] = [functionOf(context, built, 0), functionOf(context, built, 1)];
      return from === null || to === null ? null : ofBehaviours(context, built, kind, from, to);
    }
    case "refines":
      throw new Error("a refinement has no predicate");
  }
}

/** Its parameters are those of whichever of the two functions has more: JavaScript lets the other one leave them out. */
function ofBehaviours(
  context: Context,
  built: Built,
  kind: PropertyKind,
  from: SyntaxFunction | null,
  to: SyntaxFunction | null,
): Property | null {
  if (from === null) return null;
  const [own, theirs] = [from, to].map((f) => (f === null ? [] : parameters(context, built, f, true)));
  const longer = to !== null && to.params.length > from.params.length ? to : from;
  const roots = longer === from ? own : theirs;
  if (own === undefined || theirs === undefined || roots === undefined) return null;
  if (to !== null) reportDifference(context, [from, own], [to, theirs]);
  const bound = (f: SyntaxFunction) => {
    const params = [...f.params, ...longer.params.slice(f.params.length)];
    return bindBody(context, { ...f, params }, "a property", roots, BOOLEAN);
  };
  const { params, body } = bound(from);
  const goal = to === null ? null : bound(to).body;
  return { kind, ...headOf(context, built), params, body, goal, refined: null };
}

/** Whichever parameters both functions have are over one domain, and what has one name stands in one place. */
function reportDifference(
  context: Context,
  [from, own]: readonly [SyntaxFunction, readonly Root[]],
  [to, theirs]: readonly [SyntaxFunction, readonly Root[]],
): void {
  const [first, second] = [named(from, own), named(to, theirs)];
  const different = second.findIndex(({ name, domain }, i) => {
    const isElsewhere = name !== null && first.some((p, at) => p.name === name && at !== i);
    return isElsewhere || (first[i] !== undefined && first[i].domain !== domain);
  });
  const here = to.params[different + 1];
  const there = from.params[different + 1] ?? from.params.at(-1);
  if (different < 0 || there === undefined || here === undefined) return;
  const others = { of: first.map(textOf), at: there.at };
  report(
    context,
    differentParameters(here.at, { what: "both functions of leadsTo", here: second.map(textOf), others }),
  );
}

interface Named {
  readonly name: string | null;
  readonly domain: string;
}

const textOf = ({ name, domain }: Named): string => `${name ?? "_"}: ${domain}`;

/** The parameters after the state. */
const named = ({ params }: SyntaxFunction, roots: readonly Root[]): readonly Named[] =>
  params.slice(1).map(({ pattern }, i) => {
    const root = roots[i + 1];
    const domain = root?.kind === "domain" && root.domain !== null ? printDomain(root.domain) : "";
    return { name: pattern.kind === "name" ? pattern.name : null, domain };
  });

/** The body of one of the functions that a property is given. */
function lookingBody(
  context: Context,
  built: Built,
  argument: number,
  roots: readonly Root[],
  returns: Domain,
): Body | null {
  const f = functionOf(context, built, argument);
  // One that wants more is refused where it is read.
  return f === null || f.params.length > roots.length ? null : bindBody(context, f, "a property", roots, returns).body;
}

function refinement(context: Context, built: Built, asking: Asking): Property | null {
  const head = headOf(context, built);
  const [given] = built.call.args;
  const id = specNamed(context.source, given?.value);
  const builders = id === null ? undefined : context.builders.others.get(id);
  if (id === null || builders === undefined) {
    const wants = "the exported const that `spec<…>(…)` gave in another module, and a function";
    report(context, builderArgument(given?.value.at ?? built.call.at, { builder: "refines", wants }));
    return null;
  }
  const name = given?.value.kind === "name" ? given.value.name : head.name;
  const other = bindOther(context, builders, {
    ...{ name, at: given?.value.at ?? head.at },
    model: asking.isChecked(head.name) ? asking : null,
  });
  if (other === null) return null;
  const body = lookingBody(context, built, 1, [NOW], other.state);
  return body === null ? null : { kind: "refines", ...head, params: [], body, goal: null, refined: other };
}

function headOf(context: Context, built: Built): Pick<Property, "name" | "doc" | "at"> {
  const { name, doc, nameAt } = declarationOf(context, built.declaration);
  return { name, doc, at: nameAt };
}

/** The other spec's identity sets are those of this spec, as far as they have a name in common. */
export const withIdSets = (p: Property, idSets: SpecModel["idSets"]): Property =>
  p.refined === null ? p : { ...p, refined: { ...p.refined, idSets } };
