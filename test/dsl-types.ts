// What the types of dsl/ accept and refuse. Nothing here runs: `npm run check` compiles it, and an @ts-expect-error
// below which nothing is refused any more is an error there.
// Not here: what only spec-check refuses (test/cases/reject).
import {
  Bag,
  count,
  each,
  fill,
  type Id,
  type Int,
  pick,
  type Seq,
  type Spec,
  same,
  setOf,
  spec,
  ValueMap,
  ValueSet,
  violates,
  when,
} from "../dsl/index.ts";

type Writer = Id<"Writer", 2>;
type Reader = Id<"Reader", 2>;
interface State {
  owner: Writer | null;
  waiting: Set<Writer>;
  level: Record<Writer, Int<0, 3>>;
}

export function accepted({ action, process, procedure, invariant, model }: Spec<State>, w: Writer, r: Reader): void {
  const lock = procedure(function* (s, self: Writer) {
    s = yield "lock";
    when(s.owner === null);
    s.owner = self;
  });
  const tryLock = procedure(function* (s, self: Writer) {
    s = yield "try_lock";
    s.waiting.add(self);
    return s.owner === null;
  });
  const worker = process(function* (s, self: Writer) {
    s = yield* lock(s, self);
    let ok: boolean;
    [s, ok] = yield* tryLock(s, self);
    if (ok) s.level[self] = 1 + count((x: Writer) => s.waiting.has(x));
    s = yield "release";
    s.owner = null;
  });
  const lone = process(function* (s) {
    s = yield "tick";
    s.owner = pick<Writer>();
  });
  const steal = action((s, self: Writer) => {
    // @ts-expect-error a writer is no reader
    s.owner = r;
    s.owner = self;
    s.waiting = setOf((x: Writer) => x !== self);
    for (const x of each<Writer>()) s.level[x] = 0;
  });

  invariant((s) => worker.at(s, w, "lock", "release") && worker.done(s, w) && lone.at(s, "tick"));
  invariant((s) => steal.enabled(s, w) && lone.enabled(s));
  // @ts-expect-error no such label
  invariant((s) => worker.at(s, w, "realease"));
  // @ts-expect-error which worker?
  invariant((s) => worker.at(s, "lock"));
  // @ts-expect-error the other kind of identity
  invariant((s) => steal.enabled(s, r));
  // @ts-expect-error identities have no order
  invariant((s) => s.owner !== null && s.owner < w);
  // @ts-expect-error a key of the other kind
  invariant((s) => s.level[r] === 0);
  // @ts-expect-error not an option
  model({}, { deadlock: "ignored" });

  spec<State>(() => ({ owner: null, waiting: new Set(), level: fill(0) }));
  const atMostTwo = new ValueSet<{ to: Writer }, 2>(new Bag<{ to: Writer }, 2>());
  const messages: ValueSet<{ to: Writer }> = atMostTwo;
  pick(messages).to = w;
  // @ts-expect-error another bound is another type
  const atMostThree: ValueSet<{ to: Writer }, 3> = atMostTwo;
  pick(atMostThree);
  // @ts-expect-error a bag is no set
  messages.isSubsetOf(new Bag<{ to: Writer }, 2>());
}

interface Sent {
  to: Writer;
  term: Int<0, 3>;
}
interface Collected {
  sent: ValueSet<Sent, 2>;
  lost: Bag<Sent, 2>;
  votes: ValueMap<Sent, Set<Writer>>;
  level: Map<Writer, Int<0, 3>>;
  seen: ReadonlyMap<Writer, Sent>;
  queue: Seq<Sent, 3>;
}

export function collections({ action }: Spec<Collected>): void {
  action((s, w: Writer) => {
    const message = pick(s.sent);
    const lost: Sent = pick(s.lost);
    const key: Sent = pick(s.votes.keys());
    const writer: Writer = pick(s.level.keys());
    s.sent.add({ ...message, to: writer }).delete(lost);
    s.votes.get(key)?.add(w);
    s.votes.set(lost, new Set([w])).delete(message);
    s.level.set(w, (s.level.get(w) ?? 0) + s.level.size);
    for (const [k, v] of s.votes) if (v.has(k.to)) s.lost.add(k);
    for (const m of s.lost) s.sent.add(m);
    for (const v of s.votes.values()) v.clear();
    for (const [k, v] of s.level.entries()) s.level.set(k, v);
    s.level.forEach((v, k) => {
      s.level.set(k, v);
    });
    s.votes.forEach((v, k) => {
      if (v.has(w)) s.sent.add(k);
    });
    s.sent.forEach((m) => {
      s.lost.add(m);
    });
    s.lost.forEach((m) => {
      s.sent.add(m);
    });
    s.sent = s.sent.filter((m) => m.to !== w).symmetricDifference(new ValueSet([lost]));
    s.votes = new ValueMap([[lost, new Set([w])]]);
    s.level = new Map([[w, 1]]);
    s.queue
      .sort((a, b) => a.term - b.term)
      .forEach((m, i) => {
        when(m.term > i);
      });
    s.queue = s.queue.flatMap((m) => [m, { ...m }]).toSpliced(0, 1, lost);
    when(s.seen.get(w)?.term === s.lost.count(message));
    // @ts-expect-error a map that is only read
    s.seen.set(w, message);
    // @ts-expect-error another bound is another type
    s.sent = new ValueSet<Sent, 3>();
    // @ts-expect-error a member of the other kind
    s.lost.add(w);
  });
}

