// In: a type node. Out: JavaScript that builds its domain when the spec runs, with the model's constants: `$D.index($D.typeOf(N))`.
// An alias or interface becomes a function of its parameters' domains (`$T_Name`), a reference a call of it.
// Not here: what the calls build (domain.ts); which type an expression without one is expected to have (context-code.ts).
import { ts } from "ts-morph";
import { fault } from "./fault.ts";
import type { Names } from "./names.ts";

export interface TypeCode {
  domain(type: ts.TypeNode): string;
  /** The functions for all aliases and interfaces of a module, to be appended to it. */
  declarations(file: ts.SourceFile): string;
}

const wrappers: Readonly<Record<string, string>> = {
  Record: "table",
  Set: "set",
  ReadonlySet: "set",
  Map: "map",
  ReadonlyMap: "map",
  Array: "seq",
  ReadonlyArray: "seq",
  Partial: "partial",
  Required: "required",
  Pick: "keep",
  Omit: "omit",
  Exclude: "exclude",
  Extract: "extract",
};
const racespecTypes: Readonly<Record<string, string>> = {
  Int: "range",
  Index: "index",
  Id: "id",
  Seq: "seq",
  ValueSet: "valueSet",
  ValueMap: "valueMap",
  Bag: "bag",
};

export function createTypeCode(names: Names): TypeCode {
  function domain(type: ts.TypeNode): string {
    if (ts.isParenthesizedTypeNode(type) || ts.isOptionalTypeNode(type)) return domain(type.type);
    if (ts.isLiteralTypeNode(type)) return `$D.value(${type.literal.getText()})`;
    if (ts.isUnionTypeNode(type)) return call("union", type.types);
    if (ts.isIntersectionTypeNode(type)) return call("both", type.types);
    if (ts.isArrayTypeNode(type)) return call("seq", [type.elementType]);
    if (ts.isTupleTypeNode(type))
      return call(
        "tuple",
        type.elements.map((element) => (ts.isNamedTupleMember(element) ? element.type : element)),
      );
    if (ts.isTypeLiteralNode(type)) return ofMembers(type.members);
    if (ts.isIndexedAccessTypeNode(type)) return call("access", [type.objectType, type.indexType]);
    if (ts.isTypeQueryNode(type)) return `$D.typeOf(${entity(type.exprName)})`;
    if (ts.isTypeReferenceNode(type)) return ofReference(type.typeName, type.typeArguments ?? []);
    if (ts.isExpressionWithTypeArguments(type)) return ofReference(type.expression, type.typeArguments ?? []);
    if (ts.isTypePredicateNode(type)) return "$D.boolean";
    if (ts.isTypeOperatorNode(type))
      return type.operator === ts.SyntaxKind.KeyOfKeyword ? call("keys", [type.type]) : domain(type.type);
    if (ts.isMappedTypeNode(type) && type.typeParameter.constraint !== undefined && type.type !== undefined) {
      const optional = type.questionToken !== undefined && type.questionToken.kind !== ts.SyntaxKind.MinusToken;
      return `$D.mapped(${domain(type.typeParameter.constraint)}, ($P_${type.typeParameter.name.text}) => ${domain(type.type)}, ${optional})`;
    }
    switch (type.kind) {
      case ts.SyntaxKind.BooleanKeyword:
        return "$D.boolean";
      case ts.SyntaxKind.UndefinedKeyword:
      case ts.SyntaxKind.VoidKeyword:
        return "$D.value(undefined)";
      case ts.SyntaxKind.NeverKeyword:
        return "$D.union()";
      default:
        return opaque(type);
    }
  }

  const call = (step: string, types: readonly ts.TypeNode[]): string => `$D.${step}(${types.map(domain).join(", ")})`;
  const opaque = (node: ts.Node): string => `$D.opaque(${JSON.stringify(node.getText())})`;

  function ofReference(name: ts.EntityName | ts.Expression, args: readonly ts.TypeNode[]): string {
    const own = names.racespecName(name);
    if (own !== null) return own in racespecTypes ? call(racespecTypes[own] ?? "", args) : opaque(name);
    const declaration = names.declarationOf(
      ts.isQualifiedName(name) ? name.right : ts.isPropertyAccessExpression(name) ? name.name : name,
    );
    if (declaration === null) {
      const text = name.getText();
      if ((text === "Readonly" || text === "NonNullable") && args[0] !== undefined)
        return text === "Readonly"
          ? domain(args[0])
          : `$D.exclude(${domain(args[0])}, $D.union($D.value(null), $D.value(undefined)))`;
      return text in wrappers ? call(wrappers[text] ?? "", args) : opaque(name);
    }
    if (ts.isTypeParameterDeclaration(declaration)) {
      const owner = declaration.parent;
      return ts.isTypeAliasDeclaration(owner) || ts.isInterfaceDeclaration(owner) || ts.isMappedTypeNode(owner)
        ? `$P_${declaration.name.text}`
        : opaque(name);
    }
    if (!ts.isTypeAliasDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) return opaque(name);
    return `${inModule(name, declaration)}$T_${declaration.name.text}(${args.map(domain).join(", ")})`;
  }

  /** `typeof NAME` may be of a module that is imported for its types only, so that TypeScript would not import it at all. */
  function entity(name: ts.EntityName): string {
    if (ts.isQualifiedName(name)) return `${entity(name.left)}.${name.right.text}`;
    const declaration = names.declarationOf(name);
    if (
      declaration === null ||
      !ts.isVariableDeclaration(declaration) ||
      declaration.getSourceFile() === name.getSourceFile()
    )
      return name.text;
    return `${inModule(name, declaration)}${declaration.name.getText()}`;
  }

  const inModule = (from: ts.Node, to: ts.Node): string =>
    from.getSourceFile() === to.getSourceFile() ? "" : `$require(${JSON.stringify(to.getSourceFile().fileName)}).`;

  function ofMembers(members: readonly ts.TypeElement[]): string {
    const index = members.find(ts.isIndexSignatureDeclaration);
    const keyType = index?.parameters[0]?.type;
    if (index !== undefined && keyType !== undefined) return call("table", [keyType, index.type]);
    const fields = members.filter(ts.isPropertySignature).map((member) => {
      const name =
        ts.isStringLiteralLike(member.name) || ts.isNumericLiteral(member.name) || ts.isIdentifier(member.name)
          ? member.name.text
          : fault(`a field named ${member.name.getText()}`);
      const of = member.type === undefined ? opaque(member) : domain(member.type);
      return `[${JSON.stringify(name)}, ${of}${member.questionToken === undefined ? "" : ", true"}]`;
    });
    return `$D.record(${fields.join(", ")})`;
  }

  function declarations(file: ts.SourceFile): string {
    const functions = new Map<string, { readonly params: string; readonly parts: string[] }>();
    const declare = (node: ts.TypeAliasDeclaration | ts.InterfaceDeclaration, parts: readonly string[]): void => {
      const params = (node.typeParameters ?? [])
        .map((p) => `$P_${p.name.text}${p.default === undefined ? "" : ` = ${domain(p.default)}`}`)
        .join(", ");
      const known = functions.get(node.name.text) ?? { params, parts: [] };
      known.parts.push(...parts);
      functions.set(node.name.text, known);
    };
    ts.forEachChild(file, function visit(node): void {
      if (ts.isTypeAliasDeclaration(node)) declare(node, [domain(node.type)]);
      else if (ts.isInterfaceDeclaration(node))
        declare(node, [
          ...(node.heritageClauses ?? []).flatMap((clause) => clause.types.map(domain)),
          ofMembers(node.members),
        ]);
      else ts.forEachChild(node, visit);
    });
    return [...functions]
      .map(
        ([name, { params, parts }]) =>
          `export function $T_${name}(${params}) { return ${parts.length === 1 ? parts[0] : `$D.both(${parts.join(", ")})`}; }`,
      )
      .join("\n");
  }

  return { domain, declarations };
}
