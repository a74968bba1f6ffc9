/**
 * SpecifyingSystems/CachingMemory/MCInternalMemory.cfg of tlaplus/Examples: a memory that serves each processor in turn.
 *
 * A processor sends a request to read or to write; the memory performs it at some later time; then it answers. Each processor
 * has one request at a time.
 *
 * Processors, addresses and values are numbers instead of model values. As in the published model `memInt`, the interface, holds
 * who spoke last and what was said; before anything was said that is the first processor and nothing.
 *
 * @source tlaplus/Examples specifications/SpecifyingSystems/CachingMemory/InternalMemory.tla, MCInternalMemory.tla
 * @source L. Lamport: Specifying Systems, 2002, chapter 5
 */
import { constant, every, fill, fillWith, type Index, pick, spec, when } from "racespec";

/** Processors. */
export const PROCS = constant(2);
/** Addresses. */
export const ADRS = constant(3);
/** Values. */
export const VALS = constant(2);
type Proc = Index<typeof PROCS>;
type Adr = Index<typeof ADRS>;
type Val = Index<typeof VALS>;
type Request = { op: "Rd"; adr: Adr } | { op: "Wr"; adr: Adr; val: Val };
type Answer = { op: "val"; val: Val } | { op: "noVal" };
interface State {
  mem: Record<Adr, Val>;
  ctl: Record<Proc, "rdy" | "busy" | "done">;
  /** What the processor has asked for, or was answered. */
  buf: Record<Proc, Request | Answer>;
  /** Who spoke last, and what was said. */
  memInt: { p: Proc; d: Request | Answer };
}
const { action, invariant, stepInvariant, model } = spec<State>(() => ({
  mem: fillWith(() => pick<Val>()),
  ctl: fill("rdy"),
  buf: fill({ op: "noVal" }),
  memInt: { p: 0, d: { op: "noVal" } },
}));

/** A processor asks. */
export const req = action((s, p: Proc, r: Request) => {
  when(s.ctl[p] === "rdy");
  s.memInt = { p, d: { ...r } };
  s.buf[p] = { ...r };
  s.ctl[p] = "busy";
});
/** Does what a request says and gives the answer to it. */
function perform(mem: Record<Adr, Val>, r: Request | Answer): Answer {
  switch (r.op) {
    case "Wr":
      mem[r.adr] = r.val;
      return { op: "noVal" };
    case "Rd":
      return { op: "val", val: mem[r.adr] };
    case "val":
    case "noVal":
      throw new Error("performs what is no request");
  }
}
/** The memory performs a request. */
export const performs = action((s, p: Proc) => {
  when(s.ctl[p] === "busy");
  s.buf[p] = perform(s.mem, s.buf[p]);
  s.ctl[p] = "done";
});
/** The memory answers. */
export const rsp = action((s, p: Proc) => {
  when(s.ctl[p] === "done");
  s.memInt = { p, d: structuredClone(s.buf[p]) };
  s.ctl[p] = "rdy";
});

const isRequest = (b: Request | Answer): b is Request => b.op === "Rd" || b.op === "Wr";
/** Who is being served has asked, and who is not has his answer. */
export const typeInvariant = invariant((s) => every((p: Proc) => (s.ctl[p] === "busy") === isRequest(s.buf[p])));
/** A step changes one address at most, and only by performing. */
export const oneWrite = stepInvariant((s, next) =>
  every((a: Adr, b: Adr) => a === b || s.mem[a] === next.mem[a] || s.mem[b] === next.mem[b]),
);

export const asPublished = model();
