/**
 * The syntax of a spec after reading: the part of TypeScript that the language allows, every name resolved.
 * In: spans. Out: `Syntax…` types, made by `compiler/1-read/`, consumed by `compiler/2-bind/`.
 * Not here: meaning. Nothing is typed or folded yet; parentheses, `satisfies` and type-only parts are gone.
 */
import type { Span } from "./span.ts";

/** What a name stands for. */
export type Ref =
  /** Exported by `racespec`: "when", "Id", …. */
  | { readonly kind: "builtin"; readonly name: string }
  /** Index into `SpecSource.declarations`. */
  | { readonly kind: "declaration"; readonly id: number }
  /** A parameter or local; the number is unique in the whole source. */
  | { readonly kind: "local"; readonly id: number }
  /** A type parameter; the number is unique in the whole source. */
  | { readonly kind: "typeParameter"; readonly id: number }
  /** Declared by the language's own library: "Math", "Set", "structuredClone", "undefined", "Record", …. */
  | { readonly kind: "global"; readonly name: string };

export type UnaryOp = "-" | "+" | "!" | "~";
export type BinaryOp =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | ">>>"
  | "<"
  | "<="
  | ">"
  | ">="
  | "==="
  | "!==";
export type LogicalOp = "&&" | "||" | "??";
/** "=" or a compound assignment without its "=": "+" for "+=", "&&" for "&&=". */
export type AssignOp = "=" | Exclude<BinaryOp, "<" | "<=" | ">" | ">=" | "===" | "!=="> | LogicalOp;

export type SyntaxExpr = {
  readonly at: Span;
} /** `plain`: TypeScript has narrowed a local of a mixed union to what is no object here. */ & (
  | { readonly kind: "name"; readonly name: string; readonly ref: Ref; readonly plain?: true }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "array"; readonly elements: readonly SyntaxElement[] }
  | { readonly kind: "object"; readonly members: readonly SyntaxMember[] }
  | SyntaxFunction
  | {
      readonly kind: "call";
      readonly callee: SyntaxExpr;
      readonly typeArgs: readonly SyntaxType[];
      readonly args: readonly SyntaxElement[];
      readonly optional: boolean;
    }
  | {
      readonly kind: "new";
      readonly callee: SyntaxExpr;
      readonly typeArgs: readonly SyntaxType[];
      readonly args: readonly SyntaxElement[];
    }
  | {
      readonly kind: "member";
      readonly of: SyntaxExpr;
      readonly name: string;
      readonly nameAt: Span;
      readonly optional: boolean;
    }
  | { readonly kind: "element"; readonly of: SyntaxExpr; readonly key: SyntaxExpr; readonly optional: boolean }
  /** Around a whole optional chain: where a `?.` inside finds nothing, the chain is `undefined`. */
  | { readonly kind: "chain"; readonly of: SyntaxExpr }
  | { readonly kind: "unary"; readonly op: UnaryOp; readonly of: SyntaxExpr }
  | { readonly kind: "typeof"; readonly of: SyntaxExpr }
  | { readonly kind: "update"; readonly op: "++" | "--"; readonly prefix: boolean; readonly target: SyntaxExpr }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: SyntaxExpr; readonly right: SyntaxExpr }
  | { readonly kind: "logical"; readonly op: LogicalOp; readonly left: SyntaxExpr; readonly right: SyntaxExpr }
  | { readonly kind: "assign"; readonly op: AssignOp; readonly target: SyntaxExpr; readonly value: SyntaxExpr }
  /** `[a, s.b] = …`, `({ a } = …)`; the targets of the pattern are expressions. */
  | { readonly kind: "assignPattern"; readonly target: SyntaxTarget; readonly value: SyntaxExpr }
  | { readonly kind: "conditional"; readonly test: SyntaxExpr; readonly then: SyntaxExpr; readonly else: SyntaxExpr }
  /** `x as T`, `<T>x`; `as const` has type null. */
  | { readonly kind: "as"; readonly of: SyntaxExpr; readonly type: SyntaxType | null }
  | { readonly kind: "nonNull"; readonly of: SyntaxExpr }
  /** The right side of `s = yield "label"`; reading has refused every other place. `comment` is its one-line comment. */
  | { readonly kind: "yield"; readonly label: string; readonly labelAt: Span; readonly comment: string | null }
  /** The right side of `s = yield* f(s, …)` and `[s, r] = yield* f(s, …)`. */
  | { readonly kind: "yieldAll"; readonly of: SyntaxExpr }
  /** A hole that reading left and reported. */
  | { readonly kind: "error" }
);

export interface SyntaxElement {
  readonly spread: boolean;
  readonly value: SyntaxExpr;
}

export type SyntaxMember =
  | { readonly kind: "property"; readonly name: string; readonly value: SyntaxExpr; readonly at: Span }
  | { readonly kind: "spread"; readonly value: SyntaxExpr; readonly at: Span };

export interface SyntaxFunction {
  readonly kind: "function";
  readonly typeParameters: readonly SyntaxTypeParameter[];
  readonly params: readonly SyntaxParam[];
  readonly returns: SyntaxType | null;
  /** An expression for `x => e`, a block otherwise. */
  readonly body: SyntaxExpr | (SyntaxStmt & { readonly kind: "block" });
  readonly generator: boolean;
  readonly at: Span;
}

