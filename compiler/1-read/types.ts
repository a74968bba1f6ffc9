/**
 * Types as written: domains are read from type nodes, since resolved types have lost the bounds.
 * In: ts-morph's type nodes. Out: `SyntaxType`; legal TypeScript that can be no domain is "other", for binding to refuse with its path.
 * Not here: which values a type stands for (`compiler/2-bind/`).
 */
import { ts } from "ts-morph";
import type { SyntaxType, SyntaxTypeMember } from "../../ir/syntax.ts";
import { docOf } from "./docs.ts";
import { checkProto } from "./literals.ts";
import { entityOf, refOf, symbolOf } from "./names.ts";
import type { Reading } from "./reading.ts";

type Keyword = Extract<SyntaxType, { readonly kind: "keyword" }>["name"];

const K = ts.SyntaxKind;

const keywords: ReadonlyMap<ts.SyntaxKind, Keyword> = new Map<ts.SyntaxKind, Keyword>([
  [K.BooleanKeyword, "boolean"],
  [K.NumberKeyword, "number"],
  [K.StringKeyword, "string"],
  [K.UndefinedKeyword, "undefined"],
  [K.AnyKeyword, "any"],
  [K.UnknownKeyword, "unknown"],
  [K.NeverKeyword, "never"],
  [K.VoidKeyword, "void"],
  [K.SymbolKeyword, "symbol"],
  [K.BigIntKeyword, "bigint"],
  [K.ObjectKeyword, "object"],
]);

export function typeOf(r: Reading, node: ts.TypeNode): SyntaxType {
  const at = r.span(node);
  const keyword = keywords.get(node.kind);
  if (keyword !== undefined) return { kind: "keyword", name: keyword, at };
  if (ts.isParenthesizedTypeNode(node)) return r.type(node.type);
  if (ts.isLiteralTypeNode(node)) return literalOf(r, node);
  if (ts.isUnionTypeNode(node)) return { kind: "union", of: node.types.map(r.type), at };
  if (ts.isIntersectionTypeNode(node)) return { kind: "intersection", of: node.types.map(r.type), at };
  if (ts.isTypeLiteralNode(node)) return { kind: "object", members: membersOf(r, node.members), at };
  if (ts.isArrayTypeNode(node)) return { kind: "array", of: r.type(node.elementType), at };
  if (ts.isTupleTypeNode(node)) return tupleOf(r, node);
  if (ts.isTypeReferenceNode(node)) return referenceOf(r, node, node.typeName, node.typeArguments);
  if (ts.isExpressionWithTypeArguments(node)) return referenceOf(r, node, node.expression, node.typeArguments);
  if (ts.isTypeQueryNode(node) && node.typeArguments === undefined)
    return { kind: "typeof", of: entityOf(r, node.exprName), at };
  if (ts.isTypeOperatorNode(node)) {
    if (node.operator === K.ReadonlyKeyword) return { ...r.type(node.type), at };
    if (node.operator === K.KeyOfKeyword) return { kind: "keyof", of: r.type(node.type), at };
  }
  if (ts.isIndexedAccessTypeNode(node)) {
    return { kind: "indexed", of: r.type(node.objectType), key: r.type(node.indexType), at };
  }
  if (ts.isTypePredicateNode(node)) return predicateOf(r, node);
  return other(r, node);
}

const other = (r: Reading, node: ts.Node): SyntaxType => ({ kind: "other", text: node.getText(), at: r.span(node) });

function literalOf(r: Reading, node: ts.LiteralTypeNode): SyntaxType {
  const at = r.span(node);
  const { literal } = node;
  if (literal.kind === K.NullKeyword) return { kind: "keyword", name: "null", at };
  if (literal.kind === K.TrueKeyword) return { kind: "literal", value: true, at };
  if (literal.kind === K.FalseKeyword) return { kind: "literal", value: false, at };
  if (ts.isStringLiteralLike(literal)) return { kind: "literal", value: literal.text, at };
  if (ts.isNumericLiteral(literal)) return { kind: "literal", value: Number(literal.text), at };
  if (ts.isPrefixUnaryExpression(literal) && ts.isNumericLiteral(literal.operand)) {
    return { kind: "literal", value: -Number(literal.operand.text), at };
  }
  return other(r, node);
}

/** Elements that may be absent or several make no tuple of fixed length. */
function tupleOf(r: Reading, node: ts.TupleTypeNode): SyntaxType {
  const elements = node.elements.map((element) => {
    if (!ts.isNamedTupleMember(element)) return element;
    return (element.questionToken ?? element.dotDotDotToken) ? null : element.type;
  });
  const fixed = elements.filter((e) => e !== null && !ts.isOptionalTypeNode(e) && !ts.isRestTypeNode(e));
  if (fixed.length < elements.length) return other(r, node);
  return { kind: "tuple", of: fixed.flatMap((e) => (e === null ? [] : [r.type(e)])), at: r.span(node) };
}

function referenceOf(
  r: Reading,
  node: ts.TypeNode,
  entity: ts.Expression | ts.EntityName,
  args: readonly ts.TypeNode[] | undefined,
): SyntaxType {
  const name = ts.isIdentifier(entity)
    ? entity
    : ts.isQualifiedName(entity)
      ? entity.right
      : ts.isPropertyAccessExpression(entity)
        ? entity.name
        : null;
  const ref = name === null ? null : refOf(r, name, "type");
  if (name === null) return other(r, node);
  if (ref === null) return { kind: "error", at: r.span(node) };
  const declared = symbolOf(r, name)?.name ?? name.text;
  return { kind: "ref", name: declared, ref, args: (args ?? []).map(r.type), at: r.span(node) };
}

/** `x is A` and `asserts x`; `asserts x is A` is neither. */
function predicateOf(r: Reading, node: ts.TypePredicateNode): SyntaxType {
  const { assertsModifier, parameterName, type } = node;
  const isBoth = assertsModifier !== undefined && type !== undefined;
  if (isBoth || !ts.isIdentifier(parameterName)) return other(r, node);
  return {
    kind: "predicate",
    param: parameterName.text,
    is: type === undefined ? null : r.type(type),
    at: r.span(node),
  };
}

export const membersOf = (r: Reading, members: readonly ts.TypeElement[]): readonly SyntaxTypeMember[] =>
  members.map((member) => {
    const at = r.span(member);
    const doc = docOf(member)?.text ?? null;
    const { name } = member;
    const isFixed =
      name !== undefined &&
      !ts.isComputedPropertyName(name) &&
      !ts.isPrivateIdentifier(name) &&
      !ts.isBigIntLiteral(name);
    if (!ts.isPropertySignature(member) || !isFixed) {
      const text = isFixed ? name.text : name === undefined ? "[key]" : name.getText();
      return { name: text, optional: false, type: other(r, member), doc, at };
    }
    checkProto(r, name, name.text);
    const type: SyntaxType = member.type === undefined ? { kind: "keyword", name: "any", at } : r.type(member.type);
    return { name: name.text, optional: member.questionToken !== undefined, type, doc, at };
  });
