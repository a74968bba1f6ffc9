// A lowered model and outcomes of it, made by hand: two writers and an action over a page with two buffers. What the
// tests of report/ and cli/ render, without a compiler or a checker in between.
import type { Domain, Field, IdDomain } from "../../ir/domain.ts";
import type { Stmt } from "../../ir/expr.ts";
import type { Action, Expect, Rest, SpecModel } from "../../ir/model.ts";
import type { Outcome, StateValue, Trace } from "../../ir/outcome.ts";
import type { Span } from "../../ir/span.ts";
import { idOf, type Value } from "../../ir/value.ts";

export const file = "specs/sample.race.ts";

/** Forty numbered lines; the property stands on line 30. */
export const text = Array.from({ length: 40 }, (_, i) =>
  i === 29
    ? "export const oneRequest = invariant((s) => every((b: Buffer) => s.bh[b].inFlight <= 1));"
    : `// line ${i + 1}`,
).join("\n");

export function line(n: number, length = 5): Span {
  const start =
    text
      .split("\n")
      .slice(0, n - 1)
      .join("\n").length + 1;
  return { file, start, end: start + length, line: n, column: 1, endLine: n, endColumn: 1 + length };
}

const writer: IdDomain = { kind: "id", set: 0, name: "Writer", size: 2 };
const buffer: Domain = { kind: "int", lo: 0, hi: 1 };
const boolean: Domain = { kind: "enum", values: [false, true] };
const nothing: Domain = { kind: "undefined" };
const record = (fields: Readonly<Record<string, Domain>>): Domain => ({
  kind: "record",
  tuple: false,
  fields: Object.entries(fields).map(([name, domain]) => ({ name, domain })),
});
const perWriter = (value: Domain): Domain => ({ kind: "table", key: writer, value });

export const w0 = idOf(0, "Writer", 0);
export const w1 = idOf(0, "Writer", 1);

const pc: Domain = { kind: "union", of: [{ kind: "enum", values: ["lock_page", "submit_bh", null] }, nothing] };
const fields: readonly Field[] = [
  {
    name: "page",
    domain: record({ lockedBy: { kind: "union", of: [writer, { kind: "enum", values: [null] }] }, writeback: boolean }),
  },
  {
    name: "bh",
    domain: { kind: "table", key: buffer, value: record({ dirty: boolean, inFlight: { kind: "int", lo: 0, hi: 2 } }) },
  },
  { name: "mine", domain: perWriter({ kind: "set", of: buffer, max: null }) },
  { name: "writepage.at", domain: perWriter(pc), hidden: { kind: "pc", process: "writepage" } },
  {
    name: "writepage.b",
    domain: perWriter({ kind: "union", of: [buffer, nothing] }),
    hidden: { kind: "local", process: "writepage", local: "b" },
  },
];

const code: Stmt = { kind: "block", body: [], at: line(10) };
const rests: readonly Rest[] = [
  { pc: "lock_page", label: "lock_page", at: line(15), comment: null, live: [] },
  { pc: "submit_bh", label: "submit_bh", at: line(20), comment: null, live: ["writepage.b"] },
];
const self = { name: "self", slot: 0, domain: writer, at: line(14) };
const leaving = (from: string, at: Span, comment: string): Action => ({
  name: "writepage",
  doc: null,
  comment,
  origin: { kind: "process", process: "writepage", from, to: ["submit_bh", null], at },
  params: [self],
  body: { locals: [], code },
});

