/**
 * Puts successors into the table and the new ones among them into the output chunk.
 * In: packed states one after the other. Out: `consume(from, to)` for both forms of slots.
 * Not here: where the states come from and what is done before (`run.ts`).
 *
 * Three loops over up to BATCH states, so that the memory works on many buckets at once: mix and drop what was seen
 * lately; touch the buckets' lines; look them up. Nothing is called in them but for what is rare: V8 does not inline.
 */
import { CHAINED, COUNT, GROW_WANTED } from "../../../ir/control-block.ts";
import type { Emission } from "../emission.ts";
import {
  block,
  br,
  type Code,
  call,
  callHook,
  drop,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  op,
  select,
  set,
  when,
} from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { addTo, copyState, during, read, setBits } from "./control.ts";
import { GROW_TABLE } from "./interns.ts";
import { BATCH, type Keys, keyLocals } from "./key.ts";
import { exportMissing } from "./missing.ts";
import { type KeyLocals, mix } from "./mixing.ts";
import { createRecent, FAR, type Recent } from "./recent.ts";
import { FORMS, firstFree, homeOf, restOf, type SlotBits, walk } from "./slots.ts";
import { bySlots, tableLocals } from "./table.ts";

/** Loads in one round of the touch loop. */
const TOUCHES = 8;
const FILTER_ENTRIES = 4096;

/** What `consume` uses of an instance's area and of its other functions. Offsets in the area. */
export interface ConsumeParts {
  /** Next free byte of the output chunk, and its end; equal where there is no room. */
  readonly outAt: number;
  readonly outEnd: number;
  /** () → 1, or 0 if the pool is empty: hands on the output chunk and takes another. */
  readonly turnOut: Func;
  /** (state): keeps it for later, when the table is larger. */
  readonly putBy: Func;
  /** (states, n): looks at new states. */
  readonly check: Func;
}

export interface Consume {
  /** (from, to). */
  readonly consume: Func;
  /** Makes the filter of this instance empty: states that were put by would otherwise be taken for seen. */
  readonly enter: readonly Code[];
}

export function createConsume(e: Emission, keys: Keys, parts: ConsumeParts): Consume {
  const wide = keys.bits > 64;
  const recordBytes = wide ? 32 : 16;
  const offsets: Offsets = {
    recordBytes,
    records: e.reserve(recordBytes * (BATCH + TOUCHES), 64),
    filter: e.reserve((wide ? 16 : 8) * FILTER_ENTRIES, 64),
    sink: e.reserve(8),
  };
  const recent = createRecent(e, FAR);
  const consume = e.module.func("consume", [
    ["from", "i32"],
    ["to", "i32"],
  ] as const);
  const of = { 32: consumeBy(32), 64: consumeBy(64) };
  const args = [get(consume.param(0)), get(consume.param(1))];
  consume.body = [
    ...unknownElsewhere(e, keys, consume, recent),
    bySlots({ 32: [call(of[32], args)], 64: [call(of[64], args)] }),
  ];
  return { consume, enter: [...enterCode(e, offsets, wide), ...keys.forget, when(read(CHAINED), recent.enter)] };

  function consumeBy(slots: SlotBits): Func {
    const f = e.module.func(`consume${slots}`, [
      ["from", "i32"],
      ["to", "i32"],
    ] as const);
    f.body = consumeBody(e, f, keys, slots, parts, offsets);
    return f;
  }
}

/** In a chain of memories: drops what this table or one of the others has, as long as `to` is to be moved. */
function unknownElsewhere(e: Emission, keys: Keys, consume: Func, recent: Recent): readonly Code[] {
  const stateBytes = 8 * e.layout.words.length;
  const [from, to, n] = [consume.param(0), consume.param(1), consume.local("n", "i32")];
  const missing = exportMissing(e, keys);
  const elsewhere = e.module.hook("elsewhere", ["i32", "i32"], "i32");
  return [
    when(read(CHAINED), [
      ...recent.drop(consume, from, to),
      set(n, call(missing, [get(from), i32.div_u(i32.sub(get(to), get(from)), i32c(stateBytes))])),
      when(get(n), [set(n, callHook(elsewhere, [get(from), get(n)]))]),
      set(to, i32.add(get(from), i32.mul(get(n), i32c(stateBytes)))),
    ]),
  ];
}

interface Offsets {
  readonly recordBytes: number;
  /** Of each state that is looked up: i64 head, u32 address of its home, u32 address of the state, i64 tail. */
  readonly records: number;
  /** Heads (and tails) of mixed keys. */
  readonly filter: number;
  readonly sink: number;
}

