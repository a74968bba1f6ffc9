/**
 * SPEC2070 and on, the even ones: what binding refuses of sets, maps and bags, one typed function per code.
 * In: `code.ts`. Out: codes of `compiler/2-bind/`.
 * Not here: pages (`docs/errors/`), all other codes of binding (`bind.ts`, `bind-time.ts`).
 */
import { code } from "../code.ts";

export const memberTooLarge = code(
  "SPEC2070",
  "member-too-large",
  ({
    text,
    what,
    size,
    count,
    largest,
    type,
    isBounded,
    isScalar,
  }: {
    text: string;
    what: "members" | "keys";
    size: string | null;
    count: string;
    largest: { readonly part: string; readonly count: string } | null;
    type: "set" | "map" | "bag";
    isBounded: boolean;
    isScalar: boolean;
  }) => ({
    message: `${text}${size === null ? "" : ` has ${size} values`}: ${count} different ${what} are too many${
      largest === null ? "" : `, of which \`${largest.part}\` makes ${largest.count}`
    }`,
    help: isBounded
      ? "take smaller bounds for their parts: fewer than 2^53 may be told apart"
      : `take smaller bounds, or give it one of its own${isScalar ? "" : ", which says how many it holds"}: \`${
          type === "map" ? "ValueMap<K, V, N>" : "ValueSet<T, N>"
        }\``,
  }),
);
export const memberNumbers = code(
  "SPEC2072",
  "member-without-number",
  ({ text, what, part, isNumber }: { text: string; what: "members" | "keys"; part: string; isNumber: boolean }) => ({
    message: `${text}: ${isNumber ? "a number without bounds" : part} cannot be part of its ${what}, of which each has a number of its own`,
    help: isNumber
      ? "give it bounds: `Int<0, 3>` (both included) or `Index<N>` (0..N-1)"
      : `inside ${what} use a Seq, a Record or a set or map without a bound of its own; a Bag may be the value of a map`,
  }),
);

export const writeIntoCopy = code("SPEC2074", "write-into-copy", ({ name }: { name: string }) => ({
  message: `${name} is a copy of what the collection holds, so this change would be lost`,
  help: `put a changed one in its place: \`set.delete(${name}); set.add({ ...${name}, … })\``,
}));
export const sharedByFill = code("SPEC2076", "shared-by-fill", ({ text }: { text: string }) => ({
  message: `fill would put ${text} itself at every position: one object in many places`,
  help: "make one for each: `queue.map(() => ({ … }))`",
}));
export const notEnumerated = code("SPEC2078", "not-enumerated", ({ domain }: { domain: string }) => ({
  message: `the values of ${domain} are not gone through one by one`,
  help: "choose its members one by one and put them in; `ValueSet<T>` without a bound can be chosen as a whole",
}));
export const tableForRecord = code(
  "SPEC2080",
  "table-for-record",
  ({ text, is, into, canCopy }: { text: string; is: string; into: string; canCopy: boolean }) => ({
    message: `${text} is ${is}, which is kept in another way than ${into}`,
    help: canCopy
      ? `where the type is written a copy has it: \`structuredClone(${text})\` or \`{ ...${text} }\`; or give both one type`
      : "give both one type; or hold it in a const, of which `structuredClone(x)` makes the other where its type is written",
  }),
);