export function sampleModel(name = "asReported", expect: Expect = { kind: "holds" }): SpecModel {
  return {
    file,
    name,
    doc: null,
    at: line(35),
    constants: [],
    idSets: [{ name: "Writer", size: 2, at: line(3), ordered: [] }],
    state: { kind: "record", tuple: false, fields },
    init: { locals: [], code },
    prologues: [],
    actions: [
      leaving("lock_page", line(15), "The page is locked."),
      leaving("submit_bh", line(20), "The bug: by now somebody else may have marked this buffer."),
      {
        name: "redirty",
        doc: null,
        comment: "Somebody writes to the page again.",
        origin: { kind: "action", at: line(25) },
        params: [{ name: "b", slot: 0, domain: buffer, at: line(25) }],
        body: { locals: [], code },
      },
    ],
    processes: [],
    procedures: [],
    functions: [],
    properties: [
      {
        kind: "invariant",
        name: "oneRequest",
        doc: { text: "A buffer is never submitted twice at a time.", source: null },
        at: { ...line(30), end: line(30).start + 87, endColumn: 88 },
        params: [],
        body: { locals: [], code },
        goal: null,
        refined: null,
      },
      {
        ...{ kind: "reachable", name: "window", doc: null, at: line(31), body: { locals: [], code } },
        ...{ params: [], goal: null, refined: null },
      },
    ],
    fairness: [],
    assertions: [{ text: "BUG_ON(!buffer_async_write(bh))", thrown: false, at: line(21) }],
    termination: null,
    controlGraphs: [{ process: "writepage", daemon: false, rests, graph: { nodes: [], edges: [] } }],
    options: {
      expect,
      deadlock: "fail",
      symmetry: "auto",
      initFilter: null,
      constraint: null,
      stepConstraint: null,
      view: null,
      assumptions: 0,
    },
  };
}

interface Facts {
  readonly lockedBy?: Value;
  readonly dirty?: boolean;
  readonly inFlight?: number;
  readonly mine?: readonly number[];
  readonly at: readonly [Value, Value];
  readonly b?: readonly [Value, Value];
}

export const state = ({ lockedBy = null, dirty = false, inFlight = 0, mine = [], at, b }: Facts): StateValue => ({
  page: { lockedBy, writeback: false },
  bh: [
    { dirty, inFlight },
    { dirty: false, inFlight: 0 },
  ],
  mine: [mine, []],
  "writepage.at": at,
  "writepage.b": b ?? [undefined, undefined],
});

export const trace: Trace = {
  initial: state({ at: ["lock_page", "lock_page"] }),
  steps: [
    { action: 0, args: [w0], state: state({ lockedBy: w0, at: ["submit_bh", "lock_page"], b: [0, undefined] }) },
    {
      action: 2,
      args: [0],
      state: state({ lockedBy: w0, dirty: true, at: ["submit_bh", "lock_page"], b: [0, undefined] }),
    },
    {
      action: 0,
      args: [w1],
      state: state({ lockedBy: w1, dirty: true, mine: [0, 1], at: ["submit_bh", "submit_bh"], b: [0, 1] }),
    },
    {
      action: 1,
      args: [w0],
      state: state({
        lockedBy: w1,
        dirty: true,
        inFlight: 2,
        mine: [0, 1],
        at: [null, "submit_bh"],
        b: [undefined, 1],
      }),
    },
  ],
  loop: null,
};

const coverage = { distinct: 1234, generated: 5678, depth: 5, frontier: 7, witnesses: [], symmetry: [0] };

export const outcomes = {
  holds: { ...coverage, kind: "exhausted", frontier: 0, witnesses: [{ property: 1, trace }] },
  violated: { ...coverage, kind: "violated", failure: { kind: "property", property: 0 }, trace },
  asserted: {
    ...coverage,
    kind: "violated",
    failure: { kind: "assertion", assertion: 0 },
    trace: { ...trace, steps: trace.steps.map((s, i) => (i === 3 ? { ...s, state: null } : s)) },
  },
  outOfRange: {
    ...coverage,
    kind: "violated",
    failure: { kind: "range", path: "State.bh[0].inFlight", message: "3 is outside Int<0, 2>", at: null },
    trace,
  },
  deadlocked: { ...coverage, kind: "deadlocked", trace },
  unreachable: { ...coverage, kind: "unreachable", property: 1 },
  bounded: { ...coverage, kind: "bounded", limit: "states" },
  /** An initial state, which the constraint leaves out. */
  outside: { ...coverage, kind: "exhausted", distinct: 0, generated: 1, depth: 1, frontier: 0, witnesses: [] },
  empty: { ...coverage, kind: "exhausted", distinct: 0, generated: 0, depth: 0, frontier: 0, witnesses: [] },
} satisfies Record<string, Outcome>;
