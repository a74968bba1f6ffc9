/**
 * tcp/MCtcp.cfg of tlaplus/Examples: the state machine of TCP connections, RFC 9293, for two peers.
 *
 * Each peer has the state of its end of the connection and a queue of segments on the way to it. Users open and close; segments
 * are received in order; a peer with a transmission control block may reset the connection at any time.
 *
 * One peer has already opened actively, the other listens. As published, a constraint keeps equal segments from following each
 * other and a step constraint keeps users from opening again: such steps are counted and not taken. The published counts are
 * without symmetry. With two peers the remote one is known, so actions have one parameter.
 *
 * @source tlaplus/Examples specifications/tcp/tcp.tla, MCtcp.tla
 * @source https://datatracker.ietf.org/doc/html/rfc9293
 */
import { every, fill, fillWith, type Index, pick, same, type Seq, some, spec, when } from "racespec";

type Peer = Index<2>;
type ConnectionState =
  | "LISTEN"
  | "CLOSED"
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "ESTABLISHED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSING"
  | "CLOSE-WAIT"
  | "LAST-ACK"
  | "TIME-WAIT";
type Segment = "SYN" | "SYN,ACK" | "ACK" | "RST" | "FIN" | "ACKofFIN";
interface State {
  /** Has the peer a transmission control block? */
  tcb: Record<Peer, boolean>;
  connstate: Record<Peer, ConnectionState>;
  /** What is on the way to a peer. */
  network: Record<Peer, Seq<Segment, 8>>;
}
const { action, fairness, invariant, leadsTo, model } = spec<State>(() => {
  const active = pick<Peer>();
  return {
    tcb: fill(true),
    connstate: fillWith((p: Peer) => (p === active ? "SYN-SENT" : "LISTEN")),
    network: fillWith((p: Peer) => (p === active ? [] : ["SYN"])),
  };
});

const other = (p: Peer): Peer => 1 - p;
/** A peer in this state finds this segment first in its queue, takes it out and goes to the next state. */
function receive(s: State, p: Peer, at: ConnectionState, segment: Segment, next: ConnectionState): void {
  when(s.connstate[p] === at && s.network[p].at(0) === segment);
  s.network[p].shift();
  s.connstate[p] = next;
}
/** A user command takes a peer from one state to another. */
function command(s: State, p: Peer, at: ConnectionState, next: ConnectionState): void {
  when(s.connstate[p] === at);
  s.connstate[p] = next;
}
function send(s: State, p: Peer, segment: Segment): void {
  s.network[other(p)].push(segment);
}

/** The user waits for somebody to connect. */
export const passiveOpen = action((s, p: Peer) => {
  command(s, p, "CLOSED", "LISTEN");
  s.tcb[p] = true;
});
/** The user connects. */
export const activeOpen = action((s, p: Peer) => {
  command(s, p, "CLOSED", "SYN-SENT");
  s.tcb[p] = true;
  send(s, p, "SYN");
});
/** The user of a listening peer sends, and so connects. */
export const sendCommand = action((s, p: Peer) => {
  command(s, p, "LISTEN", "SYN-SENT");
  send(s, p, "SYN");
});
/** The user closes before an answer has come. */
export const closeSynSent = action((s, p: Peer) => {
  command(s, p, "SYN-SENT", "CLOSED");
  s.tcb[p] = false;
});
/** The user closes while the connection is being made. */
export const closeSynReceived = action((s, p: Peer) => {
  command(s, p, "SYN-RECEIVED", "FIN-WAIT-1");
  send(s, p, "FIN");
});
/** The user no longer listens. */
export const closeListen = action((s, p: Peer) => {
  command(s, p, "LISTEN", "CLOSED");
  s.tcb[p] = false;
});
/** The user closes the connection. */
export const closeEstablished = action((s, p: Peer) => {
  command(s, p, "ESTABLISHED", "FIN-WAIT-1");
  send(s, p, "FIN");
});
/** The user closes after the other side. */
export const closeCloseWait = action((s, p: Peer) => {
  command(s, p, "CLOSE-WAIT", "LAST-ACK");
  send(s, p, "FIN");
});

