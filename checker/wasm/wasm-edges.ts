/**
 * Single steps for traces: the module tells them, the interpreter takes the one that was chosen. Where the two differ
 * the trace is none, and the fault is ours.
 * In: records of steps, the interpreter. Out: `createEdges`.
 * Not here: which edge is chosen (`../trace.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Failure, StateValue } from "../../ir/outcome.ts";
import type { Actors } from "../actors.ts";
import type { Edge, Engine, Key } from "../engine.ts";
import { type CellRecord, toCell } from "../interpret/cell.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import type { Permutation } from "../permutation.ts";
import { createReplay } from "../replay.ts";
import type { Decoder } from "./decode.ts";
import { keyAt, keyOf, putKey, wordsOf } from "./keys.ts";
import { type Reader, type Shared, Status } from "./records.ts";

export function createEdges(
  model: SpecModel,
  interpreter: Interpreter,
  shared: Shared,
  reader: Reader,
  decoder: Decoder,
  actorOf: Actors,
  permutation: (address: number) => Permutation | null,
): Pick<Engine, "edges" | "take"> {
  const { words, units, plan } = shared;
  const oracle = createReplay(model, interpreter);
  /** What the interpreter came to last: mostly the state of the next step. */
  let last: { readonly key: Key; readonly state: StateValue } | null = null;
  const valueOf = (key: Key): StateValue => (last?.key === key ? last.state : decoder.value(wordsOf(key)));
  const cellsOf = (state: StateValue) => () => toCell(model.state, state) as CellRecord;

  return {
    *edges(from, watch) {
      if (from !== null) putKey(units, plan.states.base, from);
      let turn = -1;
      let before = { action: -1, instance: -1 };
      for (const count of reader.batches(from === null ? null : 1)) {
        const first = reader.representatives(count);
        for (let r = 0; r < count; r++) {
          const action = reader.action(r);
          const instance = reader.instance(r);
          turn = action === before.action && instance === before.instance ? turn + 1 : 0;
          before = { action, instance };
          const address = reader.address(r);
          const isState = reader.status(r) === Status.ok;
          const actor = actorOf(action, instance, null);
          // A step that the constraint refuses leads to no state that is kept on its account.
          const isKept = isState && (from === null || reader.isAllowed(r));
          const by = isKept ? permutation(address) : null;
          const edge: Edge = {
            ...{ action, instance, turn, actor },
            to: isState ? keyAt(units, address, words) : null,
            representative: isKept ? keyAt(units, first.base + r * first.stride, words) : null,
            actorThere: by === null ? actor : actorOf(action, instance, by),
            isGuilty: watch !== null && reader.isGuilty(r, watch, from === null),
          };
          yield edge;
        }
      }
    },
    take(from, edge, watch) {
      const { action, instance, turn, to } = edge;
      const differ = (what: string): Error =>
        new Error(`the generated code and the interpreter differ in ${what} of action ${action}, ${instance}, ${turn}`);
      const taken = oracle.take(from === null ? null : cellsOf(valueOf(from)), edge, watch);
      const { state, isInside } = taken;
      const found = state !== null && isInside ? keyOf(decoder.words(state)) : null;
      if (found !== to) throw differ("the result");
      if (isFailing(watch, edge) !== (taken.failure !== null)) throw differ("the failure");
      last = state === null || to === null ? null : { key: to, state };
      return taken;
    },
  };
}

const isFailing = (watch: Failure | null, edge: Edge): boolean => watch !== null && edge.isGuilty;
