/**
 * The part of Murphi that `murphi/` writes, as trees.
 * In: nothing. Out: types of declarations, statements and expressions.
 * Not here: reading (`parse.ts`), what Promela makes of it (`print.ts`).
 */
export type Type =
  | { readonly kind: "boolean" }
  | { readonly kind: "range"; readonly lo: number; readonly hi: number }
  | {
      readonly kind: "record";
      readonly name: string;
      readonly fields: readonly { readonly name: string; readonly type: Type }[];
    }
  | { readonly kind: "array"; readonly name: string; readonly key: Type; readonly of: Type };

export type Exp =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "field"; readonly of: Exp; readonly name: string }
  | { readonly kind: "index"; readonly of: Exp; readonly key: Exp }
  | { readonly kind: "unary"; readonly op: "!" | "-"; readonly of: Exp }
  | { readonly kind: "binary"; readonly op: string; readonly left: Exp; readonly right: Exp }
  | { readonly kind: "choice"; readonly test: Exp; readonly then: Exp; readonly else: Exp }
  | {
      readonly kind: "quantifier";
      readonly every: boolean;
      readonly name: string;
      readonly over: Type;
      readonly body: Exp;
    };

export type Line =
  | { readonly kind: "put"; readonly to: Exp; readonly value: Exp }
  | { readonly kind: "undefine"; readonly of: Exp }
  | { readonly kind: "if"; readonly test: Exp; readonly then: readonly Line[]; readonly else: readonly Line[] }
  | { readonly kind: "while"; readonly test: Exp; readonly body: readonly Line[] }
  | { readonly kind: "for"; readonly name: string; readonly over: Type; readonly body: readonly Line[] }
  | {
      readonly kind: "switch";
      readonly of: Exp;
      readonly cases: readonly { readonly value: Exp; readonly body: readonly Line[] }[];
    }
  | { readonly kind: "return"; readonly value: boolean }
  | { readonly kind: "assert"; readonly text: string; readonly test: Exp }
  | { readonly kind: "error"; readonly text: string };
