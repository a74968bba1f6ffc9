/**
 * SPEC1xxx: the TypeScript that a spec may not use, one typed function per code.
 * In: `code.ts`. Out: the codes of `compiler/1-read/`.
 * Not here: TypeScript's own errors (`TSnnnn`), pages (`docs/errors/`), codes of other stages (beside this file).
 */
import { code } from "../code.ts";
import type { Fix } from "../diagnostic.ts";
import type { Span } from "../span.ts";

/** Where a diagnostic's follow-up errors end, and the edit that cures it. */
interface Reach {
  readonly covers?: Span;
  readonly fix?: Fix | null;
}

// ---- modules ----

export const entryNotFound = code("SPEC1001", "entry-not-found", ({ path }: { path: string }) => ({
  message: `there is no file ${path}`,
  help: "give the path of a spec, such as specs/lock.race.ts",
}));
export const moduleNotFound = code(
  "SPEC1002",
  "module-not-found",
  ({ specifier, tried, covers }: { specifier: string; tried: readonly string[] } & Reach) => ({
    message: `"${specifier}" names no file`,
    help: `looked for ${tried.join(", ")}`,
    covers: covers ?? null,
  }),
);
export const foreignImport = code(
  "SPEC1003",
  "foreign-import",
  ({ specifier, covers }: { specifier: string } & Reach) => ({
    message: `a spec imports from "racespec" and from other modules of specs only, and "${specifier}" is neither`,
    help: /race-?spec/i.test(specifier)
      ? 'write `from "racespec"`'
      : "write what the spec needs of it in the spec itself, or in a module beside it",
    covers: covers ?? null,
  }),
);
export const importForm = code("SPEC1004", "import-form", ({ what, instead }: { what: string; instead: string }) => ({
  message: `${what} is not supported in a spec`,
  help: instead,
}));
export const exportForm = code("SPEC1005", "export-form", ({ what, instead }: { what: string; instead: string }) => ({
  message: `${what} is not supported in a spec`,
  help: instead,
}));
export const importCycle = code("SPEC1006", "import-cycle", ({ path }: { path: readonly string[] }) => ({
  message: `these modules import each other: ${path.join(" → ")}`,
  help: "move what both need into a third module; types alone may go in a circle by `import type`",
}));
export const namespaceValue = code("SPEC1007", "namespace-value", ({ name }: { name: string }) => ({
  message: `the namespace ${name} is not a value of the language`,
  help: `write \`${name}.pick\` and the like where they are used, or import the names: \`import { pick } from …\``,
}));
export const suppressedErrors = code("SPEC1008", "suppressed-errors", ({ directive }: { directive: string }) => ({
  message: `@${directive} hides TypeScript's errors, and a spec's types are its domains`,
  help: "delete the comment and cure what it hides",
}));
export const tooDeep = code("SPEC1009", "too-deep", ({ limit }: { limit: number }) => ({
  message: `the code nests deeper than ${limit} levels`,
  help: "divide it into functions, or write a loop",
}));

// ---- declarations ----