export interface SyntaxTypeParameter {
  readonly name: string;
  /** The number of `Ref` "typeParameter". */
  readonly id: number;
  readonly constraint: SyntaxType | null;
}

export interface SyntaxParam {
  readonly pattern: SyntaxPattern;
  readonly type: SyntaxType | null;
  readonly default: SyntaxExpr | null;
  readonly at: Span;
}

/** What a declaration binds. */
export type SyntaxPattern = { readonly at: Span } & (
  | { readonly kind: "name"; readonly name: string; readonly local: number }
  | {
      readonly kind: "object";
      readonly members: readonly {
        readonly key: string;
        readonly to: SyntaxPattern;
        readonly default: SyntaxExpr | null;
      }[];
      readonly rest: SyntaxPattern | null;
    }
  | {
      readonly kind: "array";
      readonly elements: readonly ({ readonly to: SyntaxPattern; readonly default: SyntaxExpr | null } | null)[];
      readonly rest: SyntaxPattern | null;
    }
);

/** What a destructuring assignment writes. */
export type SyntaxTarget = { readonly at: Span } & (
  | { readonly kind: "place"; readonly place: SyntaxExpr }
  | { readonly kind: "object"; readonly members: readonly { readonly key: string; readonly to: SyntaxTarget }[] }
  | { readonly kind: "array"; readonly elements: readonly (SyntaxTarget | null)[] }
);

export type SyntaxStmt = { readonly at: Span } & (
  | { readonly kind: "block"; readonly body: readonly SyntaxStmt[] }
  | {
      readonly kind: "let";
      readonly constant: boolean;
      readonly pattern: SyntaxPattern;
      readonly type: SyntaxType | null;
      readonly init: SyntaxExpr | null;
    }
  | { readonly kind: "expr"; readonly value: SyntaxExpr }
  | { readonly kind: "if"; readonly test: SyntaxExpr; readonly then: SyntaxStmt; readonly else: SyntaxStmt | null }
  | {
      readonly kind: "switch";
      readonly of: SyntaxExpr;
      readonly clauses: readonly {
        readonly test: SyntaxExpr | null;
        readonly body: readonly SyntaxStmt[];
        readonly at: Span;
      }[];
    }
  | { readonly kind: "while"; readonly test: SyntaxExpr; readonly body: SyntaxStmt }
  | { readonly kind: "doWhile"; readonly test: SyntaxExpr; readonly body: SyntaxStmt }
  | {
      readonly kind: "for";
      readonly init: readonly SyntaxStmt[];
      readonly test: SyntaxExpr | null;
      readonly update: SyntaxExpr | null;
      readonly body: SyntaxStmt;
    }
  | {
      readonly kind: "forOf";
      readonly constant: boolean;
      readonly pattern: SyntaxPattern;
      readonly of: SyntaxExpr;
      readonly body: SyntaxStmt;
    }
  | { readonly kind: "labeled"; readonly label: string; readonly body: SyntaxStmt }
  | { readonly kind: "break"; readonly label: string | null }
  | { readonly kind: "continue"; readonly label: string | null }
  | { readonly kind: "return"; readonly value: SyntaxExpr | null }
  /** `throw new Error("text")`: the text, null where it is not a literal (reported). */
  | { readonly kind: "throw"; readonly text: string | null }
  | { readonly kind: "empty" }
);

export type SyntaxType = { readonly at: Span } & (
  | {
      readonly kind: "keyword";
      readonly name:
        | "boolean"
        | "number"
        | "string"
        | "null"
        | "undefined"
        | "any"
        | "unknown"
        | "never"
        | "void"
        | "symbol"
        | "bigint"
        | "object";
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "union"; readonly of: readonly SyntaxType[] }
  | { readonly kind: "intersection"; readonly of: readonly SyntaxType[] }
  | { readonly kind: "object"; readonly members: readonly SyntaxTypeMember[] }
  | { readonly kind: "array"; readonly of: SyntaxType }
  | { readonly kind: "tuple"; readonly of: readonly SyntaxType[] }
  | { readonly kind: "ref"; readonly name: string; readonly ref: Ref; readonly args: readonly SyntaxType[] }
  /** `typeof NAME` or `typeof NAME.path`. */
  | { readonly kind: "typeof"; readonly of: SyntaxExpr }
  | { readonly kind: "keyof"; readonly of: SyntaxType }
  | { readonly kind: "indexed"; readonly of: SyntaxType; readonly key: SyntaxType }
  /** `x is A`. */
  | { readonly kind: "predicate"; readonly param: string; readonly is: SyntaxType | null }
  /** Legal TypeScript that is no domain: function types, conditional types, …; `text` as written. */
  | { readonly kind: "other"; readonly text: string }
  /** A name that means nothing here, which reading (or TypeScript) has reported. */
  | { readonly kind: "error" }
);

export interface SyntaxTypeMember {
  readonly name: string;
  readonly optional: boolean;
  readonly type: SyntaxType;
  readonly doc: string | null;
  readonly at: Span;
}
