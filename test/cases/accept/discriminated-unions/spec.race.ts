/** Messages told apart by a literal field: switch, guards, filters, spreads, tags of every kind. */
import { spec, type Int, type Seq } from "racespec";

const Kind = { Ask: "ask", Ack: "ack" } as const;
type Base = { id: Int<0, 1> };
type Ask = Base & { kind: typeof Kind.Ask; from: Int<0, 1> };
type Message = Ask | (Base & { kind: typeof Kind.Ack }) | (Base & { kind: "data"; payload: { ok: boolean } });
type Result = Base & ({ ok: true; value: Int<0, 2> } | { ok: false; error: "gone" | "busy" });
type Version = { v: 1; a: boolean } | { v: 2; b: boolean };
interface State { queue: Seq<Message, 3>; last: Message | null; result: Result; version: Version; n: Int<0, 1> }
const { action, invariant } = spec<State>(() => ({
  queue: [],
  last: null,
  result: { ok: true, value: 0, id: 0 },
  version: { v: 1, a: true },
  n: 0,
}));

function isAsk(m: Message | null): m is Ask { return m !== null && m.kind === Kind.Ask; }
function make(ok: boolean): Result { return ok ? { ok: true, value: 1, id: 0 } : { ok: false, error: "gone", id: 1 }; }

export const send = action((s) => {
  if (s.queue.length > 1) return;
  s.queue.push({ kind: Kind.Ask, from: 0, id: 0 });
  s.queue.push({ kind: "data", payload: { ok: true }, id: 1 });
});
export const receive = action((s) => {
  const m = s.queue.shift();
  if (m === undefined) return;
  switch (m.kind) {
    case Kind.Ask:
      s.n = m.from;
      s.queue.push({ kind: Kind.Ack, id: m.id });
      break;
    case Kind.Ack:
      s.n = 1;
      return;
    case "data":
      if (m.payload.ok) s.n = m.id;
      break;
    default: {
      const none: never = m;
      return none;
    }
  }
  s.last = m;
});
export const guard = action((s) => { if (isAsk(s.last)) s.n = s.last.from; else s.last = { kind: "ask", from: 1, id: 1 }; });
export const results = action((s, ok: boolean) => {
  s.result = make(ok);
  if (s.result.ok) s.result.value = 2;
  else s.result.error = "busy";
  s.result = { ...s.result, id: 1 };
});
export const versions = action((s) => {
  s.version = s.version.v === 1 ? { v: 2, b: s.version.a } : { v: 1, a: !s.version.b };
});
export const counted = invariant((s) => s.queue.reduce((n, m) => n + (m.kind === "ack" ? 1 : 0), 0) <= 3);
export const found = invariant((s) => s.queue.find((m) => m.kind === "data")?.id !== 0);
export const kinds = invariant((s) => !s.queue.map((m) => m.kind).includes("ack") || s.queue.some((m) => m.kind !== "ask"));