/** Address 0 is the control block, which may be touched; a mixed key of all ones does not belong to entry 0. */
function enterCode(e: Emission, { records, recordBytes, filter }: Offsets, wide: boolean): readonly Code[] {
  const bytes = recordBytes * (BATCH + TOUCHES);
  const at = (offset: number): Code => i32.add(get(e.area), i32c(offset));
  return [
    op("memory.fill", [at(records), i32c(0), i32c(bytes)]),
    op("memory.fill", [at(filter), i32c(0), i32c((wide ? 16 : 8) * FILTER_ENTRIES)]),
    i64.store(get(e.area), i64c(-1), filter),
  ];
}

function consumeBody(
  e: Emission,
  f: Func,
  keys: Keys,
  slots: SlotBits,
  parts: ConsumeParts,
  offsets: Offsets,
): readonly Code[] {
  const { recordBytes, records, sink } = offsets;
  const words = e.layout.words.length;
  const [from, to] = [f.param(0), f.param(1)];
  const { table, set: setTable } = tableLocals(f);
  const key = keyLocals(f, keys.bits);
  const after = f.local("after", "i32");
  const i32s = (...names: string[]): Local[] => names.map((n) => f.local(n, "i32"));
  const [area, stop, end, record, outAt, outEnd, checked, fresh] = i32s(
    ...["area", "stop", "end", "record", "outAt", "outEnd", "checked", "fresh"],
  ) as [Local, Local, Local, Local, Local, Local, Local, Local];
  const first = set(record, i32.add(get(area), i32c(records)));
  const check = when(i32.lt_u(get(checked), get(outAt)), [
    call(parts.check, [get(checked), i32.div_u(i32.sub(get(outAt), get(checked)), i32c(8 * words))]),
  ]);
  const insertion = insert(f, { form: FORMS[slots], key, table, record, area, outAt, outEnd, checked, fresh, check });
  return [
    set(area, get(e.area)),
    ...setTable,
    set(outAt, i32.load(get(area), parts.outAt)),
    set(outEnd, i32.load(get(area), parts.outEnd)),
    set(checked, get(outAt)),
    during(i32.lt_u(get(from), get(to)), [
      set(stop, i32.add(get(from), i32c(8 * words * BATCH))),
      set(stop, select(get(stop), get(to), i32.lt_u(get(stop), get(to)))),
      set(after, get(stop)),
      ...filtered(
        f,
        keys,
        key,
        { area, from, stop, record, homeOf: homeOf(key, table), stateBytes: 8 * words },
        offsets,
        parts,
      ),
      set(from, get(after)),
      set(end, get(record)),
      first,
      ...touched(f, record, end, recordBytes, area, sink),
      first,
      ...insertion.looked(end),
    ]),
    i32.store(get(area), get(outAt), parts.outAt),
    check,
    when(get(fresh), [
      drop(addTo(COUNT, get(fresh))),
      set(e.distinct, i64.add(get(e.distinct), i64.extend_u(get(fresh)))),
    ]),
  ];

  interface Inserting {
    readonly form: (typeof FORMS)[SlotBits];
    readonly key: KeyLocals;
    readonly table: typeof table;
    readonly record: Local;
    readonly area: Local;
    readonly outAt: Local;
    readonly outEnd: Local;
    readonly checked: Local;
    readonly fresh: Local;
    readonly check: Code;
  }

  function insert(f: Func, of: Inserting): { looked(end: Local): readonly Code[] } {
    const { form } = of;
    const [entry, old] = [f.local("entry", form.type), f.local("old", form.type)];
    const [at, state] = [f.local("at", "i32"), f.local("state", "i32")];
    return {
      looked(end) {
        const next = label("next");
        const free = label("free");
        const moreRoom = when(i32.eq(get(of.outAt), get(of.outEnd)), [
          of.check,
          i32.store(get(of.area), get(of.outAt), parts.outAt),
          // With the pool empty the state is lost, which `putBy` notes.
          when(i32.eqz(call(parts.turnOut, [])), [
            set(of.outAt, i32c(0)),
            set(of.outEnd, i32c(0)),
            set(of.checked, i32c(0)),
            call(parts.putBy, [i32.load(get(of.record), 12)]),
            br(next),
          ]),
          set(of.outAt, i32.load(get(of.area), parts.outAt)),
          set(of.outEnd, i32.load(get(of.area), parts.outEnd)),
          set(of.checked, get(of.outAt)),
        ]);
        const takes = (mask: Local): readonly Code[] => [
          moreRoom,
          set(old, form.cas(firstFree(form, at, mask), form.zero, get(entry))),
          br(free, form.eq(get(old), form.zero)),
          br(next, form.eq(get(old), get(entry))),
        ];
        const overflow = [
          drop(setBits(GROW_WANTED, GROW_TABLE)),
          call(parts.putBy, [i32.load(get(of.record), 12)]),
          br(next),
        ];
        return [
          during(i32.lt_u(get(of.record), get(end)), [
            block(next, [
              block(free, [
                set(of.key.head, i64.load(get(of.record))),
                ...(of.key.tail === null ? [] : [set(of.key.tail, i64.load(get(of.record), 16))]),
                set(at, i32.load(get(of.record), 8)),
                set(entry, form.entry(restOf(of.key, of.table.kb))),
                ...walk(f, { form, entry, at }, of.table, next, takes, overflow),
              ]),
              set(state, i32.load(get(of.record), 12)),
              ...copyState(get(of.outAt), get(state), words),
              set(of.outAt, i32.add(get(of.outAt), i32c(8 * words))),
              set(of.fresh, i32.add(get(of.fresh), i32c(1))),
            ]),
            set(of.record, i32.add(get(of.record), i32c(recordBytes))),
          ]),
        ];
      },
    };
  }
}

