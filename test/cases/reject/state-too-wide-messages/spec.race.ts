/** A place for each message that there may ever be. A bound would keep the few that are on their way. */
import { type Id, type Int, spec, ValueMap } from "racespec";

type Node = Id<"Node", 5>;
type Message = { kind: "prepare" | "promise" | "accept" | "accepted"; from: Node; to: Node; ballot: Int<0, 255> };
interface State { net: ValueMap<Message, Int<1, 15>>; decided: boolean }
const { action } = spec<State>(() => ({ net: new ValueMap(), decided: false }));

export const send = action((s, from: Node, to: Node) => {
  s.net.set({ kind: "prepare", from, to, ballot: 0 }, 1);
});
