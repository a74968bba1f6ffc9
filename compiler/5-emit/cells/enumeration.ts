/**
 * The n-th value of a finite domain, as a cell; a composite one is fresh every time.
 * In: domains. Out: `createEnumerations`: how many values there are, a function from positions to cells.
 * Not here: the way back (`ordinals.ts`). The order is that of `values` in ir/value.ts.
 */
import { type Domain, isScalar, type MapDomain, printDomain, type RecordDomain, size } from "../../../ir/domain.ts";
import { scalarSize } from "../../../ir/value.ts";
import type { Emission } from "../emission.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, select, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { ABSENT_CELL, type Atoms, objectCell, type Run, runsOf } from "./atoms.ts";
import type { Families } from "./families.ts";
import { elementOf, LENGTH, type Lists } from "./lists.ts";
import type { Machine } from "./machine.ts";

/** Nobody goes through as many; a quantifier over more may still stop early. */
const MOST_COUNTED = 1n << 62n;

export interface Enumerations {
  /** Number of values, up to 2^62. */
  count(d: Domain): bigint;
  /** (position i64, 0 … count-1) → cell i64. One function per domain. */
  nth(d: Domain): Func;
}

export function createEnumerations(
  e: Emission,
  atoms: Atoms,
  families: Families,
  machine: Machine,
  lists: Lists,
): Enumerations {
  const funcs = new Map<string, Func>();
  const count = (d: Domain): bigint => {
    const n = size(d);
    return n === null || n > MOST_COUNTED ? MOST_COUNTED : n;
  };
  const nth = (d: Domain): Func => {
    const key = JSON.stringify(d);
    const known = funcs.get(key);
    if (known !== undefined) return known;
    const f = e.module.func("nth", [["position", "i64"]], "i64");
    funcs.set(key, f);
    f.body = bodyOf(f, d);
    return f;
  };

  /** Takes the values of several domains from a position, the last fastest; `put` gets each with its place in the list. */
  const tuple = (f: Func, domains: readonly Domain[], put: (value: Code, i: number) => Code): Code[] => {
    const position = f.param(0);
    return domains
      .map((d, i) => {
        const n = count(d);
        // Past the first no more than one value: what is left belongs to it.
        const digit = n === 0n ? i64c(0) : i64.rem_u(get(position), i64c(n));
        const rest = n <= 1n ? [] : [set(position, i64.div_u(get(position), i64c(n)))];
        return [put(call(nth(d), [digit]), i), ...rest];
      })
      .toReversed()
      .flat();
  };

  const bodyOf = (f: Func, d: Domain): Code[] => {
    if (isScalar(d)) return [nthOfRuns(runsOf(atoms, d), get(f.param(0)))];
    switch (d.kind) {
      case "record":
        return nthRecord(f, d);
      case "table": {
        const made = f.local("made", "i32");
        const rows = Array.from({ length: scalarSize(d.key) }, () => d.value);
        return [
          set(made, call(machine.alloc, [i32c(Math.max(8, 8 * rows.length))])),
          ...tuple(f, rows, (value, i) => i64.store(get(made), value, 8 * i)),
          objectCell("table", get(made), rows.length),
        ];
      }
      case "set":
        return d.max === null ? nthSubset(f, d.of) : notNumbered(d);
      case "map":
        return d.max === null ? nthMap(f, d) : notNumbered(d);
      case "bag":
        return notNumbered(d);
      case "seq":
        return nthSequence(f, d.of, d.max);
      case "union":
        return nthOfAny(f, d.of);
      case "int":
      case "enum":
      case "id":
      case "undefined":
      case "number":
        throw new Error(`${d.kind} is scalar`);
    }
  };

  const nthRecord = (f: Func, d: RecordDomain): Code[] => {
    const made = f.local("made", "i32");
    const family = families.of(d);
    const absent = family.fields.flatMap((name, i) =>
      d.fields.some((x) => x.name === name) ? [] : [i64.store(get(made), i64c(ABSENT_CELL), 8 * i)],
    );
    const domains = d.fields.map((x) => x.domain);
    const offset = (i: number): number => families.fieldOffset(d, d.fields[i]?.name ?? "");
    return [
      set(made, call(machine.alloc, [i32c(family.bytes)])),
      ...absent,
      ...tuple(f, domains, (value, i) => i64.store(get(made), value, offset(i))),
      objectCell("record", get(made), family.fields.length),
    ];
  };

  /** Members whose bit is set, member 0 being the lowest. */
  const nthSubset = (f: Func, of: Domain): Code[] => {
    const position = f.param(0);
    const made = f.local("made", "i32");
    const next = label("next");
    return [
      set(made, call(lists.create, [i32.wrap(i64.popcnt(get(position)))])),
      loop(next, [
        when(i32.eqz(i64.eqz(get(position))), [
          call(lists.push, [get(made), call(nth(of), [i64.ctz(get(position))])]),
          set(position, i64.and(get(position), i64.sub(get(position), i64c(1)))),
          br(next),
        ]),
      ]),
      objectCell("set", get(made), 0),
    ];
  };

  /** A digit for each key, 0 where it is absent, the last the lowest: counted, then written from the end of the list. */
  const nthMap = (f: Func, d: MapDomain): Code[] => {
    const position = f.param(0);
    const [rest, digit] = [f.local("rest", "i64"), f.local("digit", "i64")];
    const [made, length] = [f.local("made", "i32"), f.local("length", "i32")];
    const key = f.local("key", "i64");
    const radix = i64c(count(d.value) + 1n);
    const [counting, writing] = [label("counting"), label("writing")];
    const isLeft = i32.eqz(i64.eqz(get(rest)));
    const take = [set(digit, i64.rem_u(get(rest), radix)), set(rest, i64.div_u(get(rest), radix))];
    const isThere = i32.eqz(i64.eqz(get(digit)));
    const element = (back: number): Code => elementOf(get(made), i32.sub(get(length), i32c(back)));
    return [
      set(rest, get(position)),
      loop(counting, [
        when(isLeft, [...take, when(isThere, [set(length, i32.add(get(length), i32c(2)))]), br(counting)]),
      ]),
      set(made, call(lists.create, [get(length)])),
      i32.store(get(made), get(length), LENGTH),
      set(rest, get(position)),
      set(key, i64c(count(d.key))),
      loop(writing, [
        when(isLeft, [
          ...take,
          set(key, i64.sub(get(key), i64c(1))),
          when(isThere, [
            i64.store(element(2), call(nth(d.key), [get(key)])),
            i64.store(element(1), call(nth(d.value), [i64.sub(get(digit), i64c(1))])),
            set(length, i32.sub(get(length), i32c(2))),
          ]),
          br(writing),
        ]),
      ]),
      objectCell("map", get(made), 0),
    ];
  };

  /** By length; of one length as numbers with that many digits. */
  const nthSequence = (f: Func, of: Domain, max: number): Code[] => {
    const position = f.param(0);
    const made = f.local("made", "i32");
    const length = f.local("length", "i32");
    const many = f.local("many", "i64");
    const n = i64c(count(of));
    const [longer, next] = [label("longer"), label("next")];
    return [
      set(many, i64c(1)),
      loop(longer, [
        when(i32.and(i64.ge_u(get(position), get(many)), i32.lt_u(get(length), i32c(max))), [
          set(position, i64.sub(get(position), get(many))),
          set(many, i64.mul(get(many), n)),
          set(length, i32.add(get(length), i32c(1))),
          br(longer),
        ]),
      ]),
      set(made, call(lists.create, [get(length)])),
      i32.store(get(made), get(length), LENGTH),
      loop(next, [
        when(get(length), [
          set(length, i32.sub(get(length), i32c(1))),
          i64.store(elementOf(get(made), get(length)), call(nth(of), [i64.rem_u(get(position), n)])),
          set(position, i64.div_u(get(position), n)),
          br(next),
        ]),
      ]),
      objectCell("seq", get(made), 0),
    ];
  };

  return { count, nth };

  function nthOfAny(f: Func, members: readonly Domain[]): Code[] {
    const position = f.param(0);
    const made = f.local("made", "i64");
    const end = label("end");
    const cases = members.flatMap((m) => {
      const n = i64c(count(m));
      return [
        when(i64.lt_u(get(position), n), [set(made, call(nth(m), [get(position)])), br(end)]),
        set(position, i64.sub(get(position), n)),
      ];
    });
    return [block(end, cases), get(made)];
  }
}

function notNumbered(d: Domain): never {
  throw new Error(`${printDomain(d)} cannot be enumerated`);
}

/** The cell at a position of runs; the position is evaluated several times. */
export function nthOfRuns(runs: readonly Run[], position: Code): Code {
  const [first, ...later] = runs;
  const cellIn = ({ first: cell, base }: Run): Code => i64.add(position, i64c(cell - base));
  if (first === undefined) return i64c(0);
  return later.reduce<Code>(
    (before, run) => select(cellIn(run), before, i64.ge_u(position, i64c(run.base))),
    cellIn(first),
  );
}
