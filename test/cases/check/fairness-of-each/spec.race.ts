// `fairness.each`: one condition for each self, over several actions and processes; `fairness` of the same parts: one for all of them.
import { constant, fill, type Index, spec, violates, when } from "racespec";
type Who = Index<2>;
export const FAIR = constant<"each" | "together">("each");
interface State { has: Record<Who, 0 | 1 | 2>; open: Record<Who, boolean> }
const race = spec<State>(() => ({ has: fill(0), open: fill(false) }));
const { action, process, infinitelyOften, fairness, model } = race;
export const one = action((s, w: Who) => { when(FAIR === "each" && s.has[w] === 0); s.has[w] = 1; });
export const other = process(function* (s, self: Who) {
  while (true) {
    s = yield "waits";
    when(FAIR === "each" && s.has[self] === 0);
    s.has[self] = 2;
    s = yield "has";
    s.has[self] = 0;
  }
}, { daemon: true });
export const back = action((s, w: Who) => { when(s.has[w] === 1); s.has[w] = 0; });
fairness.each("weak", one, other, back);
export const flip = action((s, w: Who) => { when(FAIR === "together"); s.open[w] = !s.open[w]; });
race.fairness("weak", flip);
export const busy = infinitelyOften((s, w: Who) => s.has[w] !== 0);
export const turned = infinitelyOften((s, w: Who) => s.open[w]);
export const each = model({}, { check: [busy] });
export const together = model({ FAIR: "together" }, { check: [turned], expect: violates(turned) });