interface Register {
  value: Int<0, 3>;
  by: Writer | null;
}

export function time(
  { action, process, eventually, infinitelyOften, eventuallyAlways, leadsTo, refines, fairness, model }: Spec<State>,
  register: Spec<Register>,
): void {
  const isFree = (s: State): boolean => s.owner === null;
  const take = action(
    (s, w: Writer) => {
      s.owner = w;
    },
    { fair: "strong" },
  );
  const worker = process(
    function* (s, self: Writer) {
      s = yield "rest";
      s.owner = self;
    },
    { fair: "weak", daemon: true },
  );
  const served = leadsTo(isFree, (s) => s.owner !== null && !take.enabled(s, s.owner) && !worker.enabled(s, s.owner));
  fairness("weak", take, worker);
  const all = [served, eventually(isFree), infinitelyOften(isFree), eventuallyAlways(isFree)];
  const register0 = refines(register, (s) => ({ value: 0, by: s.owner }));
  model(
    {},
    { check: [...all, register0], expect: violates(served), stepConstraint: (s, next) => s.owner === next.owner },
  );
  model({}, { check: [], view: (s) => [s.owner, s.waiting.size] });

  // @ts-expect-error a field of the other state is missing
  refines(register, (s) => ({ by: s.owner }));
  // @ts-expect-error a reader's state is no register
  refines(register, (s) => s);
  // @ts-expect-error not what spec gave
  refines(take, (s) => s);
  // @ts-expect-error neither weak nor strong
  fairness("fair", take);
  // @ts-expect-error a property is no action
  fairness("weak", served);
  const reset = register.action((s) => {
    s.value = 0;
  });
  // @ts-expect-error the action of another state
  fairness("weak", reset);
  // @ts-expect-error fairness is weak or strong
  action((s) => s.waiting.clear(), { fair: true });
  // @ts-expect-error an action is no daemon
  action((s) => s.waiting.clear(), { daemon: true });
  // @ts-expect-error q is missing
  leadsTo(isFree);
}

export function timeOfEach(
  { eventually, infinitelyOften, eventuallyAlways, leadsTo, model }: Spec<State>,
  { invariant, stepInvariant, reachable }: Spec<State>,
): void {
  const waits = (s: State, w: Writer): boolean => s.waiting.has(w);
  const owns = (s: State, w: Writer): boolean => s.owner === w;
  const all = [
    eventually((s, w: Writer) => s.owner === w),
    infinitelyOften((s, w: Writer, n: Int<0, 3>) => s.level[w] === n),
    eventuallyAlways(({ level }, w: Writer) => level[w] === 0),
    leadsTo(
      (s, w: Writer) => s.waiting.has(w),
      (s, w: Writer) => s.owner === w,
    ),
    leadsTo(
      (s, w: Writer, n: Int<0, 3>) => s.level[w] === n,
      (s, w) => s.owner === w,
    ),
    leadsTo(waits, owns),
    leadsTo(waits, (s) => s.owner === null),
    leadsTo((s) => s.owner === null, owns),
  ];
  model({}, { check: all });
  // @ts-expect-error another parameter
  leadsTo(waits, (s, r: Reader) => s.waiting.size === 0 && same(r, r));
  // @ts-expect-error it holds of a state, and `every` is what asks for each writer
  invariant(waits);
  // @ts-expect-error nor of a step
  stepInvariant((s, next, w: Writer) => s.level[w] <= next.level[w]);
  // @ts-expect-error nor here
  reachable(waits);
}

export function fairnessOfEach({ action, process, fairness }: Spec<State>): void {
  const enter = action((s, w: Writer) => {
    s.owner = w;
  });
  const leave = process(function* (s, self: Writer) {
    s = yield "leave";
    s.owner = self;
  });
  const raise = action((s, w: Writer, by: Int<0, 3>) => {
    s.level[w] = by;
  });
  const reset = action((s) => {
    s.owner = null;
  });
  const read = action((s, r: Reader) => {
    when(s.owner === null && same(r, r));
  });
  fairness.each("weak", enter, leave);
  fairness.each("strong", leave, enter);
  fairness.each("strong", raise);
  fairness.each("weak", reset);
  // @ts-expect-error a reader is no writer
  fairness.each("weak", enter, read);
  // @ts-expect-error neither weak nor strong
  fairness.each("fair", enter);
}
