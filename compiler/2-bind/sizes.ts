/**
 * Which collections have room for their members and keys: each needs a number of its own, and without a bound a place of its own.
 * In: a collection's domain. Out: `placeFor`, a diagnostic that names the part of the type that makes it large.
 * Not here: the width of whole states (`compiler/4-layout/`), domains that are gone through (`enumerable.ts`).
 */
import { memberNumbers, memberTooLarge } from "../../ir/codes/bind-collections.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { alternatives, type Domain, hasOrdinals, isScalar, printDomain, size } from "../../ir/domain.ts";
import type { Span } from "../../ir/span.ts";

type Collection = Domain & { readonly kind: "set" | "map" | "bag" };

/** As many bits, keys and elements as any other part of a state may have. */
const MOST_PLACES = 65_536n;

/** Null where there is room for every member or key. `text`: the type or the expression as written. */
export function placeFor(d: Collection, at: Span, text: string): Diagnostic | null {
  const member = d.kind === "map" ? d.key : d.of;
  const count = size(member);
  const isLocal = count === null && isScalar(member) && d.kind === "set" && d.max === null;
  if (isLocal) return null;
  const what = d.kind === "map" ? "keys" : "members";
  const strange = withoutNumber(member);
  if (strange !== null)
    return memberNumbers(at, { text, what, part: printDomain(strange), isNumber: strange.kind === "number" });
  const fits = d.max !== null || (count !== null && count <= MOST_PLACES);
  if (hasOrdinals(member) && fits) return null;
  const isBounded = d.max !== null;
  return memberTooLarge(at, {
    text,
    what,
    type: d.kind,
    size: isBounded ? null : power(d.kind === "map" ? size(d.value) : 1n, count),
    count: numeral(count),
    largest: largest(member, []),
    isBounded,
    isScalar: isScalar(member),
  });
}

/** Whether every value has a place of its own, so that the collection needs no bound. */
export function roomForAll(member: Domain): boolean {
  const count = size(member);
  return count !== null && count <= MOST_PLACES && hasOrdinals(member);
}

/** The part that has no numbers at all: a bag, a bounded collection, a plain number. */
function withoutNumber(d: Domain): Domain | null {
  const first = (parts: readonly Domain[]): Domain | null => parts.map(withoutNumber).find((p) => p !== null) ?? null;
  switch (d.kind) {
    case "bag":
    case "number":
      return d;
    case "set":
      return d.max === null ? withoutNumber(d.of) : d;
    case "map":
      return d.max === null ? first([d.key, d.value]) : d;
    case "seq":
      return d.max === Number.MAX_SAFE_INTEGER ? d : withoutNumber(d.of);
    case "union":
      return first(d.of);
    case "record":
      return first(d.fields.map((f) => f.domain));
    case "table":
      return withoutNumber(d.value);
    case "int":
    case "enum":
    case "id":
    case "undefined":
      return null;
  }
}

/** The scalar or collection inside that has most values, with the fields that lead to it. */
function largest(d: Domain, path: readonly string[]): { readonly part: string; readonly count: string } | null {
  const records = alternatives(d).filter((m) => m.kind === "record");
  const parts = records.flatMap((m) => m.fields);
  const [first, ...others] = parts;
  if (first === undefined)
    return path.length === 0 ? null : { part: `${path.join(".")}: ${printDomain(d)}`, count: numeral(size(d)) };
  const most = others.reduce((a, b) => (isMore(size(b.domain), size(a.domain)) ? b : a), first);
  return largest(most.domain, [...path, most.name]);
}

const isMore = (a: bigint | null, b: bigint | null): boolean => b !== null && (a === null || a > b);

/** Sizes that nobody reads are powers of two. */
function numeral(n: bigint | null): string {
  if (n === null) return "more than 2^65,536";
  if (n < 10n ** 15n) return n.toLocaleString("en-US");
  return `about 2^${(n.toString(2).length - 1).toLocaleString("en-US")}`;
}

function power(values: bigint | null, count: bigint | null): string | null {
  if (values === null || count === null) return null;
  return `${numeral(values + 1n)}^${numeral(count)}`;
}
