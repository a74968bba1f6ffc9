/**
 * Positions of cells in the order of their domains.
 * In: domains, atoms, families. Out: `createOrdinals`, code for one cell and functions to call.
 * Not here: the way back (`enumeration.ts`). The order is that of `ordinal` in ir/value.ts.
 */
import { type Domain, isScalar, type MapDomain, printDomain, type RecordDomain, size } from "../../../ir/domain.ts";
import { ordinalCount } from "../../../ir/value.ts";
import type { Emission } from "../emission.ts";
import { br, type Code, call, get, i32, i32c, i64, i64c, label, loop, ret, select, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { ABSENT_CELL, type Atoms, addressOf, countOf, isKind, type Run, runsOf, UNDEFINED_CELL } from "./atoms.ts";
import type { Families } from "./families.ts";
import { dataOf, lengthOf } from "./lists.ts";

export interface Ordinals {
  /** (cell i64) → i64: the position in the order of a domain with ordinals, -1 where the cell is no member. One function per domain. */
  func(d: Domain): Func;
  /** The same as code; `cell` holds the cell. */
  code(d: Domain, cell: Local): Code;
}

export function createOrdinals(e: Emission, atoms: Atoms, families: Families): Ordinals {
  const funcs = new Map<string, Func>();
  const func = (d: Domain): Func => {
    const key = isScalar(d) ? keyOfRuns(runsOf(atoms, d)) : JSON.stringify(d);
    const known = funcs.get(key);
    if (known !== undefined) return known;
    const f = e.module.func("ordinal", [["cell", "i64"]], "i64");
    funcs.set(key, f);
    f.body = bodyOf(f, d);
    return f;
  };
  const code = (d: Domain, cell: Local): Code =>
    isScalar(d) ? ordinalCode(runsOf(atoms, d), cell) : call(func(d), [get(cell)]);

  const bodyOf = (f: Func, d: Domain): Code[] => {
    if (isScalar(d)) return [ordinalCode(runsOf(atoms, d), f.param(0))];
    switch (d.kind) {
      case "record":
        return ofRecord(f, d);
      case "table": {
        const rows = ordinalCount(d.key);
        const isOther = i32.ne(countOf(get(f.param(0))), i32c(rows));
        return [
          unless(isKind(get(f.param(0)), "table")),
          when(isOther, NONE),
          ...digits(
            f,
            Array.from({ length: rows }, (_, i) => ({ offset: 8 * i, domain: d.value })),
          ),
        ];
      }
      case "set":
        return d.max === null ? ofSubset(f, d.of) : none(d);
      case "map":
        return d.max === null ? ofMap(f, d) : none(d);
      case "seq":
        return ofSequence(f, d.of, d.max);
      case "union":
        return ofAny(f, d.of);
      case "bag":
      case "int":
      case "enum":
      case "id":
      case "undefined":
      case "number":
        return none(d);
    }
  };

  /** Of the fields or rows of the object that the function is given: digits, the last the lowest. */
  const digits = (f: Func, parts: readonly { readonly offset: number; readonly domain: Domain }[]): Code[] => {
    const [sum, part, digit] = [f.local("sum", "i64"), f.local("part", "i64"), f.local("digit", "i64")];
    const steps = parts.flatMap(({ offset, domain }) => [
      set(part, i64.load(addressOf(get(f.param(0))), offset)),
      when(i64.eq(get(part), i64c(ABSENT_CELL)), [set(part, i64c(UNDEFINED_CELL))]),
      set(digit, code(domain, part)),
      when(i64.lt_s(get(digit), i64c(0)), NONE),
      set(sum, i64.add(i64.mul(get(sum), i64c(ordinalCount(domain))), get(digit))),
    ]);
    return [set(sum, i64c(0)), ...steps, get(sum)];
  };

  /** Fields of its family that are not its own must be absent. */
  const ofRecord = (f: Func, d: RecordDomain): Code[] => {
    const found = f.local("found", "i64");
    const others = families.of(d).fields.filter((name) => !d.fields.some((x) => x.name === name));
    const strays = others.flatMap((name) => [
      set(found, i64.load(addressOf(get(f.param(0))), families.fieldOffset(d, name))),
      when(i32.and(i64.ne(get(found), i64c(ABSENT_CELL)), i64.ne(get(found), i64c(UNDEFINED_CELL))), NONE),
    ]);
    const parts = d.fields.map((x) => ({ offset: families.fieldOffset(d, x.name), domain: x.domain }));
    return [unless(isKind(get(f.param(0)), "record")), ...strays, ...digits(f, parts)];
  };

  /** Goes through the list that the function is given; `cells` of it are gone through at once. */
  const eachOf = (f: Func, cells: number, body: (at: (cell: number) => Code) => readonly Code[]): Code[] => {
    const [at, end] = [f.local("at", "i32"), f.local("end", "i32")];
    const next = label("next");
    const list = addressOf(get(f.param(0)));
    return [
      set(at, dataOf(list)),
      set(end, i32.add(get(at), i32.shl(lengthOf(list), i32c(3)))),
      loop(next, [
        when(i32.lt_u(get(at), get(end)), [
          ...body((cell) => i64.load(get(at), 8 * cell)),
          set(at, i32.add(get(at), i32c(8 * cells))),
          br(next),
        ]),
      ]),
    ];
  };

  const ofSubset = (f: Func, of: Domain): Code[] => {
    const [sum, member] = [f.local("sum", "i64"), f.local("member", "i64")];
    return [
      unless(isKind(get(f.param(0)), "set")),
      ...eachOf(f, 1, (at) => [
        set(member, at(0)),
        set(member, code(of, member)),
        when(i64.lt_s(get(member), i64c(0)), NONE),
        set(sum, i64.or(get(sum), i64.shl(i64c(1), get(member)))),
      ]),
      get(sum),
    ];
  };

  /** A digit for each key, 0 where it is absent; what each is worth stands in a table. */
  const ofMap = (f: Func, d: MapDomain): Code[] => {
    const [sum, key, value] = [f.local("sum", "i64"), f.local("key", "i64"), f.local("value", "i64")];
    const worths = worthsOf(e, ordinalCount(d.key), BigInt(ordinalCount(d.value)) + 1n);
    const worth = i64.load(i32.shl(i32.wrap(get(key)), i32c(3)), worths);
    return [
      unless(isKind(get(f.param(0)), "map")),
      ...eachOf(f, 2, (at) => [
        set(key, at(0)),
        set(key, code(d.key, key)),
        set(value, at(1)),
        set(value, code(d.value, value)),
        when(i32.or(i64.lt_s(get(key), i64c(0)), i64.lt_s(get(value), i64c(0))), NONE),
        set(sum, i64.add(get(sum), i64.mul(i64.add(get(value), i64c(1)), worth))),
      ]),
      get(sum),
    ];
  };

  /** After all shorter ones: of one length as numbers with that many digits. */
  const ofSequence = (f: Func, of: Domain, max: number): Code[] => {
    const [sum, many] = [f.local("sum", "i64"), f.local("many", "i64")];
    const [shorter, element] = [f.local("shorter", "i64"), f.local("element", "i64")];
    const radix = i64c(ordinalCount(of));
    return [
      unless(isKind(get(f.param(0)), "seq")),
      when(i32.gt_u(lengthOf(addressOf(get(f.param(0)))), i32c(max)), NONE),
      set(many, i64c(1)),
      ...eachOf(f, 1, (at) => [
        set(element, at(0)),
        set(element, code(of, element)),
        when(i64.lt_s(get(element), i64c(0)), NONE),
        set(sum, i64.add(i64.mul(get(sum), radix), get(element))),
        set(shorter, i64.add(get(shorter), get(many))),
        set(many, i64.mul(get(many), radix)),
      ]),
      i64.add(get(shorter), get(sum)),
    ];
  };

  const ofAny = (f: Func, members: readonly Domain[]): Code[] => {
    const found = f.local("found", "i64");
    let base = 0;
    const tries = members.flatMap((m) => {
      const first = base;
      base += ordinalCount(m);
      return [
        set(found, code(m, f.param(0))),
        when(i64.ge_s(get(found), i64c(0)), [ret(i64.add(get(found), i64c(first)))]),
      ];
    });
    return [...tries, i64c(-1)];
  };

  return { func, code };
}

const NONE: readonly Code[] = [ret(i64c(-1))];
const unless = (truth: Code): Code => when(i32.eqz(truth), NONE);

function none(d: Domain): never {
  throw new Error(`no ordinals in ${printDomain(d)}, which has ${size(d)} values`);
}

const keyOfRuns = (runs: readonly Run[]): string => runs.map((r) => `${r.first}+${r.count}@${r.base}`).join();

/** Address of a constant table: what a digit is worth at each of so many places, the last the lowest. */
export function worthsOf(e: Emission, places: number, radix: bigint): number {
  const at = e.fixed(8 * places);
  const worths = Array.from({ length: places }, (_, i) => BigInt.asUintN(64, radix ** BigInt(places - 1 - i)));
  e.module.write(at, new Uint8Array(BigUint64Array.from(worths).buffer));
  return at;
}

/** The first run that has the cell decides, so it is the outermost. */
export function ordinalCode(runs: readonly Run[], cell: Local): Code {
  return runs.toReversed().reduce<Code>((otherwise, { first, count, base }) => {
    const place = i64.sub(get(cell), i64c(first));
    return select(i64.add(place, i64c(base)), otherwise, i64.lt_u(place, i64c(count)));
  }, i64c(-1));
}
