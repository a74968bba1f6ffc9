/**
 * What lies ahead of the states of one level on the shortest ways to a failure: the fewest context switches, and who
 * has to begin for them to be so few. Whoever else begins costs one more: that is all there is to know of a state.
 * In: steps on such ways, state by state. Out: `Ahead`, `ActorSets`.
 * Not here: which steps these are (`trace.ts`).
 */
import { IndexSet } from "./index-set.ts";

/** A set of actors, the same number for the same members. */
export type ActorSet = number;

/** No step is left: whoever moved last, nothing is to come. */
const OVER: ActorSet = 0;
const NOBODY: ActorSet = 1;
/** More actors than any model has instances. */
const MOST = 2 ** 26;

export class ActorSets {
  readonly #members: ReadonlySet<number>[] = [new Set(), new Set()];
  readonly #byText = new Map<string, ActorSet>();
  readonly #grown = new Map<number, ActorSet>();

  has(set: ActorSet, actor: number): boolean {
    return this.#members[set]?.has(actor) ?? false;
  }

  with(set: ActorSet, actor: number): ActorSet {
    if (this.has(set, actor)) return set;
    const known = this.#grown.get(set * MOST + actor);
    if (known !== undefined) return known;
    const members = [...(this.#members[set] ?? []), actor].sort((a, b) => a - b);
    const text = members.join();
    const made = this.#byText.get(text) ?? this.#members.push(new Set(members)) - 1;
    this.#byText.set(text, made);
    this.#grown.set(set * MOST + actor, made);
    return made;
  }
}

export class Ahead {
  /** Those from which the failure is as near as it can be. */
  readonly states: IndexSet;
  readonly #sets: ActorSets;
  /** By rank among the states: fewest context switches to come, and who begins then. */
  #switches = new Uint32Array(16);
  #first = new Uint32Array(16);
  #last = -1;

  constructor(size: number, sets: ActorSets) {
    this.states = new IndexSet(size);
    this.#sets = sets;
  }

  /** A step of `actor` leads on from there, with so many context switches after it. States must come in ascending order. */
  note(state: number, actor: number, switches: number): void {
    const at = this.#enter(state, NOBODY, switches);
    if (switches > (this.#switches[at] as number)) return;
    if (switches < (this.#switches[at] as number)) {
      this.#switches[at] = switches;
      this.#first[at] = NOBODY;
    }
    this.#first[at] = this.#sets.with(this.#first[at] as number, actor);
  }

  /** The failure is the state itself. */
  end(state: number): void {
    this.#enter(state, OVER, 0);
  }

  /** Context switches from a state on, where `actor` has moved last. */
  switchesAfter(state: number, actor: number): number {
    const at = this.states.rank(state);
    const first = this.#first[at] as number;
    return (this.#switches[at] as number) + (first === OVER || this.#sets.has(first, actor) ? 0 : 1);
  }

  /** Context switches from a state on, whoever begins. */
  fewest(state: number): number {
    return this.#switches[this.states.rank(state)] as number;
  }

  #enter(state: number, first: ActorSet, switches: number): number {
    if (state === this.#last) return this.states.count - 1;
    if (state < this.#last) throw new Error("states must be noted in ascending order");
    this.#last = state;
    const at = this.states.count;
    this.states.add(state);
    if (at === this.#switches.length) {
      this.#switches = doubled(this.#switches);
      this.#first = doubled(this.#first);
    }
    this.#switches[at] = switches;
    this.#first[at] = first;
    return at;
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const made = new Uint32Array(array.length * 2);
  made.set(array);
  return made;
}
