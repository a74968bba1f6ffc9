// In: an expression such as `fill(0)` or `pick()` whose domain stands only in the type that is expected of it. Out: JavaScript
// that builds that domain, found by syntax: `mine: fill(…)` in a State is `$D.field($T_State(), "mine")`. Null when syntax does not tell.
// Not here: type nodes themselves (type-code.ts).
import { ts } from "ts-morph";
import type { Names } from "./names.ts";
import type { TypeCode } from "./type-code.ts";

export interface ContextCode {
  /** Of the type expected where this expression stands. */
  expected(e: ts.Expression): string | null;
  /** Of the State of a `spec<State>(…)`. */
  state(spec: ts.CallExpression): string | null;
  /** Of the members, elements or keys of this collection. */
  members(collection: ts.Expression): string | null;
}

type Code = string | null;
const on = (step: string, of: Code, ...rest: readonly string[]): Code =>
  of === null ? null : `$D.${step}(${[of, ...rest].join(", ")})`;

export function createContextCode(names: Names, types: TypeCode): ContextCode {
  const typed = (type: ts.TypeNode | undefined): Code => (type === undefined ? null : types.domain(type));

  function state(spec: ts.CallExpression): Code {
    const [initial] = spec.arguments;
    return typed(spec.typeArguments?.[0] ?? (initial === undefined ? undefined : names.functionOf(initial)?.type));
  }

  function expected(e: ts.Expression): Code {
    const p = e.parent;
    if (ts.isParenthesizedExpression(p) || ts.isNonNullExpression(p) || ts.isSpreadElement(p))
      return expected(p as ts.Expression);
    if (ts.isAsExpression(p) || ts.isSatisfiesExpression(p))
      return ts.isConstTypeReference(p.type) ? expected(p) : typed(p.type);
    if (ts.isConditionalExpression(p)) return p.condition === e ? null : expected(p);
    if (ts.isBinaryExpression(p)) return ofOperand(p, e);
    if (ts.isPropertyAssignment(p)) return on("field", ofLiteral(p.parent), keyText(p.name));
    if (ts.isSpreadAssignment(p)) return expected(p.parent);
    if (ts.isArrayLiteralExpression(p)) return on("access", expected(p), `$D.value(${p.elements.indexOf(e)})`);
    if (ts.isVariableDeclaration(p) || ts.isParameter(p)) return typed(p.type);
    if (ts.isReturnStatement(p)) return ofResult(ts.findAncestor(p, ts.isFunctionLike));
    if (ts.isArrowFunction(p)) return ofResult(p);
    if (ts.isCallExpression(p)) return ofArgument(p, p.arguments.indexOf(e));
    return ts.isNewExpression(p) ? on("seq", ofNew(p)) : null;
  }

  /** Of what a new collection is made of: of a map the pairs. */
  function ofNew(e: ts.NewExpression): Code {
    const [first, second] = e.typeArguments ?? [];
    if (first === undefined) return on("member", expected(e));
    return second === undefined || e.expression.getText() === "Bag" || e.expression.getText() === "ValueSet"
      ? typed(first)
      : on("tuple", typed(first), typed(second) ?? "");
  }

  function ofOperand(p: ts.BinaryExpression, e: ts.Expression): Code {
    switch (p.operatorToken.kind) {
      case ts.SyntaxKind.EqualsToken:
      case ts.SyntaxKind.QuestionQuestionEqualsToken:
        return p.right === e ? domainOf(p.left) : null;
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return expected(p);
      case ts.SyntaxKind.CommaToken:
        return p.right === e ? expected(p) : null;
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
        return domainOf(p.left === e ? p.right : p.left);
      default:
        return null;
    }
  }

  /** The type of an object literal, narrowed by its literal fields where it is a union. */
  function ofLiteral(literal: ts.ObjectLiteralExpression): Code {
    const known = literal.properties
      .filter(ts.isPropertyAssignment)
      .filter((p) => !ts.isComputedPropertyName(p.name) && isScalar(p.initializer));
    return on(
      "narrow",
      expected(literal),
      `{ ${known.map((p) => `${keyText(p.name)}: ${p.initializer.getText()}`).join(", ")} }`,
    );
  }

  function ofResult(f: ts.SignatureDeclaration | undefined): Code {
    if (f === undefined) return null;
    if (f.type !== undefined) return typed(f.type);
    if (!ts.isArrowFunction(f) && !ts.isFunctionExpression(f)) return null;
    const call = f.parent;
    if (!ts.isCallExpression(call)) return null;
    const name = names.racespecName(call.expression);
    if (name === "spec") return state(call);
    if (name === "fillWith") return on("element", expected(call));
    if (names.builderOf(call.expression)?.name !== "refines" || call.arguments[0] === undefined) return null;
    const other = names.specCallOf(call.arguments[0]);
    return other === null ? null : state(other);
  }

  function ofArgument(call: ts.CallExpression, at: number): Code {
    const name = names.racespecName(call.expression);
    if (name === "fill") return typed(call.typeArguments?.[1]) ?? on("element", expected(call));
    const other = call.arguments[1 - at];
    if (name === "same") return other === undefined ? null : domainOf(other);
    const declared = names.functionOf(call.expression)?.parameters[at]?.type;
    if (declared !== undefined) return typed(declared);
    if (!ts.isPropertyAccessExpression(call.expression)) return null;
    const of = domainOf(call.expression.expression);
    switch (call.expression.name.text) {
      case "set":
        return on(at === 0 ? "key" : "element", of);
      case "add":
      case "has":
      case "delete":
      case "get":
      case "count":
      case "push":
      case "unshift":
      case "includes":
      case "indexOf":
        return on("key", of);
      default:
        return null;
    }
  }

  /** Of the declared type of an expression: of `s.bh[b].dirty`, of a helper's result. */
  function domainOf(e: ts.Expression): Code {
    if (ts.isParenthesizedExpression(e) || ts.isNonNullExpression(e)) return domainOf(e.expression);
    if (ts.isAsExpression(e) || ts.isSatisfiesExpression(e))
      return ts.isConstTypeReference(e.type) ? domainOf(e.expression) : typed(e.type);
    if (ts.isConditionalExpression(e)) return domainOf(e.whenTrue) ?? domainOf(e.whenFalse);
    if (ts.isPropertyAccessExpression(e)) return on("field", domainOf(e.expression), JSON.stringify(e.name.text));
    if (ts.isElementAccessExpression(e))
      return ts.isNumericLiteral(e.argumentExpression) || ts.isStringLiteral(e.argumentExpression)
        ? on("access", domainOf(e.expression), `$D.value(${e.argumentExpression.getText()})`)
        : on("element", domainOf(e.expression));
    if (ts.isIdentifier(e)) return ofDeclaration(names.declarationOf(e));
    return ts.isCallExpression(e) ? ofCall(e) : null;
  }

  function ofCall(call: ts.CallExpression): Code {
    const name = names.racespecName(call.expression);
    const [first] = call.arguments;
    if (name === "pick" || name === "first")
      return typed(
        call.typeArguments?.[0] ?? (first === undefined ? undefined : names.functionOf(first)?.parameters[0]?.type),
      );
    if (ts.isIdentifier(call.expression) && call.expression.text === "structuredClone")
      return first === undefined ? null : domainOf(first);
    const declared = names.functionOf(call.expression)?.type;
    if (declared !== undefined) return typed(declared);
    if (!ts.isPropertyAccessExpression(call.expression)) return null;
    const method = call.expression.name.text;
    const of = domainOf(call.expression.expression);
    if (["get", "at", "pop", "shift", "find", "findLast"].includes(method)) return on("element", of);
    if (method === "keys") return on("seq", on("key", of));
    if (method === "values") return on("seq", on("element", of));
    if (method === "entries") return on("seq", on("member", of));
    return sameDomain.has(method) ? of : null;
  }

  function ofDeclaration(declaration: ts.Declaration | null): Code {
    if (declaration === null) return null;
    if (ts.isParameter(declaration))
      return declaration.type === undefined ? ofParameter(declaration) : typed(declaration.type);
    if (ts.isBindingElement(declaration)) {
      const of = ofDeclaration(declaration.parent.parent);
      const name = declaration.propertyName ?? declaration.name;
      if (ts.isArrayBindingPattern(declaration.parent))
        return on("access", of, `$D.value(${declaration.parent.elements.indexOf(declaration)})`);
      return ts.isIdentifier(name) ? on("field", of, JSON.stringify(name.text)) : null;
    }
    if (!ts.isVariableDeclaration(declaration)) return null;
    if (declaration.type !== undefined) return typed(declaration.type);
    const loop = declaration.parent.parent;
    if (!ts.isForOfStatement(loop))
      return declaration.initializer === undefined ? null : domainOf(declaration.initializer);
    if (ts.isCallExpression(loop.expression) && names.racespecName(loop.expression.expression) === "each")
      return typed(loop.expression.typeArguments?.[0]);
    return on("member", domainOf(loop.expression));
  }

  /** A parameter without a type: the `s` and `next` of a builder's function, or an item of what a method walks. */
  function ofParameter(parameter: ts.ParameterDeclaration): Code {
    const f = parameter.parent;
    const call = f.parent;
    if (!ts.isCallExpression(call)) return null;
    const builder = names.builderOf(call.expression);
    if (builder !== null) return state(builder.spec);
    if (!ts.isPropertyAccessExpression(call.expression)) return null;
    const of = domainOf(call.expression.expression);
    const at = f.parameters.indexOf(parameter);
    if (call.expression.name.text === "forEach") return on(at === 0 ? "element" : "key", of);
    return at === 0 ? on("member", of) : null;
  }

  return { expected, state, members: (e) => on("key", domainOf(e)) };
}

/** Methods whose result is like what they are called of. */
const sameDomain: ReadonlySet<string> = new Set(
  `filter slice concat splice toSpliced sort toSorted reverse toReversed fill with union intersection difference
   symmetricDifference`.split(/\s+/),
);

function keyText(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name)
    ? `String(${name.expression.getText()})`
    : JSON.stringify(
        ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : name.getText(),
      );
}

function isScalar(e: ts.Expression): boolean {
  return (
    ts.isStringLiteralLike(e) ||
    ts.isNumericLiteral(e) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(e.kind)
  );
}
