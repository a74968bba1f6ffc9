/**
 * New objects that nobody can have kept: what each round of a loop over a domain makes is given back before the next.
 * In: lambdas. Out: `eachRound`, which wraps the code of a round where that is so.
 * Not here: the loops (`quantifiers.ts`), where objects are made (`../machine.ts`).
 */
import { type Domain, isScalar } from "../../../../ir/domain.ts";
import type { Lambda, Place } from "../../../../ir/expr.ts";
import { keepsNothing } from "../../../../ir/keeps-nothing.ts";
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
  if (isScalar(domain) && !makesObjects(lambda)) return NOTHING;
  if (!keepsNothing(s.shared.emission.model.functions, lambda)) return NOTHING;
  const { heap, room } = s.shared.objects;
  const [mark, left] = [s.temps.take("i32"), s.temps.take("i32")];
  return {
    before: [set(mark, get(heap)), set(left, get(room))],
    after: [set(heap, get(mark)), set(room, get(left))],
  };
}

/** Also what is made on the way: values of domains, the order of a set. */
function makesObjects(lambda: Lambda): boolean {
  let found = false;
  walk(lambda.body, (n) => {
    if (isStmt(n)) found ||= n.kind === "forOf";
    else if (n.kind === "setMethod" && n.lambda !== null) found = true;
    else if (n.kind === "call" || n.kind === "quantifier" || n.kind === "first" || n.kind === "pick") found = true;
    else if (isDomain(n.type) && !isScalar(n.type) && !isPlace(n)) found = true;
  });
  return found;
}

const isPlace = (n: Node): n is Place =>
  !isStmt(n) && (n.kind === "local" || n.kind === "field" || n.kind === "index" || n.kind === "state");
