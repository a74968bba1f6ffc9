/** Fairness that a constant turns on and off, here and in the spec that is refined. */
import { constant, spec, violates, when } from "racespec";
import { abstract } from "./abstract.ts";

const KIND = constant<"none" | "weak" | "strong">("none");
interface State { word: 0 | 1; asked: boolean }
const { action, process, eventually, model, refines } = spec<State>(() => ({ word: 0, asked: false }));

export const set = action((s) => { when(s.asked); s.word = 1; }, { fair: KIND === "none" ? undefined : KIND });
export const ask = action((s) => { s.asked = true; }, KIND === "none" ? {} : { fair: "weak" });
export const clear = process(function* (s) {
  s = yield "clear";
  s.asked = false;
}, { daemon: true, ...(KIND === "strong" ? { fair: "weak" } : {}) });
export const isLock = refines(abstract, (s) => ({ held: s.word === 1 }));
export const taken = eventually((s) => s.word === 1);

export const none = model({}, { expect: violates(taken), deadlock: "ignore" });
export const weak = model({ KIND: "weak" }, { deadlock: "ignore" });
export const strong = model({ KIND: "strong" }, { deadlock: "ignore" });
