/**
 * The sleeping barber: a queue of identities, one of them in the chair.
 * @source rumur 2022.08.20 of the same model in Murphi: 138 states, 361 rules, 13 orbits
 */
import { fill, type Id, type Seq, spec, when } from "racespec";

type C = Id<"C", 4>;
interface State {
  st: Record<C, "out" | "waiting" | "served" | "paying">;
  queue: Seq<C, 2>;
  cust: C | null;
  barber: "asleep" | "ready" | "cutting";
}
const { action, model } = spec<State>(() => ({ st: fill("out"), queue: [], cust: null, barber: "asleep" }));
export const arrive = action((s, c: C) => {
  when(s.st[c] === "out" && s.queue.length < 2);
  s.queue.push(c);
  s.st[c] = "waiting";
  if (s.barber === "asleep") s.barber = "ready";
});
export const turnedAway = action((s, c: C) => {
  when(s.st[c] === "out" && s.queue.length === 2);
});
export const pay = action((s, c: C) => {
  when(s.st[c] === "served");
  s.st[c] = "paying";
});
export const take = action((s) => {
  when(s.barber === "ready");
  const [head, ...rest] = s.queue;
  when(head !== undefined);
  s.cust = head;
  s.queue = rest;
  s.barber = "cutting";
});
export const sleep = action((s) => {
  when(s.barber === "ready" && s.queue.length === 0);
  s.barber = "asleep";
});
export const cut = action((s) => {
  const c = s.cust;
  when(c !== null && s.st[c] === "waiting");
  s.st[c] = "served";
});
export const collect = action((s) => {
  const c = s.cust;
  when(c !== null && s.st[c] === "paying");
  s.st[c] = "out";
  s.cust = null;
  s.barber = "ready";
});
export const m = model({});
