/**
 * SPEC2xxx: what binding refuses, one typed function per code.
 * In: `code.ts`. Out: the codes of `compiler/2-bind/`.
 * Not here: pages (`docs/errors/`), codes of other stages (beside this file).
 */
import { code, warning } from "../code.ts";
import type { Span } from "../span.ts";

const list = (names: readonly string[]): string => (names.length === 0 ? "(none)" : names.join(", "));

// ---- domains ----

export const unboundedDomain = code(
  "SPEC2001",
  "unbounded-domain",
  ({ path, type }: { path: string; type: string }) => ({
    message: `${path}: ${type} has no finite domain`,
    help:
      type === "number"
        ? "give it bounds: `Int<0, 3>` (both included) or `Index<N>` (0..N-1)"
        : type === "string"
          ? 'list the values: `"idle" | "busy"`'
          : "write a type with finitely many values",
  }),
);
export const unsupportedType = code(
  "SPEC2002",
  "unsupported-type",
  ({ path, type, help }: { path: string; type: string; help?: string }) => ({
    message: `${path}: ${type} is not a domain of the language`,
    help:
      help ??
      "use literals, boolean, Int, Index, Id, records, Record, Set, Map, ValueSet, ValueMap, Bag, Seq and unions of these",
  }),
);
export const recursiveType = code("SPEC2003", "recursive-type", ({ path, name }: { path: string; name: string }) => ({
  message: `${path}: the type ${name} contains itself, so it has infinitely many values`,
  help: `refer to other ${name}s by index: keep them in a \`Record<Index<N>, …>\` and store an \`Index<N> | null\``,
}));
export const unboundedSequence = code(
  "SPEC2004",
  "unbounded-sequence",
  ({ path, element }: { path: string; element: string }) => ({
    message: `${path}: a sequence without a bound has no finite domain`,
    help: `write \`Seq<${element}, 4>\` with the greatest length you need`,
  }),
);
export const badBound = code(
  "SPEC2005",
  "bad-bound",
  ({ what, found, value = null }: { what: string; found: string; value?: number | null }) => ({
    message: `${what} needs ${found}${value === null ? "" : `, and this is ${value}`}`,
    help:
      value !== null && !Number.isInteger(value)
        ? "round it where it is computed: `Math.ceil(a / b)`"
        : "use an integer literal, or `typeof NAME` of a `constant(…)` or of a const made of constants",
  }),
);
const BY_CONTENT: Readonly<Record<string, string>> = {
  Set: "write `ValueSet<T>`, which compares them by what is in them",
  Map: "write `ValueMap<K, V>`, which compares its keys by what is in them",
  "the Set that it makes": "write `new ValueSet([...each<T>()].filter((x) => …))`",
};
export const keyNotScalar = code(
  "SPEC2006",
  "key-not-scalar",
  ({ path, container, key }: { path: string; container: string; key: string }) => ({
    message: `${path}: ${container} compares its ${container === "Map" || container === "Record" ? "keys" : "members"} by ===, which ${key} does not have`,
    help: BY_CONTENT[container] ?? "use literals, integers or Ids as keys, or a ValueMap",
  }),
);
export const ambiguousUnion = code(
  "SPEC2007",
  "ambiguous-union",
  ({ path, reason, help }: { path: string; reason: string; help: string }) => ({
    message: `${path}: the members of this union cannot be told apart: ${reason}`,
    help,
  }),
);
export const idSizeConflict = code(
  "SPEC2008",
  "id-size-conflict",
  ({ name, first, second, firstAt }: { name: string; first: number; second: number; firstAt: Span }) => ({
    message: `Id<"${name}", ${second}> was declared with ${first} identities elsewhere`,
    labels: [{ at: firstAt, text: `${first} identities here` }],
    help: "use one type alias for one set of identities",
  }),
);
export const domainTooLarge = code(
  "SPEC2010",
  "domain-too-large",
  ({ domain, size }: { domain: string; size: string }) => ({
    message: `${domain} has ${size} values, too many to go through one by one`,
    help: "use a smaller domain: races show with two or three of everything",
  }),
);
export const missingDomain = code("SPEC2011", "missing-domain", ({ call }: { call: string }) => ({
  message: `nothing says which values ${call} ranges over`,
  help: `write the type: \`${call.replace(/\(.*$/, "")}<Buffer>()\``,
}));

