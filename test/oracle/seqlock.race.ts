/**
 * A sequence lock: one writer, two readers whose locals live across yields.
 * @source Spin 6.5 (-DSAFETY -DNOREDUCE -DBFS) of the same model in Promela: 5,302 states, depth 14; same and even fail after 6 steps
 */
import { assert, constant, type Id, type Int, spec, violates, when } from "racespec";
export const CHECK = constant<"both" | "same" | "even">("both");
type R = Id<"R", 2>;
interface State {
  seq: Int<0, 4>;
  a: Int<0, 2>;
  b: Int<0, 2>;
}
const { process, model } = spec<State>(() => ({ seq: 0, a: 0, b: 0 }));
export const writer = process(
  function* (s) {
    let n: Int<0, 2> = 0;
    while (true) {
      s = yield "begin";
      when(n < 2);
      s.seq++;
      s = yield "a";
      s.a++;
      s = yield "b";
      s.b++;
      s = yield "end";
      s.seq++;
      n++;
    }
  },
  { daemon: true },
);
export const reader = process(
  function* (s, _self: R) {
    while (true) {
      s = yield "seq";
      const s1 = s.seq;
      s = yield "a";
      const x = s.a;
      s = yield "b";
      const y = s.b;
      s = yield "check";
      const even = s1 % 2 === 0;
      if (CHECK === "both" ? even && s1 === s.seq : CHECK === "same" ? s1 === s.seq : even)
        assert(x === y, "consistent");
    }
  },
  { daemon: true },
);
export const ok = model({});
export const same = model({ CHECK: "same" }, { expect: violates("consistent") });
export const even = model({ CHECK: "even" }, { expect: violates("consistent") });
