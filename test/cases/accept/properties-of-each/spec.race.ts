// Properties with parameters in all their forms: of identities, ranges, literals, unions, sets of them; destructured; by named
// functions; a goal without them. Fairness of each, by either name.
import { fill, type Id, type Index, spec, when } from "racespec";

type Client = Id<"Client", 2>;
type Level = Index<2>;
interface Place { room: Level; bed: "left" | "right" }
interface State { who: Client | null; stands: Level; seen: Set<Level>; left: boolean; is: Record<Client, boolean> }
const race = spec<State>(() => ({ who: null, stands: 0, seen: new Set(), left: true, is: fill(false) }));
const { action, process, eventually, infinitelyOften, eventuallyAlways, leadsTo, fairness } = race;

export const go = action((s, c: Client) => { s.who = c; s.is[c] = true; });
export const rest = action((s, c: Client) => { when(s.who === c); s.who = null; s.is[c] = false; });
export const climber = process(function* (s, self: Client) {
  while (true) {
    s = yield "below";
    s.stands = 1;
    s.seen.add(1);
    s = yield "above";
    when(s.who !== self);
    s.stands = 0;
    s.left = !s.left;
  }
}, { daemon: true, fair: "weak" });
fairness.each("weak", go, rest);
race.fairness.each("strong", climber, go);

const isThere = (s: State, c: Client | null): boolean => s.who === c;
export const comes = eventually(isThere);
export const mayGo = infinitelyOften((s, c: Client) => go.enabled(s, c) || !climber.enabled(s, c));
export const moves = infinitelyOften(({ stands }, level: Level) => stands === level);
export const sleeps = eventuallyAlways((s, { room, bed }: Place) => s.stands !== room || s.left === (bed === "left"));
export const saw = eventually((s, some: Set<Level>) => s.seen.isSupersetOf(some));
export const returns = leadsTo((s, c: Client) => s.is[c], (s) => s.who === null);
export const isLeft = leadsTo((s, _c: Client, _l: Level) => s.left, (s, c: Client, level: Level) => s.who !== c || s.stands === level || climber.at(s, c, "below"));