// ---- the spec and its builders ----

export const noSpec = code("SPEC2020", "no-spec", () => ({
  message: "this file declares no spec",
  help: "start with `const { action, invariant, model } = spec<State>(() => ({ … }))`",
}));
export const severalSpecs = code(
  "SPEC2021",
  "several-specs",
  ({ first, isElsewhere }: { first: Span; isElsewhere: boolean }) => ({
    message: isElsewhere ? "an imported module has a spec of its own" : "a module has one spec",
    labels: [{ at: first, text: isElsewhere ? "this one is checked" : "the first one is here" }],
    help: isElsewhere
      ? "values that several specs share stand in a module without a spec; types come by `import type`, another spec by `refines(other, …)`"
      : "put the second spec into a file of its own",
  }),
);
export const specArgument = code("SPEC2022", "spec-argument", () => ({
  message: "spec needs its state type and a function that gives the initial state",
  help: "write `spec<State>(() => ({ … }))`",
}));
export const notExported = code(
  "SPEC2023",
  "not-exported",
  ({ builder, name }: { builder: string; name: string | null }) => ({
    message: name === null ? `this ${builder} has no name` : `${name} is not exported, so it is no part of the spec`,
    help: `write \`export const ${name ?? "name"} = ${builder}(…)\` at the top level`,
  }),
);
export const builderArgument = code(
  "SPEC2024",
  "builder-argument",
  ({ builder, wants }: { builder: string; wants: string }) => ({
    message: `${builder} needs ${wants}`,
    help: null,
  }),
);
export const unknownOption = code(
  "SPEC2025",
  "unknown-option",
  ({ what, known }: { what: string; known: readonly string[] }) => ({
    message: `${what} is no option here`,
    help: `known: ${list(known)}`,
  }),
);
export const nothingToDo = code("SPEC2026", "no-steps", () => ({
  message: "this spec has neither an action nor a process, so nothing ever happens",
  help: "add `export const step = action((s) => { … })`",
}));

// ---- constants and models ----

