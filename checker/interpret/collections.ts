/**
 * Collections whose members are compared by content: sets, maps and bags made anew, and the methods of maps and bags.
 * In: `Expr` of kinds set, map, bag, mapMethod and bagMethod. Out: `Code`; what stands under a key of a map is what it was.
 * Not here: methods of sets (`set-methods.ts`), of sequences (`methods.ts`).
 *
 * A member that enters or leaves is a copy, and a structured one counts as such (`weigh`).
 */
import type { BagDomain, Domain, MapDomain, SetDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import {
  bagOf,
  type Cell,
  type CellRecord,
  contentText,
  type Entry,
  elementsOf,
  isPlain,
  Keyed,
  setOf,
  sizeOf,
} from "./cell.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { asMember } from "./domain-order.ts";
import { weigh } from "./literals.ts";
import { failRange, spend, weight } from "./machine.ts";
import { pathText } from "./path-text.ts";
import { memberOfKind, object } from "./places.ts";
import { outsideText } from "./range.ts";

/** What may enter a collection, which `of` names in failures. */
export interface Gate {
  /** What the cell is inside; a failure where it can be no member. */
  check(c: Cell): Cell;
  /** The same for who only asks: null where it can be no member. */
  find(c: Cell): { readonly member: Cell } | null;
  /** Before one more enters, the collection having so many: a failure where that is one too many. Counts the copy. */
  enter(member: Cell, size: number): void;
}

export function gate(
  { machine, locals }: Scope,
  of: Expr,
  members: Domain,
  bound: { readonly max: number | null; readonly what: "members" | "keys" },
  at: Span,
): Gate {
  const find = asMember(members);
  return {
    find,
    check: (c) => (find(c) ?? failRange(pathText(locals, of), outsideText(members, c), at)).member,
    enter(member, size) {
      if (bound.max !== null && size >= bound.max)
        failRange(pathText(locals, of), `${size + 1} ${bound.what} are more than its ${bound.max}`, at);
      weigh(machine, member, at);
    },
  };
}

const gateOfBag = (scope: Scope, of: Expr, d: BagDomain, at: Span): Gate =>
  gate(scope, of, d.of, { max: d.max, what: "members" }, at);
const gateOfMap = (scope: Scope, of: Expr, d: MapDomain, at: Span): Gate =>
  gate(scope, of, d.key, { max: d.max, what: "keys" }, at);
export const gateOfSet = (scope: Scope, of: Expr, d: SetDomain, at: Span): Gate =>
  gate(scope, of, d.of, { max: d.max, what: "members" }, at);

export function domainOf<K extends "set" | "map" | "bag">(e: Expr, kind: K) {
  const found = memberOfKind(e.type, kind);
  if (found === null) throw new Error(`a ${kind} of the type ${e.type.kind}`);
  return found;
}

/** What a new collection is made of: nothing where that is `undefined`, as in JavaScript. */
function source(scope: Scope, from: Expr | null): (f: Frame) => Cell[] | Set<Cell> | Keyed {
  if (from === null) return () => [];
  const code = scope.knot.expr(scope, from);
  return (f) => (code(f) as Cell[] | Set<Cell> | Keyed | null | undefined) ?? [];
}

export function set(scope: Scope, e: Expr & { kind: "set" }): Code {
  const { machine } = scope;
  const from = source(scope, e.from);
  const d = domainOf(e, "set");
  const g = isPlain(d) ? null : gateOfSet(scope, e, d, e.at);
  return (f) => {
    const parts = elementsOf(from(f));
    spend(machine, weight(parts.length), e.at);
    if (g === null) return new Set(parts);
    const made = new Keyed("set");
    for (const x of parts) {
      const key = g.check(x);
      const text = contentText(key);
      if (made.entries.has(text)) continue;
      g.enter(key, made.entries.size);
      made.entries.set(text, { key, value: true });
    }
    return made;
  };
}

export function bag(scope: Scope, e: Expr & { kind: "bag" }): Code {
  const { machine } = scope;
  const from = source(scope, e.from);
  const g = gateOfBag(scope, e, domainOf(e, "bag"), e.at);
  return (f) => {
    const parts = elementsOf(from(f));
    spend(machine, weight(parts.length), e.at);
    const made: Cell[] = [];
    for (const x of parts) {
      const member = g.check(x);
      g.enter(member, made.length);
      made.push(member);
    }
    return bagOf(made);
  };
}

export function map(scope: Scope, e: Expr & { kind: "map" }): Code {
  const { machine } = scope;
  const from = source(scope, e.from);
  const g = gateOfMap(scope, e, domainOf(e, "map"), e.at);
  return (f) => {
    const of = from(f);
    const entries = of instanceof Keyed ? [...of.entries.values()] : elementsOf(of).map((x) => pairOf(x as CellRecord));
    spend(machine, weight(entries.length), e.at);
    const made = new Keyed("map");
    for (const { key: k, value } of entries) {
      const key = g.check(k);
      const text = contentText(key);
      if (!made.entries.has(text)) g.enter(key, made.entries.size);
      made.entries.set(text, { key, value });
    }
    return made;
  };
}

const pairOf = (tuple: CellRecord): Entry => ({ key: tuple[0], value: tuple[1] });

export function mapMethod(scope: Scope, e: Expr & { kind: "mapMethod" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Keyed;
  const [key = () => undefined, value = () => undefined] = e.args.map((a) => scope.knot.expr(scope, a));
  const { machine } = scope;
  const { log } = machine;
  const d = domainOf(e.of, "map");
  const g = gateOfMap(scope, e.of, d, e.at);
  /** The text of a key that the map may have. */
  const textOf = (c: Cell): string | null => {
    const found = g.find(c);
    return found === null ? null : contentText(found.member);
  };
  switch (e.op) {
    case "get":
      return (f) => {
        const { entries } = of(f);
        return entries.get(textOf(key(f)) ?? "")?.value;
      };
    case "has":
      return (f) => {
        const { entries } = of(f);
        return entries.has(textOf(key(f)) ?? "");
      };
    case "set":
      return (f) => {
        const here = of(f);
        const k = key(f);
        const v = value(f);
        spend(machine, 1, e.at);
        const member = g.check(k);
        const text = contentText(member);
        if (!here.entries.has(text)) g.enter(member, here.entries.size);
        log.setEntry(here, text, { key: member, value: v });
        return here;
      };
    case "delete":
      return (f) => {
        const here = of(f);
        const text = textOf(key(f)) ?? "";
        const isThere = here.entries.has(text);
        if (isThere) log.setEntry(here, text, undefined);
        return isThere;
      };
    case "clear":
      return (f) => {
        const here = of(f);
        for (const text of [...here.entries.keys()]) log.setEntry(here, text, undefined);
        return undefined;
      };
    case "keys": {
      const made = domainOf(e, "set");
      return (f) => {
        const keys = elementsOf(of(f));
        spend(machine, weight(keys.length), e.at);
        for (const k of keys) weigh(machine, k, e.at);
        return setOf(made, keys);
      };
    }
  }
}

export function bagMethod(scope: Scope, e: Expr & { kind: "bagMethod" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Keyed;
  const [arg = () => undefined] = e.args.map((a) => scope.knot.expr(scope, a));
  const { machine } = scope;
  const { log } = machine;
  const g = gateOfBag(scope, e.of, domainOf(e.of, "bag"), e.at);
  const countOf = ({ entries }: Keyed, text: string): number => (entries.get(text)?.value as number | undefined) ?? 0;
  const textOf = (c: Cell): string => {
    const found = g.find(c);
    return found === null ? "" : contentText(found.member);
  };
  switch (e.op) {
    case "add":
      return (f) => {
        const here = of(f);
        const x = arg(f);
        spend(machine, 1, e.at);
        const key = g.check(x);
        g.enter(key, sizeOf(here));
        const text = contentText(key);
        log.setEntry(here, text, { key, value: countOf(here, text) + 1 });
        return here;
      };
    case "delete":
      return (f) => {
        const here = of(f);
        const text = textOf(arg(f));
        const entry = here.entries.get(text);
        if (entry === undefined) return false;
        const left = countOf(here, text) - 1;
        log.setEntry(here, text, left === 0 ? undefined : { key: entry.key, value: left });
        return true;
      };
    case "has":
      return (f) => {
        const here = of(f);
        return countOf(here, textOf(arg(f))) > 0;
      };
    case "count":
      return (f) => {
        const here = of(f);
        return countOf(here, textOf(arg(f)));
      };
    case "clear":
      return (f) => {
        const here = of(f);
        for (const text of [...here.entries.keys()]) log.setEntry(here, text, undefined);
        return undefined;
      };
  }
}
