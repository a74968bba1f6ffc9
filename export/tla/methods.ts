/**
 * Methods of sequences, sets, maps and bags, and assignments as expressions.
 * In: `Expr` of those kinds. Out: `method`, `changed`.
 * Not here: other expressions (`expressions.ts`).
 */
import { type Domain, isScalar } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { binary } from "./numbers.ts";
import { assign, domainOf, named, type Place, read, type Scope } from "./scope.ts";

type Method = Expr & { readonly kind: "seqMethod" | "setMethod" | "mapMethod" | "bagMethod" };

const memberOf = (d: Domain): Domain | null =>
  d.kind === "set" || d.kind === "bag" || d.kind === "seq" ? d.of : d.kind === "map" ? d.key : null;

export function method(s: Scope, e: Method): string {
  const own = domainOf(e.of);
  const place = CHANGES.has(`${e.kind} ${e.op}`) ? s.shared.knot.placeOf(s, e.of) : null;
  if (CHANGES.has(`${e.kind} ${e.op}`) && place === null) return doesNotFit("a change of what is nowhere kept", e.at);
  const of = place === null ? s.shared.knot.valueOf(s, e.of) : read(s, place);
  const args = e.args.map((a, i) =>
    s.shared.knot.valueAs(
      s,
      a,
      e.kind === "mapMethod" && i === 1 && own.kind === "map"
        ? own.value
        : e.kind === "seqMethod" && e.op !== "push" && e.op !== "unshift"
          ? null
          : memberOf(own),
    ),
  );
  const to = (value: string): void => assign(s, place as Place, value);
  switch (e.kind) {
    case "setMethod":
      return setMethod(s, e, of, args, to);
    case "seqMethod":
      return seqMethod(s, e, of, args, to);
    case "mapMethod":
      return mapMethod(s, e, of, args, to);
    case "bagMethod":
      return bagMethod(s, e, of, args, to);
  }
}

const CHANGES: ReadonlySet<string> = new Set(
  "add delete clear"
    .split(" ")
    .flatMap((op) => [`setMethod ${op}`, `bagMethod ${op}`])
    .concat(
      "set delete clear".split(" ").map((op) => `mapMethod ${op}`),
      "push pop shift unshift reverse sort splice fill".split(" ").map((op) => `seqMethod ${op}`),
    ),
);

function setMethod(
  s: Scope,
  e: Expr & { kind: "setMethod" },
  of: string,
  args: readonly string[],
  to: (value: string) => void,
): string {
  const [a = "{}"] = args;
  switch (e.op) {
    case "add":
      to(`${of} \\cup {${a}}`);
      return "TRUE";
    case "delete": {
      const had = `(${a} \\in ${of})`;
      to(`${of} \\ {${a}}`);
      return had;
    }
    case "clear":
      to("{}");
      return "TRUE";
    case "has":
      return `(${a} \\in ${of})`;
    case "union":
      return `(${of} \\cup ${a})`;
    case "intersection":
      return `(${of} \\cap ${a})`;
    case "difference":
      return `(${of} \\ ${a})`;
    case "symmetricDifference":
      return `((${of} \\ ${a}) \\cup (${a} \\ ${of}))`;
    case "isSubsetOf":
      return `(${of} \\subseteq ${a})`;
    case "isSupersetOf":
      return `(${a} \\subseteq ${of})`;
    case "isDisjointFrom":
      return `((${of} \\cap ${a}) = {})`;
    case "some":
    case "every":
    case "filter": {
      if (e.lambda === null) return doesNotFit(`.${e.op} without its function`, e.at);
      const x = s.names.fresh("x");
      const condition = s.shared.knot.lambda(s, e.lambda, [x]);
      if (e.op === "filter") return `{${x} \\in ${of} : ${condition}}`;
      return `(${e.op === "some" ? "\\E" : "\\A"} ${x} \\in ${of} : ${condition})`;
    }
  }
}

const POSITION = "positions of a sequence beside its elements";

