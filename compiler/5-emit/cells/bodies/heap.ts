/**
 * New objects that nobody can have kept: what each round of a loop over a domain makes is given back before the next.
 * In: lambdas. Out: `eachRound`, which wraps the code of a round where that is so.
 * Not here: the loops (`quantifiers.ts`), where objects are made (`../machine.ts`).
 */
import { type Domain, isScalar } from "../../../../ir/domain.ts";
import type { Lambda, Place } from "../../../../ir/expr.ts";
import type { SpecModel } from "../../../../ir/model.ts";
import { isDomain } from "../../../../ir/type.ts";
import { isStmt, type Node, walk } from "../../../../ir/walk.ts";
import { type Code, get, set } from "../../wasm/code.ts";
import type { Scope } from "./scope.ts";

/**
 * Code before a loop over a domain's values, and code at the end of each round (or where the lambda has been evaluated): nothing
 * where the lambda may keep what it is given or makes, or makes nothing.
 */
export interface Release {
  readonly before: readonly Code[];
  readonly after: readonly Code[];
}
const NOTHING: Release = { before: [], after: [] };

/** `domain`: whose values the loop makes. */
export function releaseOf(s: Scope, lambda: Lambda, domain: Domain): Release {
  const { model } = s.shared.emission;
  if (isScalar(domain) && !makesObjects(lambda)) return NOTHING;
  if (!isHarmless(model, lambda.body, new Set(), false)) return NOTHING;
  const { heap } = s.shared.objects;
  const mark = s.temps.take("i32");
  return { before: [set(mark, get(heap))], after: [set(heap, get(mark))] };
}

function makesObjects(lambda: Lambda): boolean {
  let found = false;
  walk(lambda.body, (n) => {
    if (!isStmt(n) && (n.kind === "call" || (isDomain(n.type) && !isScalar(n.type) && !isPlace(n)))) found = true;
  });
  return found;
}

const isPlace = (n: Node): n is Place =>
  !isStmt(n) && (n.kind === "local" || n.kind === "field" || n.kind === "index" || n.kind === "state");

/**
 * Whether code only looks: it puts no object anywhere that is still there afterwards. Locals are still there after a lambda, not after
 * a function.
 */
function isHarmless(model: SpecModel, code: Node, seen: Set<number>, ownLocals: boolean): boolean {
  let harmless = true;
  walk(code, (n) => {
    if (!harmless) return false;
    if (isStmt(n)) return true;
    switch (n.kind) {
      case "assign":
      case "update": {
        const { target } = n;
        const isKept = target.kind !== "local" || (!ownLocals && !(isDomain(target.type) && isScalar(target.type)));
        if (isKept) harmless = false;
        break;
      }
      case "call": {
        const callee = model.functions[n.function];
        if (callee === undefined || seen.has(n.function)) break;
        seen.add(n.function);
        harmless = isHarmless(model, callee.body.code, seen, true);
        break;
      }
      case "pick":
        harmless = false;
        break;
      case "seqMethod":
        if (["push", "unshift", "pop", "shift", "reverse"].includes(n.op)) harmless = false;
        break;
      case "setMethod":
        if (["add", "delete", "clear"].includes(n.op)) harmless = false;
        break;
      default:
        break;
    }
    return harmless;
  });
  return harmless;
}
