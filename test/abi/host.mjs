// A host of a compiled model, written from docs/abi.md alone: it imports nothing of ours.
// In: the file of a module; "canonical" to keep one state per orbit. Out: JSON with counts and verdicts.
// Not here: speed. Guards against a document that does not say enough, or not the truth.
import { readFileSync } from "node:fs";

const [file, mode] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(file));
const [section] = WebAssembly.Module.customSections(module, "racespec");
const about = JSON.parse(new TextDecoder().decode(section));
if (about.abi !== 2) throw new Error(`an interface of version ${about.abi}`);

const words = about.layout.words.length;
const stateBytes = 8 * words;
const recordBytes = 24 + stateBytes;
const BLOCK = 64;
const CAPACITY = 1000;
const align = (at) => Math.ceil(at / 64) * 64;
const area = align(about.fixedBytes);
const states = align(area + about.areaBytes);
const records = align(states + BLOCK * stateBytes);
const small = align(records + CAPACITY * recordBytes);
const pages = Math.ceil((small + 65536) / 65536);
const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536, shared: true });
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
const view = new DataView(memory.buffer);
exports.attach(area);

const read = (at) => Array.from({ length: words }, (_, i) => view.getBigUint64(at + 8 * i, true));
const write = (at, state) => {
  for (const [i, word] of state.entries()) view.setBigUint64(at + 8 * i, word, true);
};

function representative(state) {
  if (mode !== "canonical") return state;
  write(small, state);
  exports.canonical(small, 1, small);
  return read(small);
}

const seen = new Set();
const instances = new Set();
const violated = new Set();
const failed = { assertion: 0, range: 0, stray: 0 };
let generated = 0;
let deadlocks = 0;
let next = [];

function meet(state) {
  const kept = representative(state);
  const key = kept.join();
  if (seen.has(key)) return;
  seen.add(key);
  next.push(kept);
  write(small, kept);
  for (const [p, { kind, name }] of about.properties.entries())
    if (kind === "invariant" && exports.judge(p, small, 0) !== 1) violated.add(name);
}

function* steps() {
  for (let n = exports.next(records, CAPACITY); n > 0; n = exports.next(records, CAPACITY)) {
    for (let at = records; at < records + n * recordBytes; at += recordBytes) {
      const [parent, instance, status] = [0, 8, 16].map((offset) => view.getUint32(at + offset, true));
      const step = { parent, action: view.getInt32(at + 4, true), instance, status, to: read(at + 24) };
      if (status === 0 || status === 3) generated++;
      if (status > 0) failed[["", "assertion", "range", "stray"][status]]++;
      yield step;
    }
  }
}

exports.beginInitial();
for (const { status, to } of [...steps()]) if (status === 0) meet(to);
let depth = 0;
while (next.length > 0) {
  depth++;
  const level = next;
  next = [];
  for (let from = 0; from < level.length; from += BLOCK) {
    const block = level.slice(from, from + BLOCK);
    for (const [i, state] of block.entries()) write(states + i * stateBytes, state);
    exports.begin(states, block.length);
    const found = [...steps()];
    const enabled = new Set(found.map((s) => s.parent));
    for (const [i] of block.entries())
      if (!enabled.has(i) && exports.terminated(states + i * stateBytes) !== 1) deadlocks++;
    for (const { action, instance, status, to } of found) {
      instances.add(`${action}:${instance}`);
      if (status === 0 && exports.inside(states) === 1) meet(to);
    }
  }
}
const all = about.actions.reduce((n, a) => n + a.instances, 0);
const result = { model: about.model, distinct: seen.size, generated, depth, deadlocks, failed };
console.log(JSON.stringify({ ...result, violated: [...violated], taken: instances.size, instances: all }));