export const notConstant = code("SPEC2030", "not-constant", ({ what, help }: { what: string; help?: string }) => ({
  message: `${what} must be known before checking starts`,
  help: help ?? "use literals, constants and integer arithmetic on them",
}));
export const unknownConstant = code(
  "SPEC2031",
  "unknown-constant",
  ({ name, known }: { name: string; known: readonly string[] }) => ({
    message: `there is no constant ${name}`,
    help: `constants of this spec: ${list(known)}`,
  }),
);
export const constantValue = code(
  "SPEC2032",
  "constant-value",
  ({ name, value, type }: { name: string; value: string; type: string }) => ({
    message: `${value} is outside the type of ${name}, which is ${type}`,
    help: "choose another value, or widen the type: `constant<…>(…)`",
  }),
);
export const duplicateName = code(
  "SPEC2033",
  "duplicate-name",
  ({ what, name, first }: { what: string; name: string; first: Span }) => ({
    message: `there are two ${what} named ${name}`,
    labels: [{ at: first, text: "the first one is here" }],
    help: "rename one of them",
  }),
);
export const assumptionBroken = code(
  "SPEC2034",
  "assumption-broken",
  ({ text, model, modelAt }: { text: string; model: string; modelAt: Span | null }) => ({
    message: `the constants of model ${model} break the assumption "${text}"`,
    labels: modelAt === null ? [] : [{ at: modelAt, text: "the model is here" }],
    help: "change the model's constants, or the assumption",
  }),
);
export const unknownAssertion = code(
  "SPEC2035",
  "unknown-assertion",
  ({ text, known, isPart }: { text: string; known: readonly string[]; isPart: boolean }) => ({
    message: `no assertion has the text "${text}"`,
    help: isPart
      ? `drop the quotes to name the property: \`${text}\``
      : `assertions of this spec: ${list(known.map((t) => `"${t}"`))}`,
  }),
);
export const expectOutsideCheck = code("SPEC2036", "expect-outside-check", ({ what }: { what: string }) => ({
  message: `the model expects ${what} to fail but does not check it`,
  help: `add ${what} to the model's \`check\` list`,
}));
export const notAProperty = code(
  "SPEC2037",
  "not-a-property",
  ({ wants, found }: { wants: string; found: string | null }) => ({
    message: `this is not ${wants}`,
    help:
      found === "reachable"
        ? "a `reachable` that no state satisfies is expected by `unreachable(…)`"
        : found === null
          ? "name an exported property; an assertion is named by its text"
          : "an invariant that does not hold is expected by `violates(…)`",
  }),
);
export const uncheckedProperty = code("SPEC2038", "unchecked-property", ({ name }: { name: string }) => ({
  message: `no model checks ${name}`,
  help: `add it to the \`check\` list of a model, or remove it`,
}));
export const nothingChecked = code("SPEC2039", "nothing-checked", ({ model }: { model: string }) => ({
  message: `model ${model} checks nothing: no property, no assertion, and deadlock is ignored`,
  help: 'add an invariant, or leave out `deadlock: "ignore"`',
}));

// ---- expressions ----

