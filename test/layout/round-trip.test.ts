// Packing in generated code gives back the words that unpacking read, whatever the state has in it; and ordinals and
// enumeration of cells are each other's way back. Guards against parts of a state that are read where others stand, lists that
// depend on the order in which their members came, and members that another image writes over.
// Not here: the steps in between (test/cells), the same on the host (test/engine/decode.test.ts).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDecoder } from "../../checker/wasm/decode.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { createImages } from "../../compiler/5-emit/cells/images.ts";
import { createObjects } from "../../compiler/5-emit/cells/objects.ts";
import { packFunc } from "../../compiler/5-emit/cells/pack.ts";
import { createEmission } from "../../compiler/5-emit/emission.ts";
import { call, get, i32, i32c, i64, set } from "../../compiler/5-emit/wasm/code.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import { type Domain, hasOrdinals, printDomain, size } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { ordinal, ordinalCount, values } from "../../ir/value.ts";
import { BOOL, bag, body, give, id, int, lit, map, model, record, seq, set as setOf } from "../checker/builder.ts";
import { domains, IDS, valuesOf } from "./random-domains.ts";

const withState = (fields: Readonly<Record<string, Domain>>): SpecModel => ({
  ...model({ state: record(fields), ids: [...IDS], init: lit(0), actions: [] }),
  init: body(give(null)),
});

interface Trip {
  /** The words that packing gives after unpacking. */
  words(state: StateValue): readonly bigint[];
  /** The ordinal of the cell at an ordinal of the domain. */
  ordinal(o: bigint): bigint;
}

const memory = new WebAssembly.Memory({ initial: 2048, maximum: 65536, shared: true });

/** `members`: the domain whose ordinals are asked for. */
function tripOf(of: SpecModel, members: Domain): Trip {
  const layout = layOut(of);
  const e = createEmission(of, layout, []);
  const objects = createObjects(e);
  const images = createImages(e, objects);
  const pack = packFunc(e, objects);
  const load = e.module.func(
    "load",
    [
      ["from", "i32"],
      ["other", "i32"],
    ],
    "i32",
    "load",
  );
  load.body = [
    // Another image of another state must not disturb it.
    ...[load.param(0), load.param(1)].map((at, i) => call(i === 0 ? images.load : images.lookAt, [get(at)])),
    ...[call(images.lookAtNext, [get(load.param(1))]), images.work, get(objects.now)],
  ];
  const store = e.module.func("store", [["to", "i32"]], "i32", "store");
  const heap = set(objects.heap, i32.add(get(e.area), i32c(objects.arena)));
  store.body = [heap, call(pack, [get(objects.now), get(store.param(0))])];
  const number = e.module.func("number", [["ordinal", "i64"]], "i64", "number");
  const nth = call(objects.enumerations.nth(members), [get(number.param(0))]);
  number.body = hasOrdinals(members)
    ? [heap, call(objects.ordinals.func(members), [nth])]
    : [i64.mul(get(number.param(0)), get(number.param(0)))];
  const bytes = encode(e.module);
  const width = 8 * layout.words.length;
  const area = Math.ceil((e.fixedEnd() + 2 * width) / 64) * 64;
  const missing = Math.ceil((area + e.areaBytes()) / 65536) - memory.buffer.byteLength / 65536;
  if (missing > 0) memory.grow(missing);
  new Uint8Array(memory.buffer, 0, area + e.areaBytes()).fill(0);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } } as never);
  const wasm = exports as unknown as Record<string, (...args: (number | bigint)[]) => number | bigint>;
  wasm.attach?.(area);
  const decoder = createDecoder(layout);
  const at = e.fixedEnd();
  const view = new DataView(memory.buffer);
  /** The order in which members stand in a list says nothing. */
  const reverse = (d: Domain, list: number): void => {
    if (d.kind !== "set" && d.kind !== "bag" && d.kind !== "map") return;
    const [length, data] = [view.getUint32(list, true), view.getUint32(list + 8, true)];
    const cells = Array.from({ length }, (_, i) => view.getBigInt64(data + 8 * i, true));
    const step = d.kind === "map" ? 2 : 1;
    for (const [i, cell] of cells.entries()) {
      const back = length - step - step * Math.floor(i / step) + (i % step);
      view.setBigInt64(data + 8 * back, cell, true);
    }
  };
  const here = (): BigUint64Array => new BigUint64Array(memory.buffer, at, 2 * layout.words.length);
  return {
    words(state) {
      here().set(decoder.words(state));
      here().fill(0n, layout.words.length);
      expect(decoder.value(decoder.words(state))).toEqual(state);
      const record = Number(wasm.load?.(at, at + width));
      for (const { name, domain } of of.state.fields)
        reverse(domain, view.getUint32(record + objects.families.fieldOffset(of.state, name), true));
      expect(wasm.store?.(at + width)).toBe(0);
      return [...here().slice(layout.words.length)];
    },
    ordinal: (o) => wasm.number?.(o) as bigint,
  };
}

describe("packing what was unpacked", () => {
  it("gives the same words, for arbitrary domains", () => {
    fc.assert(
      fc.property(
        fc
          .array(domains, { minLength: 1, maxLength: 3 })
          .map((of) => Object.fromEntries(of.map((d, i) => [`s${i}`, d])))
          .chain((fields) =>
            fc.tuple(fc.constant(fields), fc.array(valuesOf(record(fields)), { minLength: 1, maxLength: 5 })),
          ),
        ([fields, states]) => {
          const of = withState(fields);
          const decoder = createDecoder(layOut(of));
          const trip = tripOf(of, BOOL);
          for (const state of states as StateValue[])
            expect(trip.words(state), printDomain(of.state)).toEqual([...decoder.words(state)]);
        },
      ),
      { seed: 20261121, numRuns: 250 },
    );
  });

  it("also where there are hundreds of members that are objects", () => {
    const message = record({ kind: int(0, 9), from: id(1, "Q", 3), to: id(1, "Q", 3), of: setOf(id(0, "P", 2)) });
    const state = record({
      free: setOf(message),
      listed: { kind: "set", of: message, max: 40 },
      bag: bag(message, 40),
      map: map(message, seq(BOOL, 3)),
      entries: map(message, setOf(message), 20),
    });
    const of = withState(Object.fromEntries(state.fields.map((f) => [f.name, f.domain])));
    const decoder = createDecoder(layOut(of));
    const trip = tripOf(of, message);
    fc.assert(
      fc.property(valuesOf(state), (value) => {
        expect(trip.words(value as StateValue)).toEqual([...decoder.words(value as StateValue)]);
      }),
      { seed: 5, numRuns: 30 },
    );
  });
});

describe("ordinals of cells", () => {
  it("are the way back from their enumeration, in the order of values", () => {
    fc.assert(
      fc.property(
        domains.filter((d) => hasOrdinals(d) && (size(d) ?? 0n) > 0n),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (d, at) => {
          const trip = tripOf(withState({ x: d }), d);
          const count = ordinalCount(d);
          for (const x of at) {
            const o = Math.floor(x * count);
            expect(trip.ordinal(BigInt(o)), printDomain(d)).toBe(BigInt(o));
          }
          if (count <= 300) {
            // A value that occurs twice has its first ordinal.
            const first = [...values(d)].map((v) => BigInt(ordinal(d, v)));
            expect(first.map((_, o) => trip.ordinal(BigInt(o)))).toEqual(first);
          }
        },
      ),
      { seed: 3, numRuns: 150 },
    );
  });
});