export const moduleState = code(
  "SPEC1020",
  "module-state",
  /** `keyword` where it is declared as changing; null where a constant's value is changed. */
  ({ name, keyword }: { name: string; keyword: "let" | "var" | null }) => ({
    message:
      keyword === null
        ? `this changes ${name}, which the module declares, but only the spec's State changes`
        : `${name} is declared with ${keyword}, but only the spec's State changes`,
    help: `make ${name} a field of State${keyword === null ? "" : `; a value that models choose is \`export const ${name} = constant(…)\``}`,
  }),
);
const COMES_FROM: Readonly<Record<string, string>> = {
  assume: 'assume comes from racespec: `import { assume } from "racespec"`',
  fairness: "fairness comes from the spec: `const { action, fairness } = spec<State>(() => …)`",
};
/** `callee`: the name that is called, where nothing says what it is. */
export const topLevelStatement = code("SPEC1021", "top-level-statement", ({ callee }: { callee: string | null }) => ({
  message: "nothing runs at the top level of a spec: it holds declarations, assume(…) and fairness(…)",
  help:
    COMES_FROM[callee ?? ""] ?? "move this into an action or a process; initial values stand in spec<State>(() => …)",
}));
export const classDeclaration = code("SPEC1022", "class", ({ covers }: Reach) => ({
  message: "classes are not part of the language: state is plain data",
  help: "write an interface for the data, and functions that take it",
  covers: covers ?? null,
}));
export const enumDeclaration = code("SPEC1023", "enum", ({ name, covers }: { name: string } & Reach) => ({
  message: "enums are not part of the language",
  help: `list the values as literals: \`type ${name} = "idle" | "busy"\``,
  covers: covers ?? null,
}));
export const namespaceDeclaration = code("SPEC1024", "namespace", ({ covers }: Reach) => ({
  message: "namespaces are not part of the language",
  help: "put the declarations into a module of their own and import them",
  covers: covers ?? null,
}));
export const ambientDeclaration = code("SPEC1025", "ambient-declaration", () => ({
  message: "a declaration without a value says nothing to the checker",
  help: "write the value or the body, without `declare`; what models choose is `export const NAME = constant(…)`",
}));
export const overload = code("SPEC1026", "overload", ({ name }: { name: string }) => ({
  message: `${name} has several signatures`,
  help: "write one function per signature, or one signature with a union",
}));
export const mergedInterface = code(
  "SPEC1027",
  "merged-interface",
  ({ name, first }: { name: string; first: Span }) => ({
    message: `the interface ${name} is declared twice`,
    labels: [{ at: first, text: "declared here first" }],
    help: "write all its fields in one place, or extend it under another name",
  }),
);
export const topLevelPattern = code("SPEC1028", "top-level-pattern", ({ covers }: Reach) => ({
  message: "at the top level names are taken out of an object one level deep, without defaults and rest",
  help: "write `const { action, process } = spec<State>(…)`, or one const per value",
  covers: covers ?? null,
}));

// ---- functions ----

interface DomainOfParameter {
  readonly name: string;
  /** What it is a parameter of: "every", "action". */
  readonly call: string;
  /** Null where nothing tells it. */
  readonly type: string | null;
  readonly example: string;
}

export const unannotatedParameter = code(
  "SPEC1030",
  "unannotated-parameter",
  ({ name, call, type, example, covers, fix }: DomainOfParameter & Reach) => ({
    message: `nothing says which values ${name} ranges over in ${call}`,
    help:
      type === null ? `write its type, such as \`(${name}: ${example})\`` : `write its type: \`(${name}: ${type})\``,
    covers: covers ?? null,
    fix: fix ?? null,
  }),
);
export const asyncCode = code("SPEC1031", "async", ({ covers }: Reach) => ({
  message: "async and await are not part of the language: the checker itself interleaves processes",
  help: 'write a process: each `s = yield "label"` is a point where others may move',
  covers: covers ?? null,
}));
export const restParameter = code("SPEC1032", "rest-parameter", ({ name }: { name: string }) => ({
  message: `...${name} takes any number of arguments, and a function of the language takes a fixed one`,
  help: `write one parameter each, or a sequence: \`${name}: Seq<T, 4>\``,
}));
export const thisValue = code("SPEC1033", "this", ({ what }: { what: "this" | "arguments" }) => ({
  message: `${what} is not part of the language`,
  help: what === "this" ? "name what you mean: the state is the first parameter" : "give the parameter a name",
}));
export const objectMethod = code("SPEC1034", "object-method", ({ covers }: Reach) => ({
  message: "methods and accessors are not part of the language: objects are plain data",
  help: "write a function at the top level that takes the object; an option is written `name: (s) => …`",
  covers: covers ?? null,
}));
export const nestedFunction = code("SPEC1035", "nested-function", ({ name, covers }: { name: string } & Reach) => ({
  message: `${name} is a function within a body`,
  help: `move it to the top level of the module and hand it what it needs: \`${name}(s, …)\``,
  covers: covers ?? null,
}));
export const localType = code("SPEC1036", "local-type", ({ name }: { name: string }) => ({
  message: `the type ${name} is declared within a body`,
  help: "move it to the top level of the module",
}));
export const strayGenerator = code(
  "SPEC1037",
  "stray-generator",
  ({ name, covers }: { name: string | null } & Reach) => ({
    message: "a generator is the body of a process or a procedure and stands nowhere else",
    help: `hand it to its builder: \`const ${name ?? "lock"} = procedure(function* (s, …) { … })\``,
    covers: covers ?? null,
  }),
);
export const typeParameterDefault = code("SPEC1038", "type-parameter-default", ({ name }: { name: string }) => ({
  message: `the type parameter ${name} has a default`,
  help: "leave it out and write the argument at each use",
}));

