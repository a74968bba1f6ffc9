/**
 * A walk over the steps out of a whole level: which lead to wanted states of the next one, which fail.
 * In: levels that were kept, records of steps. Out: `createSweep`.
 * Not here: what a way costs (`../trace.ts`), single states (`wasm-edges.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Actors } from "../actors.ts";
import type { Key, Sweep } from "../engine.ts";
import { IndexSet } from "../index-set.ts";
import type { Permutation } from "../permutation.ts";
import { createSieve } from "./candidates.ts";
import { putKey } from "./keys.ts";
import type { LevelStore } from "./level-store.ts";
import { Judged, type Reader, type Shared, Status } from "./records.ts";
import { WordTable } from "./word-table.ts";

/** States of the next level that are looked for, by their words; the index of each in its level. */
interface Wanted {
  readonly table: WordTable;
  readonly index: Uint32Array;
}

/** A failure that states of the next level show by themselves, and which of them do. */
interface Shown {
  readonly which: number;
  readonly states: IndexSet;
}

export interface Walker {
  sweep(level: number, sweep: Sweep): Generator<void>;
  places(level: number, representatives: readonly Key[]): readonly number[];
}

/** `permutation`: which leads from the state at an address to its representative; null without symmetry. */
export function createWalker(
  model: SpecModel,
  shared: Shared,
  reader: Reader,
  levels: LevelStore,
  actorOf: Actors,
  permutation: (address: number) => Permutation | null,
): Walker {
  const { words, plan } = shared;
  const stateBytes = 8 * words;

  function* blocksOf(level: number): Generator<Uint8Array> {
    const most = plan.blockStates * stateBytes;
    for (const block of levels.blocks(level)) {
      for (let at = 0; at < block.length; at += most) yield block.subarray(at, at + most);
    }
  }

  function gather(level: number, wanted: IndexSet): Wanted {
    const table = new WordTable(words, wanted.count);
    const index = new Uint32Array(wanted.count);
    let i = 0;
    for (const block of levels.blocks(level)) {
      const halves = halvesOf(block);
      for (let at = 0; at < halves.length; at += 2 * words, i++) {
        if (wanted.has(i)) index[table.add(halves, at)] = i;
      }
    }
    return { table, index };
  }

  /**
   * The property, where the states of the next level that are wrong by themselves are all that a step can fail by: a state
   * is judged when it is found, so that none before is wrong; but those outside of a constraint, and those that only steps lead
   * to which are refused, are in no level. Else null.
   */
  const shownByStates = (level: number, f: Failure): number | null =>
    f.kind === "property" &&
    model.properties[f.property]?.kind !== "stepInvariant" &&
    model.options.constraint === null &&
    model.options.stepConstraint === null &&
    levels.size(level + 1) > 0
      ? f.property
      : null;

  function shownBy(level: number, property: number, which: number): Shown {
    const states = new IndexSet(levels.size(level + 1));
    const wrong = model.properties[property]?.kind === "reachable" ? Judged.yes : Judged.no;
    let base = 0;
    for (const block of blocksOf(level + 1)) {
      const count = reader.put(block);
      const verdicts = reader.judged(property, count);
      for (let i = 0; i < count; i++) if (verdicts[i] === wrong) states.add(base + i);
      base += count;
    }
    return { which, states };
  }

  /** Steps to wanted states in a batch of records; `stateOf`: the index in its level of a record's parent. */
  function follow(
    count: number,
    stateOf: (record: number) => number,
    { table, index }: Wanted,
    shown: readonly Shown[],
    { wanted, step, fails }: Sweep,
  ): void {
    const first = reader.representatives(count);
    for (let r = 0; r < count; r++) {
      if (reader.status(r) !== Status.ok) continue;
      const found = table.find(shared.halves, (first.base + r * first.stride) / 4);
      if (found < 0 || !reader.isAllowed(r)) continue;
      const to = index[found] as number;
      const [action, instance] = [reader.action(r), reader.instance(r)];
      const actor = actorOf(action, instance, null);
      for (const { which, states } of shown) if (states.has(to)) fails(which, stateOf(r), actor);
      if (wanted === null || !wanted.has(to)) continue;
      const by = permutation(reader.address(r));
      step(stateOf(r), actor, to, by === null ? actor : actorOf(action, instance, by));
    }
  }

  return {
    *sweep(level, sweep) {
      const { wanted, watched, fails } = sweep;
      const properties = watched.map((f) => shownByStates(level, f));
      const shown = properties.flatMap((p, which) => (p === null ? [] : [shownBy(level, p, which)]));
      const sought = unionOf([...(wanted === null ? [] : [wanted]), ...shown.map((s) => s.states)]);
      const targets = sought === null ? null : gather(level + 1, sought);
      const others = watched.flatMap((f, which) => (properties[which] === null ? [{ f, which }] : []));
      const stuck = others.find(({ f }) => f.kind === "deadlock")?.which ?? -1;
      const isOpen = others.some(({ f }) => f.kind === "property");
      const kinds = others.map(({ f }) => f);
      const sieve = createSieve(shared, targets?.table ?? null, kinds, isOpen);
      let base = 0;
      for (const block of blocksOf(level)) {
        const size = reader.put(block);
        const kept = sieve.sift(size);
        const stateOf = (record: number): number => base + (kept[reader.parent(record)] as number);
        /** Of those kept, how many are known to have a step or were looked at. */
        let passed = 0;
        const halt = (before: number): void => {
          if (stuck >= 0)
            for (let i = passed; i < before; i++)
              if (reader.isDeadlocked(i)) fails(stuck, base + (kept[i] as number), -1);
          passed = Math.max(passed, before + 1);
        };
        for (const count of kept.length === 0 ? [] : reader.batches(kept.length)) {
          if (targets !== null) follow(count, stateOf, targets, shown, sweep);
          for (let r = 0; others.length > 0 && r < count; r++) {
            halt(reader.parent(r));
            for (const { f, which } of others) {
              if (f.kind === "deadlock" || !reader.isGuilty(r, f, false)) continue;
              fails(which, stateOf(r), actorOf(reader.action(r), reader.instance(r), null));
            }
          }
        }
        halt(kept.length);
        base += size;
        yield;
      }
    },
    places(level, representatives) {
      const table = new WordTable(words, representatives.length);
      const units = new Uint16Array(4 * words);
      const halves = new Uint32Array(units.buffer);
      const numbers = representatives.map((key) => {
        putKey(units, 0, key);
        return table.add(halves, 0);
      });
      const places = new Int32Array(table.count).fill(-1);
      let i = 0;
      for (const block of levels.blocks(level)) {
        const read = halvesOf(block);
        for (let at = 0; at < read.length; at += 2 * words, i++) {
          const found = table.find(read, at);
          if (found >= 0) places[found] = i;
        }
      }
      return numbers.map((n) => places[n] as number);
    },
  };
}

/** Blocks begin where a word does. */
const halvesOf = (block: Uint8Array): Uint32Array =>
  new Uint32Array(block.buffer, block.byteOffset, block.byteLength / 4);

function unionOf(sets: readonly IndexSet[]): IndexSet | null {
  const [first] = sets;
  if (first === undefined) return null;
  const made = new IndexSet(first.size);
  for (const set of sets) made.addAll(set);
  return made;
}