export const comparedByReference = code(
  "SPEC2050",
  "compared-by-reference",
  ({ op, type, same }: { op: string; type: string; same: string }) => ({
    message: `${op} compares ${type} by reference, not by content`,
    help: `write \`${same}\``,
  }),
);
export const orderOfIds = code("SPEC2051", "order-of-ids", ({ op }: { op: string }) => ({
  message: `${op} has no meaning for identities, which have neither order nor number`,
  help: "compare Ids with === or !==, or use Index<N> where the order matters",
}));
export const unknownMethod = code(
  "SPEC2052",
  "unknown-method",
  ({ method, type, known, help }: { method: string; type: string; known: readonly string[]; help?: string }) => ({
    message: `${type} has no .${method} here`,
    help: help ?? (known.length === 0 ? null : `known: ${list(known)}`),
  }),
);
export const unknownFunction = code("SPEC2053", "unknown-function", ({ text }: { text: string }) => ({
  message: `${text} cannot be called in a spec`,
  help: "call functions of this module, of imported spec modules, of racespec, or Math.min/max/abs/floor/ceil/trunc/sign",
}));
export const unsupportedExpression = code(
  "SPEC2054",
  "unsupported-expression",
  ({ what, help }: { what: string; help: string | null }) => ({
    message: `${what} has no meaning in a spec`,
    help,
  }),
);
export const storedAlias = code("SPEC2055", "stored-alias", ({ text, copy }: { text: string; copy: string }) => ({
  message: `${text} would stand in two places: one object, two names`,
  help: `store a copy: \`${copy}\``,
}));
export const writeInProperty = code("SPEC2056", "write-in-property", ({ what }: { what: string }) => ({
  message: `${what} only looks at the state and may not change it`,
  help: "compute with locals, or change the state in an action or process",
}));
export const notHere = code(
  "SPEC2057",
  "not-here",
  ({ call, where, help }: { call: string; where: string; help?: string }) => ({
    message: `${call} may not stand in ${where}`,
    help:
      help ??
      (where === "a property" || where === "this option"
        ? "say what is true of a state: `!started || n < 3` is “if started, then n < 3”"
        : null),
  }),
);
export const whenAfterWrite = warning("SPEC2058", "when-after-write", ({ write }: { write: Span }) => ({
  message: "this `when` blocks the whole step, so the write above it is undone, not kept while waiting",
  labels: [{ at: write, text: "undone when the step blocks" }],
  help: 'move `when` above the write; to write first and wait afterwards, put `s = yield "label"` between them',
}));
export const stateAsValue = code("SPEC2059", "state-as-value", () => ({
  message: "the whole state cannot be stored or compared",
  help: "use its fields; a step changes them in place",
}));
export const staleReference = code(
  "SPEC2060",
  "stale-reference",
  ({ name, changed }: { name: string; changed: Span }) => ({
    message: `${name} refers to a place of the state that has been replaced since`,
    labels: [{ at: changed, text: "replaced here" }],
    help: "read the place again after the change, or copy the scalar fields you need before it",
  }),
);
export const annotateLocal = code(
  "SPEC2061",
  "annotate-local",
  ({ name, example }: { name: string; example: string }) => ({
    message: `the type of ${name} does not say which values it takes`,
    help: `annotate it: \`${example}\``,
  }),
);
export const recursionNeedsType = code("SPEC2062", "recursion-needs-type", ({ name }: { name: string }) => ({
  message: `${name} calls itself, so its result type must be written`,
  help: `write it: \`function ${name}(…): Int<0, 9>\`, with the type it gives`,
}));
export const firstOverIds = code("SPEC2063", "first-over-ids", () => ({
  message: "first takes the least value, and identities have no order",
  help: "use `pick(…)`, which tries every one",
}));
export const literalText = code("SPEC2064", "literal-text", ({ what }: { what: string }) => ({
  message: `${what} must be a string literal`,
  help: 'write it in place: `assert(c, "what went wrong")`',
}));
const EXAMPLES: Readonly<Record<string, string>> = {
  Set: "Set<Buffer>",
  ValueSet: "ValueSet<Message>",
  Map: "Map<Buffer, boolean>",
  ValueMap: "ValueMap<Message, boolean>",
  Bag: "Bag<Message, 4>",
};
export const emptyCollection = code("SPEC2065", "empty-collection", ({ text }: { text: string }) => ({
  message: `nothing says what ${text} holds`,
  help: text.startsWith("new")
    ? `say it: \`new ${EXAMPLES[/^new (\w+)/.exec(text)?.[1] ?? ""] ?? "Set<Buffer>"}(…)\``
    : "annotate the variable: `const queue: Seq<Buffer, 4> = []`",
}));
export const procedureCall = code("SPEC2066", "procedure-call", () => ({
  message: "yield* runs a procedure of this spec and nothing else",
  help: "declare it: `const lock = procedure(function* (s, self: Writer) { … })` and write `s = yield* lock(s, self)`",
}));
export const argumentCount = code(
  "SPEC2067",
  "argument-count",
  ({ what, wants, help }: { what: string; wants: string; help?: string }) => ({
    message: `${what} takes ${wants}`,
    help: help ?? null,
  }),
);
export const effectInLambda = code("SPEC2068", "effect-in-lambda", ({ what }: { what: string }) => ({
  message: `${what} may not happen inside this function: how often it runs is not part of the step`,
  help: "use a `for … of` loop",
}));
export const recordKeys = code(
  "SPEC2069",
  "record-keys",
  ({ type, strange, missing }: { type: string; strange: string | null; missing: readonly string[] }) =>
    strange === null
      ? {
          message: `${list(missing)} ${missing.length === 1 ? "has" : "have"} no value here, and ${type} needs one for each`,
          help: type.startsWith("Record")
            ? "write each key, or `fill(value)` where all are alike, or `fillWith((k: K) => …)`"
            : "write each field",
        }
      : {
          message: `${strange} is no ${type.startsWith("Record") ? "key" : "field"} of ${type}`,
          help: "leave it out, or add it to the type",
        },
);