// ---- yields ----

export const bareYield = code(
  "SPEC1040",
  "bare-yield",
  ({ state, text, fix }: { state: string; text: string } & Reach) => ({
    message: `a bare yield leaves TypeScript believing what it knew about ${state}, though others may have moved`,
    help: `write \`${state} = ${text}\``,
    fix: fix ?? null,
  }),
);
export const misplacedYield = code(
  "SPEC1041",
  "misplaced-yield",
  ({ state, text }: { state: string; text: string }) => ({
    message: "a yield ends an atomic step, so it is a statement of its own and no part of an expression",
    help: `write \`${state} = ${text};\` on a line of its own, and use ${state} after it`,
  }),
);
export const computedLabel = code("SPEC1042", "computed-label", ({ missing }: { missing: boolean }) => ({
  message: missing
    ? "this yield has no label, which names the place where the process rests"
    : "a label is a string literal: it names the place where the process rests",
  help: missing
    ? 'write `s = yield "lock_page"`'
    : 'write the name itself: `s = yield "lock_page"`; which instance rests there, and with which values, the trace shows',
}));
export const misplacedYieldStar = code(
  "SPEC1043",
  "misplaced-yield-star",
  ({ state, text }: { state: string; text: string }) => ({
    message: "yield* runs a procedure, and is a statement of its own",
    help: `write \`${state} = ${text}\`, or \`[${state}, result] = ${text}\` with result declared before`,
  }),
);
export const yieldTarget = code("SPEC1044", "yield-target", ({ state }: { state: string | null }) => ({
  message: "what a yield gives is the state as others left it, and it goes to the generator's first parameter",
  help: state === null ? "declare it: `function* (s, …)`" : `write \`${state} = yield …\``,
}));

// ---- statements ----

export const varDeclaration = code("SPEC1050", "var", ({ fix }: Reach) => ({
  message: "var is not part of the language: it lives outside the block in which it stands",
  help: "write const or let",
  fix: fix ?? null,
}));
export const forIn = code("SPEC1051", "for-in", ({ covers }: Reach) => ({
  message: "for … in goes through names of properties, as text",
  help: "loop over the domain, the type of the keys: `for (const k of each<K>())`",
  covers: covers ?? null,
}));
export const tryStatement = code("SPEC1052", "try", ({ covers }: Reach) => ({
  message:
    "try is not part of the language: a failed assertion or a reached throw ends the run, and nothing else throws",
  help: "test the condition with `if`, or block the step with `when(…)`",
  covers: covers ?? null,
}));
export const throwForm = code("SPEC1053", "throw-form", () => ({
  message: "throw needs an Error with a literal text, which names the failure",
  help: 'write `throw new Error("text")`',
}));
export const loopVariable = code("SPEC1054", "loop-variable", () => ({
  message: "a loop declares its own variable",
  help: "write `for (const x of …)`",
}));
export const unsupportedStatement = code("SPEC1055", "unsupported-statement", ({ what }: { what: string }) => ({
  message: `${what} is not part of the language`,
  help: "use if, switch, for … of, while, do, for, break, continue, return",
}));

// ---- expressions ----

