/**
 * All states of a search by generated code, once more in their fixed order: packed states found by their words, steps as the
 * module tells them.
 * In: a module that rests, the states that were counted. Out: `createGeneratedStates`.
 * Not here: the same by the interpreter (`interpreted-states.ts`), what becomes of the steps (`graph.ts`).
 *
 * 8 bytes for each word of a state and up to 16 more, beside the table of the search.
 */
import type { SpecModel } from "../../ir/model.ts";
import { OUTSIDE, type States } from "../engine.ts";
import { type CellRecord, toCell } from "../interpret/cell.ts";
import type { Decoder } from "../wasm/decode.ts";
import { keyAt, wordsOf } from "../wasm/keys.ts";
import { createPredicates } from "../wasm/predicates.ts";
import { Judged, type Reader, type Shared, Status } from "../wasm/records.ts";
import { WordTable } from "../wasm/word-table.ts";

export interface Found {
  readonly shared: Shared;
  readonly reader: Reader;
  readonly decoder: Decoder;
  /** How many states there are. */
  readonly distinct: number;
  readonly hasRoom: (bytes: number) => boolean;
}

export function createGeneratedStates(model: SpecModel, { shared, reader, decoder, distinct, hasRoom }: Found): States {
  const { words, halves, plan, instance } = shared;
  const { exports } = instance;
  const predicates = createPredicates(model, shared);
  const own = distinct * (8 * words + 16);
  let made: WordTable | null = null;
  const table = (): WordTable => (made ??= new WordTable(words, distinct));
  const { constraint, stepConstraint } = model.options;

  /** The states from `from` on to where the module reads them. */
  function put(from: number, most: number): number {
    const states = table();
    const count = Math.min(most, plan.blockStates, states.count - from);
    halves.set(states.states.subarray(from * 2 * words, (from + count) * 2 * words), plan.states.base / 4);
    return count;
  }

  const meet = (address: number, isAllowed: () => boolean): number => {
    if (constraint === null && stepConstraint === null) return table().add(halves, address / 4);
    if (!isAllowed()) return OUTSIDE;
    const known = table().find(halves, address / 4);
    if (known >= 0) return known;
    return exports.inside(address) === Judged.yes ? table().add(halves, address / 4) : OUTSIDE;
  };
  const isSame = (address: number, state: number): boolean => {
    const [a, b] = [address / 4, plan.states.base / 4 + state * 2 * words];
    for (let i = 0; i < 2 * words; i++) if (halves[a + i] !== halves[b + i]) return false;
    return true;
  };

  return {
    count: () => made?.count ?? 0,
    *begin() {
      for (const count of reader.batches(null)) {
        for (let r = 0; r < count; r++) if (reader.status(r) === Status.ok) meet(reader.address(r), () => true);
        yield;
      }
    },
    expand(from, most, tell) {
      const taken = put(from, most);
      for (const count of reader.batches(taken)) {
        for (let r = 0; r < count; r++) {
          if (reader.status(r) !== Status.ok) continue;
          const address = reader.address(r);
          const parent = reader.parent(r);
          // A step that a constraint refuses, and that changes nothing, is no step at all.
          if (isSame(address, parent)) continue;
          tell(
            from + parent,
            reader.action(r),
            reader.instance(r),
            meet(address, () => reader.isAllowed(r)),
          );
        }
      }
      return taken;
    },
    key(state) {
      const units = new Uint16Array(table().states.slice(state * 2 * words, (state + 1) * 2 * words).buffer);
      return keyAt(units, 0, words);
    },
    cells(state) {
      return toCell(model.state, decoder.value(wordsOf(this.key(state)))) as CellRecord;
    },
    test(question, from, most, out) {
      const count = Math.min(most, table().count - from);
      const { buffer } = table().states;
      const packed = new BigUint64Array(buffer, from * 8 * words, count * words);
      out.set(predicates.answer(question, packed));
      return count;
    },
    hasRoom: (more) => hasRoom(more + (made === null ? own : 0)),
  };
}
