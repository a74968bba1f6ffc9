// Values as people read them and what changed between two: every kind of domain, and that a difference is told at the
// smallest place that differs.
import { expect, it } from "vitest";
import type { Domain } from "../../ir/domain.ts";
import { idOf, type Value } from "../../ir/value.ts";
import { differences } from "../../report/differences.ts";
import { stateRows } from "../../report/state-rows.ts";
import { printValue } from "../../report/values.ts";

const int: Domain = { kind: "int", lo: 0, hi: 3 };
const word: Domain = { kind: "enum", values: ["free", "in use"] };
const none: Domain = { kind: "enum", values: [null] };
const id: Domain = { kind: "id", set: 7, name: "Cpu", size: 2 };
const record = (fields: Readonly<Record<string, Domain>>, tuple = false): Domain => ({
  kind: "record",
  tuple,
  fields: Object.entries(fields).map(([name, domain]) => ({ name, domain })),
});
const map = (key: Domain, value: Domain): Domain => ({ kind: "map", key, value, max: null });
const point = record({ x: int, label: { kind: "union", of: [word, { kind: "undefined" }] } });
const cpu = idOf(7, "Cpu", 1);
const msgs: Domain = { kind: "set", of: point, max: null };
const msg = (x: number): Value => ({ x });

it.each<[Domain, Value, string]>([
  [int, 2, "2"],
  [word, "in use", '"in use"'],
  [id, cpu, "Cpu#1"],
  [{ kind: "union", of: [id, none] }, null, "null"],
  [{ kind: "undefined" }, undefined, "undefined"],
  [point, { x: 1, label: "free" }, '{ x: 1, label: "free" }'],
  [point, { x: 1, label: undefined }, "{ x: 1 }"],
  [record({}), {}, "{ }"],
  [record({ 0: int, 1: id }, true), { 0: 3, 1: cpu }, "[3, Cpu#1]"],
  [{ kind: "table", key: id, value: int }, [0, 1], "{ Cpu#0: 0, Cpu#1: 1 }"],
  [{ kind: "set", of: id, max: null }, [cpu], "{Cpu#1}"],
  [{ kind: "set", of: id, max: null }, [], "{}"],
  [{ kind: "seq", of: int, max: 3 }, [2, 1], "[2, 1]"],
  [{ kind: "set", of: point, max: 3 }, [{ x: 1 }, { x: 2, label: "free" }], '{{ x: 1 }, { x: 2, label: "free" }}'],
  [{ kind: "bag", of: int, max: 5 }, [1, 2, 2, 2, 3], "{1, 2 ×3, 3}"],
  [{ kind: "bag", of: point, max: 5 }, [{ x: 1 }, { x: 1 }], "{{ x: 1 } ×2}"],
  [map(word, int), [["free", 1]], "{ free: 1 }"],
  [map(point, id), [[{ x: 1 }, cpu]], "{ { x: 1 }: Cpu#1 }"],
  [map(id, int), [], "{ }"],
  [
    {
      kind: "union",
      of: [
        record({ kind: { kind: "enum", values: ["a"] }, n: int }),
        record({ kind: { kind: "enum", values: ["b"] }, to: id }),
      ],
    },
    { kind: "b", to: cpu },
    '{ kind: "b", to: Cpu#1 }',
  ],
])("prints %o: %o", (domain, value, text) => {
  expect(printValue(domain, value)).toBe(text);
});