/** Both have opened at the same time. */
export const synSentReceivesSyn = action((s, p: Peer) => {
  receive(s, p, "SYN-SENT", "SYN", "SYN-RECEIVED");
  send(s, p, "SYN,ACK");
});
/** The other side has accepted. */
export const synSentReceivesSynAck = action((s, p: Peer) => {
  receive(s, p, "SYN-SENT", "SYN,ACK", "ESTABLISHED");
  send(s, p, "ACK");
});
/** The other side has reset: listen again. */
export const synReceivedReceivesRst = action((s, p: Peer) => {
  receive(s, p, "SYN-RECEIVED", "RST", "LISTEN");
});
/** The other side has acknowledged: the connection stands. */
export const synReceivedReceivesAck = action((s, p: Peer) => {
  receive(s, p, "SYN-RECEIVED", "ACK", "ESTABLISHED");
});
/** Somebody connects. */
export const listen = action((s, p: Peer) => {
  receive(s, p, "LISTEN", "SYN", "SYN-RECEIVED");
  send(s, p, "SYN,ACK");
});
/** The other side closes. */
export const established = action((s, p: Peer) => {
  receive(s, p, "ESTABLISHED", "FIN", "CLOSE-WAIT");
  send(s, p, "ACKofFIN");
});
/** Both have closed at the same time. */
export const finWait1ReceivesFin = action((s, p: Peer) => {
  receive(s, p, "FIN-WAIT-1", "FIN", "CLOSING");
  send(s, p, "ACKofFIN");
});
/** The other side knows of the close. */
export const finWait1ReceivesAck = action((s, p: Peer) => {
  receive(s, p, "FIN-WAIT-1", "ACKofFIN", "FIN-WAIT-2");
});
/** The other side closes as well. */
export const finWait2 = action((s, p: Peer) => {
  receive(s, p, "FIN-WAIT-2", "FIN", "TIME-WAIT");
  send(s, p, "ACKofFIN");
});
/** Each knows that the other has closed. */
export const closing = action((s, p: Peer) => {
  receive(s, p, "CLOSING", "ACKofFIN", "TIME-WAIT");
});
/** The other side knows of the close: the end. */
export const lastAck = action((s, p: Peer) => {
  receive(s, p, "LAST-ACK", "ACKofFIN", "CLOSED");
});
/** The time to wait is over. */
export const timeWait = action((s, p: Peer) => {
  when(s.connstate[p] === "TIME-WAIT" && s.tcb[p]);
  s.connstate[p] = "CLOSED";
  s.tcb[p] = false;
});
/** Note 2 of the RFC: the other side's close and its acknowledgement of ours come together. */
export const finAndAck = action((s, p: Peer) => {
  const queue = s.network[p];
  when(s.connstate[p] === "FIN-WAIT-1" && queue.at(0) === "FIN" && queue.at(1) === "ACKofFIN");
  s.network[p] = queue.slice(2);
  s.connstate[p] = "TIME-WAIT";
  send(s, p, "ACKofFIN");
});
/** Note 3: whoever has a control block may reset the connection. */
export const reset = action((s, p: Peer) => {
  when(s.tcb[p]);
  s.connstate[p] = "TIME-WAIT";
  send(s, p, "RST");
});
/** Note 3: who is reset listens again, or is closed. */
export const isReset = action((s, p: Peer) => {
  when(s.network[p].at(0) === "RST");
  s.network[p].shift();
  s.connstate[p] = pick("LISTEN", "CLOSED");
});

/** With no segment on the way, the connection stands for both or for none. */
export const inv = invariant((s) =>
  every((p: Peer) => s.network[p].length === 0)
    ? every((p: Peer, q: Peer) => (s.connstate[p] === "ESTABLISHED") === (s.connstate[q] === "ESTABLISHED"))
    : true,
);

const answered = (s: State, p: Peer): boolean =>
  s.connstate[p] === "ESTABLISHED" || s.connstate[p] === "LISTEN" || s.connstate[p] === "CLOSED";
/** Who connects comes to a connection or gives up. */
export const prop = leadsTo((s, p: Peer) => s.connstate[p] === "SYN-SENT", answered);
// Segments that can be received are; so much for the system.
fairness(
  "weak",
  synSentReceivesSyn,
  synSentReceivesSynAck,
  synReceivedReceivesRst,
  synReceivedReceivesAck,
  listen,
  established,
  finWait1ReceivesFin,
  finWait1ReceivesAck,
  finWait2,
  closing,
  lastAck,
  timeWait,
  finAndAck,
);
// Users who have waited long enough for an answer close.
fairness("weak", closeSynSent);

/** No segment follows an equal one. */
const noRetransmission = (s: State): boolean =>
  every((p: Peer) => s.network[p].every((segment, i) => i === 0 || s.network[p][i - 1] !== segment));
/** Has a user opened in this step? */
const opened = (s: State, next: State): boolean =>
  some((p: Peer) => {
    const from = s.connstate[p];
    const to = next.connstate[p];
    if (to === "SYN-SENT") return from === "CLOSED" || from === "LISTEN";
    return from === "CLOSED" && to === "LISTEN" && same(s.network, next.network);
  });

export const asPublished = model(
  {},
  { constraint: noRetransmission, stepConstraint: (s, next) => !opened(s, next) },
);
