// Properties of behaviours with parameters: each combination of their values by itself. The quantifier stands outside: that everybody
// is served again and again does not say that all are at once. What fails is told with its values, the first ones that fail.
import { constant, every, fill, type Id, type Index, pick, spec, violates, when } from "racespec";
type Client = Id<"Client", 3>;
type Turn = Index<2>;
/** Who is served: whoever has waited; whoever comes; everybody but one who asked first. */
export const SERVES = constant<"all" | "some" | "not the first">("all");
interface State { wants: Record<Client, boolean>; has: Client | null; turn: Turn; first: Client | null }
const { action, eventually, eventuallyAlways, infinitelyOften, leadsTo, fairness, model } = spec<State>(() => ({
  wants: fill(false), has: null, turn: 0, first: null,
}));
export const ask = action((s, c: Client) => {
  when(!s.wants[c] && s.has !== c);
  s.wants[c] = true;
  s.first ??= c;
}, { fair: "weak" });
export const serve = action((s, c: Client) => {
  when(SERVES === "all" && s.has === null && s.wants[c]);
  s.has = c;
  s.wants[c] = false;
}, { fair: "strong" });
export const serveSomeone = action((s) => {
  const c = pick((x: Client) => s.wants[x]);
  when(SERVES !== "all" && s.has === null && (SERVES === "some" || c !== s.first));
  s.has = c;
  s.wants[c] = false;
});
fairness("strong", serveSomeone);
export const leave = action((s) => {
  when(s.has !== null);
  s.has = null;
  s.turn = s.turn === 0 ? 1 : 0;
}, { fair: "weak" });

/** Who wants is served. */
export const served = leadsTo((s, c: Client) => s.wants[c], (s, c: Client) => s.has === c);
/** The same with a goal that does not ask who. */
export const someone = leadsTo((s, c: Client) => s.wants[c], (s) => s.has !== null);
export const servedInEachTurn = infinitelyOften((s, c: Client, t: Turn) => s.has === c && s.turn === t);
/** Of two that both want, the one comes to have it while the other one wants. */
export const before = eventually((s, a: Client, b: Client) => a === b || (s.has === a && s.wants[b]));
export const atOnce = eventually((s) => every((c: Client) => s.has === c));
export const settles = eventuallyAlways((s, t: Turn, c: Client) => s.turn === t || s.has !== c);

export const all = model({}, { check: [served, someone] });
export const turns = model({}, { check: [servedInEachTurn], expect: violates(servedInEachTurn) });
export const outside = model({}, { check: [atOnce], expect: violates(atOnce) });
export const some = model({ SERVES: "some" }, { check: [someone, served], expect: violates(served) });
export const notTheFirst = model({ SERVES: "not the first" }, { check: [served], expect: violates(served) });
export const pairs = model({}, { check: [before], expect: violates(before) });
export const forEver = model({}, { check: [settles], expect: violates(settles) });
