// A search that reduces by identities within messages and keys comes to the interpreter's verdicts, counts and traces, in both
// evaluators, and to the counts of a search that does not reduce. Guards against representatives that evaluators take apart
// differently, which no canonical form shows.
// Not here: canonical forms (canonical.test.ts).
import { describe, expect, it } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import {
  action,
  and,
  BOOL,
  bag,
  bagFrom,
  bagMethod,
  binary,
  block,
  eq,
  fill,
  has,
  id,
  int,
  lit,
  local,
  make,
  map,
  mapFrom,
  mapMethod,
  model,
  not,
  oneOf,
  orNull,
  property,
  put,
  record,
  row,
  run,
  set,
  setFrom,
  setMethod,
  size,
  stateOf,
  table,
  when,
} from "../checker/builder.ts";
import { agree } from "../engine/engines.ts";

/** How messages in flight are kept. */
interface Net {
  readonly domain: Domain;
  readonly empty: Expr;
  has(net: Expr, message: Expr): Expr;
  put(net: Expr, message: Expr): Expr;
  take(net: Expr, message: Expr): Expr;
}

const sets = (domain: Domain): Net => ({
  ...{ domain, empty: setFrom(domain), has },
  put: (net, m) => setMethod(net, "add", domain, m),
  take: (net, m) => setMethod(net, "delete", BOOL, m),
});
const bags = (domain: Domain): Net => ({
  ...{ domain, empty: bagFrom(domain) },
  has: (net, m) => bagMethod(net, "has", BOOL, m),
  put: (net, m) => bagMethod(net, "add", domain, m),
  take: (net, m) => bagMethod(net, "delete", BOOL, m),
});
const maps = (domain: Domain): Net => ({
  ...{ domain, empty: mapFrom(domain) },
  has: (net, m) => mapMethod(net, "has", BOOL, m),
  put: (net, m) => mapMethod(net, "set", domain, m, lit(true)),
  take: (net, m) => mapMethod(net, "delete", BOOL, m),
});

/** Each may ask another for the token, who gives it to whoever of them has asked; two may come to have one that was lost. */
function token(n: number, net: (message: Domain) => Net, most: number): SpecModel {
  const node = id(0, "Node", n);
  const message = record({ from: node, to: node, kind: oneOf("ask", "give") });
  const { domain, empty, ...of } = net(message);
  const state = record({ net: domain, has: table(node, BOOL), last: orNull(node) });
  const s = stateOf(state);
  const [a, b] = [local(0, node), local(1, node)];
  const tell = (kind: string, from: Expr, to: Expr): Expr => make(message, { from, to, kind: lit(kind) });
  const isRoom = binary(size(s("net")), "<", lit(most));
  return model({
    state,
    ids: [{ name: "Node", size: n }],
    init: make(state, { net: empty, has: fill(table(node, BOOL), lit(false)), last: lit(null) }),
    actions: [
      action(
        "find",
        [node],
        block(when(eq(s("last"), lit(null))), put(row(s("has"), a), lit(true)), put(s("last"), a)),
      ),
      action(
        "ask",
        [node, node],
        block(
          when(and(not(eq(a, b)), not(row(s("has"), a)), isRoom, not(of.has(s("net"), tell("ask", a, b))))),
          run(of.put(s("net"), tell("ask", a, b))),
        ),
      ),
      action(
        "give",
        [node, node],
        block(
          when(and(row(s("has"), b), of.has(s("net"), tell("ask", a, b)))),
          run(of.take(s("net"), tell("ask", a, b))),
          put(row(s("has"), b), lit(false)),
          run(of.put(s("net"), tell("give", b, a))),
        ),
      ),
      action(
        "get",
        [node, node],
        block(
          when(of.has(s("net"), tell("give", a, b))),
          run(of.take(s("net"), tell("give", a, b))),
          put(row(s("has"), b), lit(true)),
          put(s("last"), b),
        ),
      ),
    ],
    properties: [
      property("invariant", "few", binary(size(s("net")), "<=", lit(most))),
      property("reachable", "emptied", eq(size(s("net")), lit(0))),
    ],
    options: { deadlock: "ignore" },
  });
}

const NETS: readonly (readonly [string, (message: Domain) => Net])[] = [
  ["a set", (m) => sets(set(m))],
  ["a set of at most three", (m) => sets(set(m, 3))],
  ["a bag", (m) => bags(bag(m, 3))],
  ["a map", (m) => maps(map(m, BOOL))],
  ["a map of at most three", (m) => maps(map(m, BOOL, 3))],
  [
    "a map of numbers at most",
    (m) => ({ ...maps(map(m, int(0, 2), 3)), put: (net, x) => mapMethod(net, "set", net.type, x, lit(1)) }),
  ],
];

describe("a search over messages", () => {
  it.each(NETS)("in %s agrees with the interpreter", async (_, net) => {
    for (const [n, most] of [
      [3, 3],
      [4, 2],
    ] as const) {
      const spec = token(n, net, most);
      const reduced = await agree(spec);
      const whole = await agree(spec, { symmetry: false });
      await agree(spec, { packed: false });
      expect(reduced.depth).toBe(whole.depth);
      expect(reduced.distinct).toBeLessThan(whole.distinct / 2);
    }
  });
});
