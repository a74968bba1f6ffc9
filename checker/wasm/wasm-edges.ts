/**
 * Single steps for traces: the module tells them, the interpreter takes the one that was chosen. Where the two differ
 * the trace is none, and the fault is ours.
 * In: records of steps, the interpreter. Out: `createEdges`.
 * Not here: which edge is chosen (`../trace.ts`).
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Failure } from "../../ir/outcome.ts";
import type { Actors } from "../actors.ts";
import type { Edge, Engine, Key } from "../engine.ts";
import { createInterpretEngine } from "../interpret-engine.ts";
import type { Permutation } from "../permutation.ts";
import type { Decoder } from "./decode.ts";
import { keyAt, putKey, wordsOf } from "./keys.ts";
import { type Reader, type Shared, Status } from "./records.ts";

export function createEdges(
  model: SpecModel,
  shared: Shared,
  reader: Reader,
  decoder: Decoder,
  actorOf: Actors,
  permutation: (address: number) => Permutation | null,
): Pick<Engine, "edges" | "take"> {
  const { words, units, plan } = shared;
  // Only its evaluator: nothing is ever expanded in it.
  const oracle = createInterpretEngine(model, false);
  const told = (key: Key): Key => oracle.key(decoder.value(wordsOf(key)));

  return {
    *edges(from, watch) {
      if (from !== null) putKey(units, plan.states.base, from);
      let place = 0;
      for (const count of reader.batches(from === null ? null : 1)) {
        const first = reader.representatives(count);
        for (let r = 0; r < count; r++, place++) {
          const action = reader.action(r);
          const instance = reader.instance(r);
          const address = reader.address(r);
          const isState = reader.status(r) === Status.ok;
          const actor = actorOf(action, instance, null);
          const by = isState ? permutation(address) : null;
          const edge: Edge = {
            ...{ action, instance, place, actor },
            to: isState ? keyAt(units, address, words) : null,
            representative: isState ? keyAt(units, first.base + r * first.stride, words) : null,
            actorThere: by === null ? actor : actorOf(action, instance, by),
            isGuilty: watch !== null && reader.isGuilty(r, watch, from === null),
          };
          yield edge;
        }
      }
    },
    take(from, edge, watch) {
      const differ = (what: string): Error =>
        new Error(
          `the generated code and the interpreter differ in ${what} of step ${edge.place} (action ${edge.action})`,
        );
      const taken = oracle.take(from === null ? null : told(from), edge, watch);
      const isSame = edge.to === null ? taken.inside === null : taken.inside === told(edge.to);
      if (!isSame) throw differ("the result");
      if (isFailing(watch, edge) !== (taken.failure !== null)) throw differ("the failure");
      return taken;
    },
  };
}

const isFailing = (watch: Failure | null, edge: Edge): boolean => watch !== null && edge.isGuilty;
