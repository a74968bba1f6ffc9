/**
 * The bound on domains that are gone through value by value.
 * In: a domain's size. Out: `enumerable`, which reports what is too large.
 * Not here: sizes themselves (`ir/domain.ts`).
 */
import { domainTooLarge } from "../../ir/codes/bind.ts";
import { notEnumerated } from "../../ir/codes/bind-collections.ts";
import { type Domain, hasOrdinals, printDomain } from "../../ir/domain.ts";
import type { Span } from "../../ir/span.ts";
import { report } from "./context.ts";
import type { Scope } from "./scope.ts";

/** More values than this are refused by `each`, `pick`, `first`, quantifiers and parameters. */
const MOST_VALUES = 4_000_000n;

export function enumerable(scope: Pick<Scope, "context">, domain: Domain, count: bigint | null, at: Span): boolean {
  if (count !== null && count <= MOST_VALUES) {
    if (hasOrdinals(domain)) return true;
    report(scope.context, notEnumerated(at, { domain: printDomain(domain) }));
    return false;
  }
  report(
    scope.context,
    domainTooLarge(at, { domain: printDomain(domain), size: count === null ? "unboundedly many" : String(count) }),
  );
  return false;
}