interface Filtering {
  readonly area: Local;
  readonly from: Local;
  readonly stop: Local;
  readonly record: Local;
  readonly homeOf: Code;
  readonly stateBytes: number;
}

/** Records of the states from … stop that were not seen lately; `record` ends behind the last one. */
function filtered(
  f: Func,
  keys: Keys,
  key: KeyLocals,
  { area, from, stop, record, homeOf: home, stateBytes }: Filtering,
  { recordBytes, records, filter }: Offsets,
  parts: ConsumeParts,
): readonly Code[] {
  const { head, tail } = key;
  const seen = f.local("seen", "i32");
  const log2 = tail === null ? 3 : 4;
  const index = i64.and(i64.shr_u(get(head), i64c(52 - log2)), i64c((FILTER_ENTRIES - 1) << log2));
  const differs = (a: Local, offset: number): Code => i64.ne(i64.load(get(seen), filter + offset), get(a));
  const isNew = tail === null ? differs(head, 0) : i32.or(differs(head, 0), differs(tail, 8));
  const isNewNow = f.local("isNew", "i32");
  const full = label("full");
  const done = label("done");
  const loading = keys.load(f, key, from, stop, full);
  const one = [
    ...loading.each,
    ...mix(key, keys.bits),
    set(seen, i32.add(get(area), i32.wrap(index))),
    set(isNewNow, isNew),
    i64.store(get(seen), get(head), filter),
    ...(tail === null ? [] : [i64.store(get(seen), get(tail), filter + 8)]),
    i64.store(get(record), get(head)),
    i32.store(get(record), home, 8),
    i32.store(get(record), get(from), 12),
    ...(tail === null ? [] : [i64.store(get(record), get(tail), 16)]),
    set(record, i32.add(get(record), i32.shl(get(isNewNow), i32c(Math.log2(recordBytes))))),
  ];
  return [
    ...loading.before,
    set(record, i32.add(get(area), i32c(records))),
    during(i32.lt_u(get(from), get(stop)), [
      block(done, [block(full, [...one, br(done)]), call(parts.putBy, [get(from)])]),
      set(from, i32.add(get(from), i32c(stateBytes))),
    ]),
  ];
}

/** Loads the first word of each record's home. Past the end there are addresses of former records. */
function touched(f: Func, record: Local, end: Local, recordBytes: number, area: Local, sink: number): readonly Code[] {
  const sum = f.local("sum", "i64");
  const again = label("touch");
  const touch = (i: number): Code => i64.load(i32.load(get(record), i * recordBytes + 8));
  const touches = Array.from({ length: TOUCHES }, (_, i) => touch(i)).reduce((a, b) => i64.xor(a, b));
  return [
    when(i32.lt_u(get(record), get(end)), [
      loop(again, [
        set(sum, i64.xor(get(sum), touches)),
        set(record, i32.add(get(record), i32c(TOUCHES * recordBytes))),
        br(again, i32.lt_u(get(record), get(end))),
      ]),
    ]),
    // So that the loads are not dropped.
    i64.store(get(area), get(sum), sink),
  ];
}
