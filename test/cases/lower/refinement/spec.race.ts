// A refinement: the other spec is a model of its own, over this spec's values of the constants that both share and its own values
// of the others; identities of one name are one set in both.
import { constant, type Id, setOf, spec, when } from "racespec";
import { MAX, register, type Writer } from "./abstract.race.ts";
/** Another constant than that of the other module. */
export const STEP = constant(7);
type Reader = Id<"Reader", 2>;
interface State { low: boolean; high: boolean; by: Writer | null }
const { action, refines, model } = spec<State>(() => ({ low: false, high: false, by: null }));
const valueOf = (s: State): 0 | 1 | 2 => (s.high ? 2 : s.low ? 1 : 0);
export const write = action((s, w: Writer) => {
  when(valueOf(s) < MAX && STEP === 9);
  if (s.low) s.high = true;
  s.low = true;
  s.by = w;
});
export const isRegister = refines(register, (s) => ({ value: valueOf(s), by: s.by, readers: setOf((r: Reader) => false) }));
export const one = model({ MAX: 1, STEP: 9 });
