/**
 * SPEC3xxx: what lowering refuses, one typed function per code.
 * In: `code.ts`. Out: the codes of `compiler/3-lower/`.
 * Not here: pages (`docs/errors/`), codes of other stages (beside this file).
 */
import { code, warning } from "../code.ts";
import type { Span } from "../span.ts";

/** What has no order of its own. */
type Unordered = "set" | "map" | "bag";

export const recursiveProcedure = code(
  "SPEC3001",
  "recursive-procedure",
  ({ name, path }: { name: string; path: readonly string[] }) => ({
    message: `the procedure ${name} runs itself${path.length > 1 ? `, by way of ${path.slice(1).join(", ")}` : ""}`,
    help: "procedures are put in place of their calls, so use a loop; what does not yield may be a recursive function",
  }),
);

export const duplicateLabel = code(
  "SPEC3002",
  "duplicate-label",
  ({ label, owner, first }: { label: string; owner: string; first: Span }) => ({
    message: `the label "${label}" stands twice in ${owner}`,
    labels: [{ at: first, text: "the first one is here" }],
    help: "give each yield its own label: a label names one resting point",
  }),
);

export const unboundedLocal = code(
  "SPEC3003",
  "unbounded-local",
  ({ name, type, declared, label }: { name: string; type: string; declared: Span; label: string }) => ({
    message: `${name} keeps its value while the process rests at "${label}", and ${type} has no finite domain`,
    labels: [{ at: declared, text: `${name} is declared here` }],
    help: `write which values it takes: \`${name}: ${type.endsWith("[]") ? "Seq<Int<0, 3>, 4>" : "Int<0, 3>"}\``,
  }),
);

export const referenceAcrossYield = code(
  "SPEC3004",
  "reference-across-yield",
  ({ name, declared, label, shared }: { name: string; declared: Span; label: string; shared: Span }) => ({
    message: `${name} refers to an object that others may change or replace while the process rests at "${label}"`,
    labels: [
      ...(declared.line === shared.line ? [] : [{ at: declared, text: `${name} is declared here` }]),
      { at: shared, text: `${name} takes the object from here` },
    ],
    help: "keep a key or a scalar and read the place again after the yield, or keep a copy: `structuredClone(…)`",
  }),
);

export const loopAcrossYield = code(
  "SPEC3005",
  "loop-across-yield",
  ({ over, label }: { over: Unordered | "part of the state"; label: string }) => ({
    message:
      over === "part of the state"
        ? `this loop over a part of the state rests at "${label}", where others may change what it goes over`
        : `this loop over a ${over} rests at "${label}", and what is left of it would have to be remembered`,
    help:
      over === "part of the state"
        ? "loop over indices, `for (const i of each<Index<N>>())`, or over a copy: `const items = [...s.queue]`"
        : `loop over the values and ask for each: \`for (const x of each<T>()) if (${over}.has(x)) …\``,
  }),
);

export const stateBeforeYield = code(
  "SPEC3006",
  "state-before-yield",
  ({ process, what }: { process: string; what: string }) => ({
    message: `${what} before the first yield of ${process}: this code runs before there is a state`,
    help: 'put `s = yield "label"` before it',
  }),
);

export const processParameter = code(
  "SPEC3007",
  "process-parameter",
  ({ process, type }: { process: string; type: string }) => ({
    message: `${process} has one instance for each ${type}, and what each one does cannot be kept by such a key`,
    help: "use an Id, an Index<N>, an Int or literals as the parameter of a process",
  }),
);

export const orderMatters = code(
  "SPEC3008",
  "order-matters",
  ({ what, over, reason, because }: { what: string; over: Unordered; reason: string; because: Span }) => ({
    message: `${what} goes over a ${over}, whose order is no part of its value, and the order may matter`,
    labels: [{ at: because, text: reason }],
    help:
      what === "this loop"
        ? `fix the order: \`for (const x of each<T>()) if (${over}.has(x)) …\``
        : "ask every member, `set.filter((x) => …).size > 0`, or fix the order: `some((x: T) => set.has(x) && …)`",
  }),
);

export const changedWhileIterated = code(
  "SPEC3009",
  "changed-while-iterated",
  ({ loop, over }: { loop: Span; over: Unordered }) => ({
    message: `this changes the ${over} that the loop goes over`,
    labels: [{ at: loop, text: "the loop is here" }],
    help: {
      set: "only the element at hand may be deleted; collect the others and change the set after the loop, or loop over `new Set(…)`",
      map: "only the entry at hand may be deleted or given another value; collect the others and change the map after the loop, or loop over a copy",
      bag: "collect the members and change the bag after the loop, or loop over `new Bag(…)`",
    }[over],
  }),
);

export const setAsSequence = code("SPEC3010", "set-as-sequence", ({ over }: { over: Unordered }) => ({
  message: `a ${over} spread into a sequence has the order of insertion in JavaScript, which is no part of its value`,
  help: `go over the values in their own order: \`for (const x of each<T>()) if (${over}.has(x)) …\``,
}));

export const endlessLoop = warning("SPEC3020", "endless-loop", ({ process }: { process: string }) => ({
  message: `this loop of ${process} never ends and never yields, so a step that enters it has no result`,
  help: 'put `s = yield "label"` into the loop',
}));