export const looseEquality = code("SPEC1060", "loose-equality", ({ op, fix }: { op: "==" | "!=" } & Reach) => ({
  message: `${op} converts before it compares`,
  help: `write ${op}=; for null and undefined both: \`x ${op}= null ${op === "==" ? "||" : "&&"} x ${op}= undefined\``,
  fix: fix ?? null,
}));
export const inOperator = code("SPEC1061", "in-operator", () => ({
  message: "`in` looks for the name of a property, as text",
  help: 'tell the members of a union apart by a literal field: `x.kind === "a"`; ask a set or map with has',
}));
export const instanceOf = code("SPEC1062", "instanceof", () => ({
  message: "instanceof is not part of the language: there are no classes",
  help: 'tell the members of a union apart by a literal field: `x.kind === "a"`',
}));
export const deleteOperator = code("SPEC1063", "delete", () => ({
  message: "delete is not part of the language: a record keeps its fields",
  help: "assign `undefined` to an optional field, and `null` to a row of a Record that may be absent; a Set has the method delete",
}));
export const voidOperator = code("SPEC1064", "void-operator", () => ({
  message: "void is not part of the language",
  help: "write `undefined`, or the expression as a statement",
}));
export const commaOperator = code("SPEC1065", "comma-operator", () => ({
  message: "the comma operator is not part of the language",
  help: "write two statements; in the head of a `for`, change the second variable at the end of the body instead",
}));
export const template = code("SPEC1066", "template", () => ({
  message: "texts are not computed in a spec",
  help: "use string literals; a value that has parts is a record or tuple",
}));
export const regularExpression = code("SPEC1067", "regular-expression", () => ({
  message: "regular expressions are not part of the language: a string is a name for a value",
  help: "compare it with === and choose among literals",
}));
export const bigInteger = code("SPEC1068", "bigint", () => ({
  message: "bigint is not part of the language: integers are exact within ±(2^53−1)",
  help: "leave out the n",
}));
export const computedName = code("SPEC1069", "computed-name", () => ({
  message: "the names in an object literal are fixed",
  help: "write the name; to change one row of a Record, assign it: `x[k] = v`; to write all, `fillWith((k: K) => …)`",
}));
export const protoName = code("SPEC1070", "proto-name", () => ({
  message: "__proto__ is not a field: JavaScript gives it a meaning of its own",
  help: "choose another name",
}));
export const evalCode = code("SPEC1071", "eval", ({ name, covers }: { name: string } & Reach) => ({
  message: `${name} runs text as code, and a spec is read, never run`,
  help: "write the code itself",
  covers: covers ?? null,
}));
export const objectFunction = code(
  "SPEC1072",
  "object-keys",
  ({ text, help, covers }: { text: string; help: string } & Reach) => ({
    message: `${text} looks at an object as a list of names`,
    help,
    covers: covers ?? null,
  }),
);
export const hostObject = code(
  "SPEC1073",
  "host-object",
  ({ name, help, covers }: { name: string; help: string } & Reach) => ({
    message: `${name} is not part of the language`,
    help,
    covers: covers ?? null,
  }),
);
export const refusedMember = code(
  "SPEC1074",
  "refused-member",
  ({ name, help, covers }: { name: string; help: string } & Reach) => ({
    message: `${name} is not part of the language`,
    help,
    covers: covers ?? null,
  }),
);
export const assignmentPattern = code("SPEC1075", "assignment-pattern", ({ what }: { what: string }) => ({
  message: `${what} may not stand in a destructuring assignment`,
  help: "assign name by name, or declare new names with const",
}));
export const unsupportedExpression = code(
  "SPEC1076",
  "unsupported-syntax",
  ({ what, help }: { what: string; help?: string }) => ({
    message: `${what} is not part of the language`,
    help: help ?? "leave it out, or say it with operators, calls and literals",
  }),
);
export const propertyParameters = code(
  "SPEC1077",
  "property-parameters",
  ({ builder, given, name, covers }: { builder: string; given: "(s)" | "(s, next)"; name: string } & Reach) => ({
    message: `${builder} takes a function of ${given}, and this one wants ${name} besides`,
    help:
      builder === "reachable"
        ? `ask within: \`${builder}(${given} => some((${name}: …) => …))\`, or \`every\``
        : `ask within, where it is the same: \`${builder}(${given} => every((${name}: …) => …))\`${builder === "invariant" ? "; a step's two states are compared by `stepInvariant((s, next) => …)`" : ""}`,
    covers: covers ?? null,
  }),
);