it.each<[string, Domain, Value, Value, readonly string[]]>([
  ["nothing", point, { x: 1, label: "free" }, { x: 1, label: "free" }, []],
  ["a field", point, { x: 1, label: "free" }, { x: 2, label: "free" }, ["p.x: 1 → 2"]],
  ["an optional field", point, { x: 1 }, { x: 1, label: "free" }, ['p.label: undefined → "free"']],
  ["a row", { kind: "table", key: id, value: int }, [0, 1], [0, 2], ["p[Cpu#1]: 1 → 2"]],
  ["rows by word", { kind: "table", key: word, value: int }, [0, 1], [1, 2], ["p.free: 0 → 1", 'p["in use"]: 1 → 2']],
  ["a set", { kind: "set", of: int, max: null }, [1], [1, 2], ["p: {1} → {1, 2}"]],
  ["a large set, by what came", msgs, [msg(1), msg(2)], [msg(0), msg(1), msg(2)], ["p: {…} → {…, { x: 0 }}"]],
  ["a large set, by what went", msgs, [msg(1), msg(2), msg(3)], [msg(1), msg(3)], ["p: {…, { x: 2 }} → {…}"]],
  ["a set of which nothing stayed", msgs, [msg(1), msg(2)], [], ["p: {{ x: 1 }, { x: 2 }} → {}"]],
  [
    "a large set exchanged",
    msgs,
    [msg(0), msg(1), msg(2)],
    [msg(1), msg(2), msg(3)],
    ["p: {…, { x: 0 }} → {…, { x: 3 }}"],
  ],
  ["a small bag", { kind: "bag", of: int, max: 5 }, [1, 1], [1, 1, 1], ["p: {1 ×2} → {1 ×3}"]],
  [
    "a large bag, by the member whose number changed",
    { kind: "bag", of: point, max: 9 },
    [msg(1), msg(2), msg(3)],
    [msg(1), msg(2), msg(2), msg(3)],
    ["p: {…, { x: 2 }} → {…, { x: 2 } ×2}"],
  ],
  [
    "entries of a map",
    map(word, point),
    [["free", { x: 1 }]],
    [
      ["free", { x: 2 }],
      ["in use", { x: 0 }],
    ],
    ["p.free.x: 1 → 2", 'p["in use"]: undefined → { x: 0 }'],
  ],
  ["an entry that went", map(point, int), [[{ x: 1 }, 3]], [], ["p[{ x: 1 }]: 3 → undefined"]],
  ["a sequence of the same length", { kind: "seq", of: int, max: 2 }, [1, 2], [2, 1], ["p: [1, 2] → [2, 1]"]],
  [
    "a union that stays itself",
    { kind: "union", of: [none, point] },
    { x: 1, label: "free" },
    { x: 3, label: "free" },
    ["p.x: 1 → 3"],
  ],
  ["a union that becomes something else", { kind: "union", of: [none, point] }, null, { x: 3 }, ["p: null → { x: 3 }"]],
  ["a tuple", record({ 0: int, 1: int }, true), { 0: 1, 1: 1 }, { 0: 1, 1: 0 }, ["p[1]: 1 → 0"]],
])("tells what changed: %s", (_, domain, before, after, texts) => {
  expect(differences("p", domain, before, after, false).map((c) => `${c.path}: ${c.before} → ${c.after}`)).toEqual(
    texts,
  );
});

it("opens a map that does not fit a line, entry by entry", () => {
  const fields = [
    { name: "at", domain: map(word, point), value: [["free", { x: 1 }]] },
    { name: "log", domain: map(point, int), value: [[{ x: 1, label: "in use" }, 3]] },
    { name: "none", domain: map(word, point), value: [] },
  ] as const;
  const rows = (width: number) =>
    stateRows({ fields, resting: [], json: {} }, width).map((r) => `${r.name}: ${r.text}`);
  expect(rows(60)).toEqual(["at: { free: { x: 1 } }", 'log: { { x: 1, label: "in use" }: 3 }', "none: { }"]);
  expect(rows(24)).toEqual(["at.free.x: 1", 'log[{ x: 1, label: "in use" }]: 3', "none: { }"]);
});

it.each<[readonly number[], readonly number[], string]>([
  [[1], [1, 2], "[{ x: 1 }] → [{ x: 1 }, { x: 2 }]"],
  [[1, 2, 3, 0, 1, 2, 3], [1, 2, 3, 0, 1, 2, 3, 0], "[…] → […, { x: 0 }]"],
  [[1, 2, 3, 0, 1, 2, 3], [2, 3, 0, 1, 2, 3], "[{ x: 1 }, …] → […]"],
  [[1, 2, 3, 0, 1, 2, 3], [1, 2, 3, 3, 1, 2, 3], "[…, { x: 0 }, …] → […, { x: 3 }, …]"],
  [[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1], "[…] → […, { x: 1 }]"],
])("tells of a long sequence what changed: %j to %j", (before, after, expected) => {
  const [change] = differences("q", { kind: "seq", of: point, max: 9 }, before.map(msg), after.map(msg), false);
  expect(`${change?.before} → ${change?.after}`).toBe(expected);
});
