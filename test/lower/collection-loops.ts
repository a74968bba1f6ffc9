// A State full of collections, and steps that go through them in no order of their own: each is accepted, and none may
// depend on the order.
// Not here: what is asked of them (the tests beside this).

export const head = `type W = Id<"W", 3>; type B = Index<3>; type Term = Int<0, 2>;
interface Msg { to: W; term: Term }
interface State { n: Int<-99, 99>; flag: boolean; last: W | null; on: Record<W, boolean>; queue: Seq<Msg, 9>; bs: Set<B>;
  sent: ValueSet<Msg>; few: ValueSet<Msg, 3>; other: ValueSet<Msg>; net: Bag<Msg, 4>; back: Bag<Msg, 4>;
  level: Map<W, Term>; votes: ValueMap<Msg, Set<W>>; boxes: Map<B, { n: Term; seen: Set<W> }>; small: ValueMap<Msg, Term, 2> }
const { action, process, invariant } = spec<State>(() => ({ n: 0, flag: false, last: null, on: fill(false), queue: [], bs: new Set(),
  sent: new ValueSet(), few: new ValueSet(), other: new ValueSet(), net: new Bag(), back: new Bag(),
  level: new Map(), votes: new ValueMap(), boxes: new Map(), small: new ValueMap() }));
function mark(s: State, m: Msg): void { s.on[m.to] = true; s.n++; }
function tell(s: State, m: Msg): void { s.last = m.to; }
function zero(m: Msg): void { m.term = 0; }
function isOver(m: Msg): boolean { return 4 / m.term > 1; }
`;
/** Filled from the end: JavaScript then goes through them against the order of their domains. */
export const filled = head
  .replace("sent: new ValueSet()", "sent: new ValueSet([...each<Msg>()].filter((m) => m.term > 0).toReversed())")
  .replace("net: new Bag()", "net: new Bag([...each<Msg>()].filter((m) => m.term === 1).toReversed())")
  .replace("bs: new Set()", "bs: new Set([2, 0, 1])")
  .replace(
    "boxes: new Map()",
    "boxes: new Map([[2, { n: 1, seen: new Set() }], [0, { n: 2, seen: new Set(each<W>()) }]])",
  );

/** In orders of all kinds, so that equal values were filled in differently. */
export const fillingCollections: readonly string[] = [
  "s.sent.add({ to: me, term: 2 }); s.sent.add({ to: me, term: b });",
  "s.sent = new ValueSet([{ to: me, term: 1 }, ...s.other]);",
  "s.net.add({ to: me, term: b }); s.back = new Bag(s.net);",
  "s.level.set(me, b); s.bs.add(b); s.on[me] = true;",
  "s.boxes.set(b, { n: 1, seen: new Set([me]) }); s.votes.set({ to: me, term: b }, new Set());",
  "s.few.add({ to: me, term: b }); s.queue.push({ to: me, term: b });",
];

/** Bodies of an action of `s`, `me: W` and `b: B`. */
export const freeOfOrder: readonly string[] = [
  // Members that are structured.
  "for (const m of s.sent) s.on[m.to] = true;",
  "for (const m of s.sent) { s.n += m.term; s.other.add(m); }",
  "for (const m of s.sent) { s.other.delete(m); }",
  "for (const m of s.sent) if (m.term > 1) s.other.add(m); else s.other.delete(m);",
  "for (const m of s.sent) if (m.term === 0) s.sent.delete(m);",
  "for (const m of s.sent) s.other.add({ ...m, term: 0 });",
  "for (const m of s.sent) s.net.add(m);",
  "for (const m of s.sent) s.small.set(m, m.term);",
  "for (const { to, term } of s.sent) if (term > 1) s.on[to] = true;",
  "let most: Term = 0; for (const m of s.few) most = Math.max(most, m.term); s.n = most;",
  "for (const m of s.sent) mark(s, m);",
  "for (const m of s.sent) for (const o of s.sent) if (m.term < o.term) s.on[m.to] = true;",
  "s.sent.forEach((m) => { s.on[m.to] = true; });",
  "let found = false; for (const m of s.sent) if (m.to === me) { found = true; break; } s.flag = found;",
  "s.flag = s.sent.some((m) => m.to === me && m.term > t) || s.sent.every((m) => s.on[m.to]);",
  "s.sent = s.sent.filter((m) => m.term !== t);",
  "const mine = s.sent.filter((m) => m.to === me); s.n = mine.size; s.flag = mine.isSubsetOf(s.other);",
  "s.flag = [...s.sent].some((m) => m.to === me); s.other = new ValueSet([...s.sent].map((m) => ({ ...m, to: me })));",
  "s.last = pick(s.sent).to;",
  // Bags.
  "for (const m of s.net) s.n += m.term;",
  "for (const m of s.net) s.back.add(m);",
  "for (const m of s.net) s.back.delete(m);",
  "for (const m of new Bag(s.net)) if (m.term === 0) s.net.delete(m);",
  "for (const m of s.net) s.sent.add(m);",
  "s.net.forEach((m) => { s.on[m.to] = true; });",
  "const m = pick(s.net); s.net.delete(m); s.n = s.net.count(m);",
  // Maps.
  "for (const [w, level] of s.level) if (level > 1) s.on[w] = true;",
  "for (const [w, level] of s.level) s.level.set(w, 2 - level);",
  "for (const [w, level] of s.level) if (level === 0) s.level.delete(w);",
  "for (const w of s.level.keys()) s.on[w] = true;",
  "for (const w of s.level.keys()) if (w !== me) s.level.delete(w);",
  "for (const level of s.level.values()) s.n += level;",
  "for (const [k, box] of s.boxes) { box.n = 0; box.seen.add(me); }",
  "for (const box of s.boxes.values()) box.seen.clear();",
  "for (const [k, box] of s.boxes.entries()) if (box.seen.has(me)) s.bs.add(k);",
  "s.boxes.forEach((box, k) => { if (box.n > 0) s.bs.delete(k); });",
  "for (const m of s.sent) s.votes.get(m)?.add(me);",
  "for (const m of s.sent) s.votes.set(m, new Set([m.to]));",
  "for (const m of s.sent) { if (!s.votes.has(m)) s.votes.set(m, new Set()); s.votes.get(m)!.add(me); }",
  "for (const [m, who] of s.votes) if (who.size > 1) s.sent.add(m);",
  "for (const w of each<W>()) s.level.set(w, 1);",
  "s.level = new Map([...each<W>()].map((w): [W, Term] => [w, 1]));",
  "s.boxes = new Map([...s.bs].map((x): [B, { n: Term; seen: Set<W> }] => [x, { n: x, seen: new Set([me]) }]));",
  "s.level = new Map([...s.level, [me, 2]]);",
  "s.last = pick(s.level.keys());",
  // Sequences.
  "s.queue.sort((x, y) => x.term - y.term);",
  "s.queue = s.queue.toSorted((x, y) => (x.to === me ? -1 : 1) - (y.to === me ? -1 : 1));",
  "const order = [...s.bs].sort((x, y) => x - y); s.n = order.at(0) ?? 0;",
  "for (const b of s.bs) for (const m of s.queue) if (m.term === b) s.on[m.to] = true;",
  "s.queue.forEach((m, i) => { s.n = m.term + i; });",
];

export const actionOf = (name: string, code: string): string =>
  `export const ${name} = action((s, me: W, b: B) => {\nconst t: Term = 1;\n${code}\n});\n`;
