/**
 * A memory serving one request of each processor at a time.
 * @source tlaplus/Examples specifications/SpecifyingSystems/CachingMemory/MCInternalMemory.tla
 */
import { constant, every, fill, fillWith, type Index, pick, spec, when } from "racespec";
export const PROCS = constant(2);
export const ADRS = constant(3);
export const VALS = constant(2);
type Proc = Index<typeof PROCS>;
type Adr = Index<typeof ADRS>;
type Val = Index<typeof VALS>;
type Req = { op: "Rd"; adr: Adr } | { op: "Wr"; adr: Adr; val: Val };
type Buf = Req | { op: "val"; val: Val } | { op: "none" };
interface State {
  mem: Record<Adr, Val>;
  ctl: Record<Proc, "rdy" | "busy" | "done">;
  buf: Record<Proc, Buf>;
  memInt: { p: Proc; d: Buf };
}
const { action, invariant, model } = spec<State>(() => ({
  mem: fillWith(() => pick<Val>()),
  ctl: fill("rdy"),
  buf: fill({ op: "none" }),
  memInt: { p: 0, d: { op: "none" } },
}));
export const req = action((s, p: Proc, r: Req) => {
  when(s.ctl[p] === "rdy");
  s.memInt = { p, d: { ...r } };
  s.buf[p] = { ...r };
  s.ctl[p] = "busy";
});
function perform(mem: Record<Adr, Val>, r: Buf): Buf {
  switch (r.op) {
    case "Wr":
      mem[r.adr] = r.val;
      return { op: "none" };
    case "Rd":
      return { op: "val", val: mem[r.adr] };
    case "val":
    case "none":
      throw new Error("no request");
  }
}
export const perf = action((s, p: Proc) => {
  when(s.ctl[p] === "busy");
  s.buf[p] = perform(s.mem, s.buf[p]);
  s.ctl[p] = "done";
});
export const rsp = action((s, p: Proc) => {
  when(s.ctl[p] === "done");
  s.memInt = { p, d: structuredClone(s.buf[p]) };
  s.ctl[p] = "rdy";
});
export const typeOk = invariant((s) => every((p: Proc) => s.ctl[p] !== "busy" || isReq(s.buf[p])));
function isReq(b: Buf): b is Req {
  return b.op === "Rd" || b.op === "Wr";
}
export const m = model();
