/** Records beside plain values, told apart by `===`, `typeof`, or a literal field. */
import { same, spec, type Id, type Index, type Int, ValueSet, when } from "racespec";

type Worker = Id<"Worker", 2>;
interface Job { kind: "job"; disk: Index<2> }
interface Wait { kind: "wait"; for: Worker }
type Slot = Job | Wait | "idle" | Worker | null;
type Reply = { ok: true; value: Index<3> } | { ok: false } | Int<0, 2> | boolean;
interface State {
  slot: Slot;
  reply: Reply;
  queue: Set<Index<2>> | "closed";
  seen: ValueSet<Job | "idle">;
  n: Int<0, 9>;
}

const { action, invariant } = spec<State>(() => ({
  slot: "idle",
  reply: false,
  queue: "closed",
  seen: new ValueSet(),
  n: 0,
}));

const isJob = (x: Slot): x is Job => typeof x === "object" && x !== null && x.kind === "job";

export const start = action((s, disk: Index<2>) => {
  when(s.slot === "idle");
  s.slot = { kind: "job", disk };
});
export const wait = action((s, w: Worker) => {
  const { slot } = s;
  if (isJob(slot)) s.n = slot.disk;
  s.slot = { kind: "wait", for: w };
});
export const hand = action((s) => {
  const slot = s.slot;
  if (slot === null || slot === "idle") s.slot = null;
  else if (typeof slot === "symbol") s.slot = "idle";
  else if (slot.kind === "wait") s.slot = slot.for;
  else s.slot = { ...slot, disk: 0 };
});
export const answer = action((s, x: Index<3>) => {
  const reply = s.reply;
  switch (typeof reply) {
    case "boolean":
      s.reply = x;
      break;
    case "number":
      s.reply = { ok: true, value: reply };
      break;
    default:
      s.reply = reply.ok ? { ok: false } : true;
  }
});
export const open = action((s, i: Index<2>) => {
  if (s.queue === "closed") s.queue = new Set([i]);
  else if (s.queue.size === 2) s.queue = "closed";
  else s.queue.add(i);
});
export const look = action((s) => {
  const slot = s.slot;
  if (isJob(slot)) s.seen.add(slot);
  if (slot === "idle") s.seen.add("idle");
  s.n = s.seen.filter((x) => x !== "idle" && x.disk === 1).size;
});

export const typed = invariant((s) => s.slot !== null || typeof s.slot === "object");
export const equal = invariant((s) => same(s.slot, s.slot) && same(s.reply, structuredClone(s.reply)));
