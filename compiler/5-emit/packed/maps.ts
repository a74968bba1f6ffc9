/**
 * Maps without a bound by plain keys, which stand as a table does of what may be absent: asked, written, gone through.
 * In: values, the run. Out: `mapMethod`, `mapSize`, `visitEntries`.
 * Not here: maps by records or with a bound, new maps: those are the cells'.
 */

import { BOOLEAN, type Domain, isScalar } from "../../../ir/domain.ts";
import type { MapMethod } from "../../../ir/expr.ts";
import type { Bits, MapPlace, Packing } from "../../../ir/layout.ts";
import { type Code, i32, i32c } from "../wasm/code.ts";
import { and, type Cond, codeOf, FALSE, not, TRUE } from "./condition.ts";
import type { Place, Val } from "./forms.ts";
import { clear, readPlace, writePlace } from "./parts.ts";
import { bitsAre, rowAt, within, writeBits } from "./place.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { bool, constant, either, equal, int, isScalarVal, membersOf, ordinalIn } from "./value.ts";

/** Above this many keys a map is not worth unrolling. */
const MOST = 64;

interface Packed {
  readonly place: Place;
  readonly key: Domain;
  readonly places: readonly MapPlace[];
}

function packed(v: Val): Packed {
  if (v.kind !== "place" || v.place.packing.kind !== "map") return unsupported("a map");
  const { domain, places } = v.place.packing;
  if (!isScalar(domain.key) || places.length > MOST) return unsupported("a map");
  return { place: v.place, key: domain.key, places };
}

/** Where the value of one key stands, and the bit that says whether it is there, if there is one. */
interface Spot {
  readonly value: Place;
  readonly mark: Place | null;
}

const markOf = (bits: Bits): Packing => ({ kind: "scalar", domain: BOOLEAN, bits });

function spotAt({ place, places }: Packed, i: number): Spot {
  const { value, present } = places[i] ?? unsupported("a key that is not there");
  return { value: within(place, value), mark: present === null ? null : within(place, markOf(present)) };
}

function spotOf(run: Run, m: Packed, at: Code): Spot {
  if (at.kind === "const") return spotAt(m, Number(at.value));
  const marks = m.places.flatMap(({ present }) => (present === null ? [] : [markOf(present)]));
  const values = m.places.map(({ value }) => value);
  const ordinal = run.bind(at);
  return {
    value: rowAt(run, m.place, values, ordinal),
    mark: marks.length === 0 ? null : rowAt(run, m.place, marks, ordinal),
  };
}

const bitOf = ({ packing }: Place): Bits => (packing.kind === "scalar" ? packing.bits : unsupported("a mark"));

/** Without a mark an absent key has the first of its values, `undefined`. */
function isThere(run: Run, { value, mark }: Spot): Cond {
  if (mark !== null) return bitsAre(run, mark, bitOf(mark), 1);
  const { packing } = value;
  if (packing.kind === "scalar") return not(bitsAre(run, value, packing.bits, 0));
  return packing.kind === "union" ? not(bitsAre(run, value, packing.tag, 0)) : unsupported("a map of such values");
}

/** An ordinal that is surely one, where it is not inside. */
const safe = (code: Code, inside: Cond): Code =>
  inside === TRUE ? code : i32.and(code, i32.sub(i32c(0), codeOf(inside)));

function erase(run: Run, { value, mark }: Spot): void {
  clear(run, value, [value.packing]);
  if (mark !== null) writeBits(run, mark, bitOf(mark), i32c(0));
}

/** `undefined` where nothing stands; an object or nothing has no packed form unless it stands so. */
function valueAt(run: Run, spot: Spot, inside: Cond, type: Domain | null): Val {
  const found = readPlace(run, spot.value);
  const there = spot.mark === null ? inside : run.bindCond(and(inside, isThere(run, spot)));
  if (there === TRUE) return found;
  return isScalarVal(found) ? either(there, found, constant(undefined), type) : unsupported("an object or nothing");
}

/** It would say that the key is absent. */
const isNothing = (v: Val): Cond =>
  isScalarVal(v) || (v.kind === "place" && v.is !== undefined) ? equal(v, constant(undefined)) : FALSE;

export function mapMethod(run: Run, op: MapMethod, v: Val, args: readonly Val[], type: Domain | null): Val {
  const m = packed(v);
  const [key = constant(undefined), value = constant(undefined)] = args;
  switch (op) {
    case "clear":
      for (const i of m.places.keys()) erase(run, spotAt(m, i));
      return constant(undefined);
    case "keys": {
      const members = m.places.map((_, i) => run.bindCond(isThere(run, spotAt(m, i))));
      return { kind: "set", of: m.key, members, stored: false };
    }
    default:
  }
  const { code, inside } = ordinalIn(key, m.key);
  const isKey = m.places.length === 0 ? FALSE : run.bindCond(inside);
  if (op === "set") run.fear(not(isKey));
  const nothing = constant(op === "has" || op === "delete" ? false : undefined);
  if (isKey === FALSE) return op === "set" ? v : nothing;
  const spot = spotOf(run, m, safe(code, isKey));
  switch (op) {
    case "get":
      return valueAt(run, spot, isKey, type);
    case "has":
      return bool(run.bindCond(and(isKey, isThere(run, spot))));
    case "delete": {
      const had = run.bindCond(and(isKey, isThere(run, spot)));
      run.under(and(run.path, isKey), () => erase(run, spot));
      return bool(had);
    }
    case "set":
      run.under(and(run.path, isKey), () => {
        if (spot.mark === null) run.fear(isNothing(value));
        writePlace(run, spot.value, value);
        if (spot.mark !== null) writeBits(run, spot.mark, bitOf(spot.mark), i32c(1));
      });
      return v;
  }
}

export function mapSize(run: Run, v: Val): Val {
  const m = packed(v);
  const count = m.places.reduce<Code>((n, _, i) => i32.add(n, codeOf(isThere(run, spotAt(m, i)))), i32c(0));
  return int(count, 0, m.places.length);
}

/** Every key with what stands there now, in order, and the condition that it was there at first and still is. */
export function visitEntries(run: Run, v: Val, visit: (pair: Val, there: Cond) => void): void {
  const m = packed(v);
  const atFirst = m.places.map((_, i) => run.bindCond(isThere(run, spotAt(m, i))));
  for (const [i, key] of membersOf(m.key).entries()) {
    const spot = spotAt(m, i);
    const there = run.bindCond(and(atFirst[i] ?? FALSE, isThere(run, spot)));
    const value = run.bindVal(readPlace(run, spot.value));
    const fields = new Map<string, Val>([
      ["0", constant(key)],
      ["1", value],
    ]);
    visit({ kind: "record", fields, stored: false }, there);
  }
}