function seqMethod(
  s: Scope,
  e: Expr & { kind: "seqMethod" },
  of: string,
  args: readonly string[],
  to: (value: string) => void,
): string {
  const [a = "0", b] = args;
  const { lambda: f } = e;
  const x = (): string => s.names.fresh("i");
  const len = `Len(${of})`;
  const apply = (i: string): string => {
    if (f === null) return doesNotFit(`.${e.op} without its function`, e.at);
    return s.shared.knot.lambda(s, f, [`${of}[${i}]`, `(${i} - 1)`].slice(0, Math.min(2, f.params.length)));
  };
  switch (e.op) {
    case "push":
      to(args.reduce((q, v) => `Append(${q}, ${v})`, of));
      return `(${len} + ${args.length})`;
    case "unshift":
      to(`<<${args.join(", ")}>> \\o ${of}`);
      return `(${len} + ${args.length})`;
    case "pop":
    case "shift": {
      const gone = named(
        s,
        e.op === "pop" ? "last" : "first",
        `IF ${of} = <<>> THEN undefined ELSE ${e.op === "pop" ? `${of}[${len}]` : `Head(${of})`}`,
      );
      to(`IF ${of} = <<>> THEN <<>> ELSE ${e.op === "pop" ? `SubSeq(${of}, 1, ${len} - 1)` : `Tail(${of})`}`);
      return gone;
    }
    case "at": {
      const i = e.args[0];
      if (i?.kind !== "literal" || typeof i.value !== "number")
        return doesNotFit(".at of a position that is no constant", e.at);
      const at = i.value < 0 ? `${len} - ${-i.value - 1}` : String(i.value + 1);
      return `(IF ${i.value < 0 ? -i.value : i.value + 1} <= ${len} THEN ${of}[${at}] ELSE undefined)`;
    }
    case "concat":
      return `(${[of, ...args].join(" \\o ")})`;
    case "slice": {
      if (e.args.some((arg) => arg.kind !== "literal" || typeof arg.value !== "number" || arg.value < 0))
        return doesNotFit(".slice by what are no natural constants", e.at);
      return `SubSeq(${of}, ${Number(a) + 1}, ${b === undefined ? len : `IF ${b} < ${len} THEN ${b} ELSE ${len}`})`;
    }
    case "includes": {
      const i = x();
      return `(\\E ${i} \\in 1..${len} : ${of}[${i}] = ${a})`;
    }
    case "indexOf":
    case "findIndex":
    case "find": {
      const [i, j] = [x(), x()];
      const is = (k: string): string => (e.op === "indexOf" ? `${of}[${k}] = ${a}` : apply(k));
      const any = `\\E ${i} \\in 1..${len} : ${is(i)}`;
      const k = x();
      const first = `CHOOSE ${k} \\in 1..${len} : ${is(k)} /\\ \\A ${j} \\in 1..(${k} - 1) : ~(${is(j)})`;
      return e.op === "find"
        ? `(IF ${any} THEN ${of}[${first}] ELSE undefined)`
        : `(IF ${any} THEN (${first}) - 1 ELSE -1)`;
    }
    case "some":
    case "every": {
      const i = x();
      return `(${e.op === "some" ? "\\E" : "\\A"} ${i} \\in 1..${len} : ${apply(i)})`;
    }
    case "map": {
      const i = x();
      return `[${i} \\in 1..${len} |-> ${apply(i)}]`;
    }
    case "filter": {
      if (f === null || f.params.length > 1) return doesNotFit(POSITION, e.at);
      const y = s.names.fresh("x");
      return `SelectSeq(${of}, LAMBDA ${y} : ${s.shared.knot.lambda(s, f, [y])})`;
    }
    case "reverse":
    case "toReversed": {
      const i = x();
      const value = `[${i} \\in 1..${len} |-> ${of}[${len} + 1 - ${i}]]`;
      if (e.op === "reverse") to(value);
      return value;
    }
    default:
      return doesNotFit(`.${e.op} of a sequence`, e.at);
  }
}

function mapMethod(
  s: Scope,
  e: Expr & { kind: "mapMethod" },
  of: string,
  args: readonly string[],
  to: (value: string) => void,
): string {
  const [key = "null", value = "null"] = args;
  switch (e.op) {
    case "get":
      return `(IF ${key} \\in DOMAIN ${of} THEN ${of}[${key}] ELSE undefined)`;
    case "has":
      return `(${key} \\in DOMAIN ${of})`;
    case "set":
      to(`(${key} :> ${value}) @@ ${of}`);
      return "TRUE";
    case "delete": {
      const x = s.names.fresh("k");
      to(`[${x} \\in DOMAIN ${of} \\ {${key}} |-> ${of}[${x}]]`);
      return `(${key} \\in DOMAIN ${of})`;
    }
    case "clear":
      to("<<>>");
      return "TRUE";
    case "keys":
      return `DOMAIN ${of}`;
  }
}

function bagMethod(
  _s: Scope,
  e: Expr & { kind: "bagMethod" },
  of: string,
  args: readonly string[],
  to: (value: string) => void,
): string {
  const [x = "null"] = args;
  switch (e.op) {
    case "add":
      to(`${of} (+) SetToBag({${x}})`);
      return "TRUE";
    case "delete":
      to(`${of} (-) SetToBag({${x}})`);
      return `BagIn(${x}, ${of})`;
    case "has":
      return `BagIn(${x}, ${of})`;
    case "count":
      return `CopiesIn(${x}, ${of})`;
    case "clear":
      to("EmptyBag");
      return "TRUE";
  }
}

/** An assignment: the value that it gives. */
export function changed(s: Scope, e: Expr & { kind: "assign" | "update" }): string {
  const target = e.target.kind === "local" && !isPlace(s, e.target) ? null : s.shared.knot.placeOf(s, e.target);
  if (target === null) return doesNotFit("an assignment to a local within an expression", e.at);
  const wanted = domainOf(e.target);
  if (e.kind === "update") {
    const old = read(s, target);
    const value = `${old} ${e.op === "++" ? "+" : "-"} 1`;
    assign(s, target, value);
    return e.prefix ? `(${value})` : old;
  }
  if (e.op === "=") {
    const value = s.shared.knot.valueAs(s, e.value, wanted);
    const name = isScalar(wanted) || /^[\w.]+$/.test(value) ? value : value;
    assign(s, target, name);
    return name;
  }
  if (e.op === "&&" || e.op === "||" || e.op === "??") return doesNotFit(`the assignment ${e.op}=`, e.at);
  const value = binary(s, { kind: "binary", op: e.op, left: e.target, right: e.value, at: e.at, type: e.type });
  assign(s, target, value);
  return value;
}

const isPlace = (s: Scope, e: Expr): boolean => s.shared.knot.placeOf(s, e) !== null;
