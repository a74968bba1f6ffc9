/**
 * Which of many states are not in the table: asked of every table of a chain before a state counts as new.
 * In: control block, keys. Out: export `missing`, which nothing is added by.
 * Not here: insertion (`consume.ts`), one state alone (`table.ts`), the other memories (`checker/wasm/chain.ts`).
 */
import type { Emission } from "../emission.ts";
import { block, br, type Code, call, get, i32, i32c, i64, label, ret, select, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { copyState, during } from "./control.ts";
import { BATCH, type Keys, keyLocals } from "./key.ts";
import { mix } from "./mixing.ts";
import { FORMS, homeOf, restOf, type SlotBits, walk } from "./slots.ts";
import { bySlots, tableLocals } from "./table.ts";

const PARAMS = [
  ["states", "i32"],
  ["n", "i32"],
] as const;

/** missing(states, n) → how many of the n packed states the table does not have: moved together at `states`, in their order. */
export function exportMissing(e: Emission, keys: Keys): Func {
  const f = e.module.func("missing", PARAMS, "i32", "missing");
  const recordBytes = keys.bits > 64 ? 32 : 16;
  const offsets: Offsets = { recordBytes, records: e.reserve(recordBytes * BATCH, 64), sink: e.reserve(8) };
  const list = listing(e, keys, offsets);
  const of = { 32: missingBy(e, keys, 32, list, offsets), 64: missingBy(e, keys, 64, list, offsets) };
  const args = [get(f.param(0)), get(f.param(1))];
  f.body = [bySlots({ 32: [ret(call(of[32], args))], 64: [ret(call(of[64], args))] }), i32c(0)];
  return f;
}

interface Offsets {
  readonly recordBytes: number;
  /** Of each state of a batch: i64 head, u32 address of its home or 0 where it has no key, u32 its address, i64 tail. */
  readonly records: number;
  readonly sink: number;
}

/** (from, stop): the records of a batch. */
function listing(e: Emission, keys: Keys, { recordBytes, records }: Offsets): Func {
  const f = e.module.func("listKeys", [
    ["from", "i32"],
    ["stop", "i32"],
  ] as const);
  const [from, stop, record] = [f.param(0), f.param(1), f.local("record", "i32")];
  const key = keyLocals(f, keys.bits);
  const { table, set: setTable } = tableLocals(f);
  const unknown = label("unknown");
  f.body = [
    ...setTable,
    set(record, i32.add(get(e.area), i32c(records))),
    during(i32.lt_u(get(from), get(stop)), [
      i32.store(get(record), get(from), 12),
      i32.store(get(record), i32c(0), 8),
      block(unknown, [
        ...keys.find(f, key, from, unknown),
        ...mix(key, keys.bits),
        i64.store(get(record), get(key.head)),
        ...(key.tail === null ? [] : [i64.store(get(record), get(key.tail), 16)]),
        i32.store(get(record), homeOf(key, table), 8),
      ]),
      set(record, i32.add(get(record), i32c(recordBytes))),
      set(from, i32.add(get(from), i32c(8 * e.layout.words.length))),
    ]),
  ];
  return f;
}

/** As in `consume.ts`: keys of a batch first, then their lines touched all at once, then looked up. */
function missingBy(
  e: Emission,
  keys: Keys,
  slots: SlotBits,
  list: Func,
  { recordBytes, records, sink }: Offsets,
): Func {
  const form = FORMS[slots];
  const f = e.module.func(`missing${slots}`, PARAMS, "i32");
  const stateBytes = 8 * e.layout.words.length;
  const [states, n] = [f.param(0), f.param(1)];
  const key = keyLocals(f, keys.bits);
  const { table, set: setTable } = tableLocals(f);
  const [area, from, stop, end] = [
    f.local("area", "i32"),
    f.local("from", "i32"),
    f.local("stop", "i32"),
    f.local("end", "i32"),
  ];
  const [record, last, kept, at] = [
    f.local("record", "i32"),
    f.local("last", "i32"),
    f.local("kept", "i32"),
    f.local("at", "i32"),
  ];
  const [entry, sum] = [f.local("entry", form.type), f.local("sum", "i64")];
  const [absent, known] = [label("absent"), label("known")];
  const { head, tail } = key;
  const first = set(record, i32.add(get(area), i32c(records)));
  const each = (body: readonly Code[]): Code =>
    during(i32.lt_u(get(record), get(last)), [...body, set(record, i32.add(get(record), i32c(recordBytes)))]);
  const looked = [
    set(head, i64.load(get(record))),
    ...(tail === null ? [] : [set(tail, i64.load(get(record), 16))]),
    set(entry, form.entry(restOf(key, table.kb))),
    ...walk(f, { form, entry, at }, table, known, () => [br(absent)], [br(absent)]),
  ];
  const state = i32.load(get(record), 12);
  f.body = [
    set(area, get(e.area)),
    ...setTable,
    set(from, get(states)),
    set(kept, get(states)),
    set(end, i32.add(get(states), i32.mul(get(n), i32c(stateBytes)))),
    during(i32.lt_u(get(from), get(end)), [
      set(stop, i32.add(get(from), i32c(stateBytes * BATCH))),
      set(stop, select(get(stop), get(end), i32.lt_u(get(stop), get(end)))),
      call(list, [get(from), get(stop)]),
      first,
      set(
        last,
        i32.add(get(record), i32.mul(i32.div_u(i32.sub(get(stop), get(from)), i32c(stateBytes)), i32c(recordBytes))),
      ),
      set(from, get(stop)),
      // Of a state without a key that is the control block, which may be touched.
      each([set(sum, i64.xor(get(sum), i64.load(i32.load(get(record), 8))))]),
      // So that the loads are not dropped.
      i64.store(get(area), get(sum), sink),
      first,
      each([
        block(known, [
          block(absent, [set(at, i32.load(get(record), 8)), br(absent, i32.eqz(get(at))), ...looked]),
          when(i32.ne(get(kept), state), [set(at, state), ...copyState(get(kept), get(at), stateBytes / 8)]),
          set(kept, i32.add(get(kept), i32c(stateBytes))),
        ]),
      ]),
    ]),
    i32.div_u(i32.sub(get(kept), get(states)), i32c(stateBytes)),
  ];
  return f;
}
