/**
 * Readable text of a layout: one line per scalar, in the order of its places.
 * In: a layout. Out: text that is the same for the same layout, for `--emit layout`.
 * Not here: how places are chosen (`compiler/4-layout/`).
 */
import { type Domain, isScalar, printDomain } from "./domain.ts";
import type { Bits, Layout, Packing } from "./layout.ts";
import { isId, keyText, type Value, values } from "./value.ts";

interface Line {
  readonly bits: Bits;
  readonly path: string;
  readonly holds: string;
}

export function printLayout(layout: Layout): string {
  const lines = linesOf(layout.state, "").filter((l) => l.bits.width > 0);
  const placed = lines.toSorted((a, b) => a.bits.word - b.bits.word || a.bits.shift - b.bits.shift);
  const where = placed.map(({ bits }) => {
    const last = bits.shift + bits.width - 1;
    return `${bits.word}:${last === bits.shift ? last : `${bits.shift}-${last}`}`;
  });
  const column = Math.max(0, ...where.map((w) => w.length));
  const path = Math.max(0, ...placed.map((l) => l.path.length));
  const rows = placed.map((l, i) => `${(where[i] ?? "").padEnd(column)}  ${l.path.padEnd(path)}  ${l.holds}`);
  const words = layout.words.length === 1 ? "1 word" : `${layout.words.length} words`;
  return [`${layout.bits} bits in ${words} of 64 (${layout.words.join(" + ")})`, ...rows].join("\n");
}

function linesOf(p: Packing, path: string): readonly Line[] {
  switch (p.kind) {
    case "scalar":
      return [{ bits: p.bits, path, holds: printDomain(p.domain) }];
    case "record":
      return p.fields.flatMap((f, i) => {
        const name = p.domain.fields[i]?.name ?? "";
        return linesOf(f, p.domain.tuple ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`);
      });
    case "table": {
      const keys = textsOf(p.domain.key);
      return p.rows.flatMap((row, i) => linesOf(row, `${path}[${keys[i]}]`));
    }
    case "set": {
      const members = textsOf(p.domain.of);
      return p.members.map((bits, i) => ({ bits, path, holds: `has ${members[i]}` }));
    }
    case "listed": {
      const holds = `which ${printDomain(p.domain.of)}`;
      return [sizeOf(p, path, p.domain.max), ...p.members.map((bits, i) => ({ bits, path: `${path} (${i})`, holds }))];
    }
    case "map": {
      const keys = textsOf(p.domain.key);
      return p.places.flatMap(({ present, value }, i) => {
        const has: readonly Line[] = present === null ? [] : [{ bits: present, path, holds: `has ${keys[i]}` }];
        return [...has, ...linesOf(value, `${path}[${keys[i]}]`)];
      });
    }
    case "entries": {
      const holds = `which ${printDomain(p.domain.key)}`;
      const entry = ({ key, value }: (typeof p.entries)[number], i: number): readonly Line[] => [
        { bits: key, path: `${path} (${i}) key`, holds },
        ...linesOf(value, `${path} (${i})`),
      ];
      return [sizeOf(p, path, p.domain.max), ...p.entries.flatMap(entry)];
    }
    case "seq": {
      const length: Line = { bits: p.length, path: `${path}.length`, holds: `0 … ${p.domain.max}` };
      return [length, ...p.elements.flatMap((e, i) => linesOf(e, `${path}[${i}]`))];
    }
    case "union": {
      const tag: Line = { bits: p.tag, path, holds: `which of ${p.domain.of.length}` };
      return [tag, ...p.members.flatMap((m, i) => linesOf(m, `${path} (${i})`))];
    }
  }
}

const sizeOf = (p: { readonly length: Bits }, path: string, max: number | null): Line => ({
  bits: p.length,
  path: `${path}.size`,
  holds: `0 … ${max}`,
});

/** Of every value, in order. */
const textsOf = (d: Domain): readonly string[] => [...values(d)].map(isScalar(d) ? keyText : text);

/** As short as it can be: `{type:"ack",from:P#0}`. */
function text(v: Value): string {
  if (Array.isArray(v)) return `[${v.map(text).join()}]`;
  if (typeof v === "object" && v !== null && !isId(v))
    return `{${Object.entries(v)
      .flatMap(([name, x]) => (x === undefined ? [] : [`${name}:${text(x)}`]))
      .join()}}`;
  return typeof v === "string" ? JSON.stringify(v) : keyText(v);
}
