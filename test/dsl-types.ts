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
  type Spec,
  setOf,
  spec,
  ValueSet,
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
