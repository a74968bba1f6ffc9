/**
 * A module in WebAssembly's folded text format, from the trees that `encode.ts` writes as bytes, for people to read.
 * In: `Module`. Out: `text`: parsed by any WebAssembly assembler, it gives the bytes of `encode`, save custom sections.
 * Not here: the instructions (`code.ts`), their bytes (`encode.ts`).
 * Source: WebAssembly core specification 2.0, chapter 6 (text format).
 */
import type { Code, Label } from "./code.ts";
import type { Data, Func, Global, Local, Module } from "./module.ts";
import { OPCODES, type ValType } from "./opcodes.ts";

/** Columns that a line may fill; deep trees go past it where nothing can be broken. */
const WIDTH = 120;
/** Bytes of a data segment on one line. */
const DATA_LINE = 32;

/** What stands between one pair of parentheses; on one line where it fits. */
interface Group {
  readonly head: string;
  readonly parts: readonly Group[];
  /** The whole on one line; null where that is longer than a line. */
  readonly flat: string | null;
}

function group(head: string, parts: readonly Group[] = []): Group {
  let flat: string | null = `(${head}`;
  for (const part of parts) {
    if (part.flat === null || flat.length + part.flat.length + 2 > WIDTH) {
      flat = null;
      break;
    }
    flat += ` ${part.flat}`;
  }
  return { head, parts, flat: flat === null ? null : `${flat})` };
}

/** Lines are added to `to`; `after` closes the groups around this one. */
function print(of: Group, indent: string, after: string, to: string[]): void {
  if (of.parts.length === 0 || (of.flat !== null && indent.length + of.flat.length + after.length <= WIDTH)) {
    to.push(`${indent}${of.flat ?? `(${of.head})`}${after}`);
    return;
  }
  to.push(`${indent}(${of.head}`);
  for (const [i, part] of of.parts.entries()) {
    print(part, `${indent}  `, i === of.parts.length - 1 ? `)${after}` : "", to);
  }
}

/** Gives each thing a name of its own: its own name where nothing else has it, else with a number. */
function naming<T extends { readonly name: string }>(): (of: T) => string {
  const names = new Map<T, string>();
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return (of) => {
    const known = names.get(of);
    if (known !== undefined) return known;
    const plain = of.name.replace(/[^0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]/g, "_") || "_";
    let name = plain;
    for (let n = last.get(plain) ?? 2; taken.has(name); n++) {
      name = `${plain}~${n}`;
      last.set(plain, n + 1);
    }
    taken.add(name);
    names.set(of, `$${name}`);
    return `$${name}`;
  };
}

const quoted = (bytes: Uint8Array): string => {
  let inside = "";
  for (const b of bytes) {
    const plain = b >= 0x20 && b < 0x7f && b !== 0x22 && b !== 0x5c;
    inside += plain ? String.fromCharCode(b) : `\\${b.toString(16).padStart(2, "0")}`;
  }
  return `"${inside}"`;
};
const quotedText = (of: string): string => quoted(new TextEncoder().encode(of));

/**
 * The module as text. Custom sections have no form in it and stand as comments; labels, locals, functions and globals keep
 * their names, made different where they are not.
 */
export function text(module: Module): string {
  const functions = naming<Func>();
  const globals = naming<Global>();
  const lines: string[] = ["(module"];
  const add = (of: Group): void => print(of, "  ", "", lines);
  add(group('import "env" "memory"', [group("memory 1 65536 shared")]));
  for (const h of module.hooks) add(group(`table $${h.name} 1 1 funcref`));
  for (const g of module.globals) {
    const type = g.mutable ? `(mut ${g.type})` : g.type;
    add(group(`global ${globals(g)} ${type}`, [group(`${g.type}.const ${g.initial}`)]));
  }
  // Named before the first body, so that a name does not depend on who is called first.
  for (const f of module.functions) functions(f);
  for (const f of module.functions) add(written(f, functions, globals));
  for (const f of module.functions) {
    if (f.exported !== null) add(group(`export ${quotedText(f.exported)}`, [group(`func ${functions(f)}`)]));
  }
  for (const g of module.globals) {
    if (g.exported !== null) add(group(`export ${quotedText(g.exported)}`, [group(`global ${globals(g)}`)]));
  }
  for (const { name } of module.hooks) add(group(`export ${quotedText(name)}`, [group(`table $${name}`)]));
  for (const of of module.data) lines.push(...segment(of));
  for (const { name, bytes } of module.customs) {
    lines.push(`  ;; custom section ${quotedText(name)}, ${bytes.length} bytes`);
  }
  return `${lines.join("\n")}\n)\n`;
}

function segment({ at, bytes }: Data): string[] {
  const found = [`  (data (i32.const ${at | 0})`];
  for (let i = 0; i < bytes.length; i += DATA_LINE) found.push(`    ${quoted(bytes.subarray(i, i + DATA_LINE))}`);
  return [...found, "  )"];
}

function written(f: Func, functions: (of: Func) => string, globals: (of: Global) => string): Group {
  const locals = naming<Local>();
  const labels = naming<Label>();
  const params = f.params.map((p) => ` (param ${locals(p)} ${p.type})`).join("");
  // In the order of the bytes: by type.
  const byType = new Map<ValType, Local[]>();
  for (const l of f.locals) {
    const of = byType.get(l.type);
    if (of === undefined) byType.set(l.type, [l]);
    else of.push(l);
  }
  const own = [...byType.values()].flat().map((l) => group(`local ${locals(l)} ${l.type}`));
  return group(`func ${functions(f)}${params}${resultOf(f.result)}`, [...own, ...f.body.map(of)]);

  function variable(to: Local | Global): string {
    return to.kind === "local" ? locals(to) : globals(to);
  }

  function of(c: Code): Group {
    switch (c.kind) {
      case "const":
        return group(`${c.type}.const ${c.value}`);
      case "op":
        return group(`${c.name}${immediate(c.name, c.offset)}`, c.args.map(of));
      case "get":
        return group(`${c.of.kind}.get ${variable(c.of)}`);
      case "set":
        return group(`${c.of.kind}.set ${variable(c.of)}`, [of(c.value)]);
      case "tee":
        return group(`local.tee ${variable(c.of)}`, [of(c.value)]);
      case "block": {
        const name = c.label === null ? "" : ` ${labels(c.label)}`;
        return group(`${c.loop ? "loop" : "block"}${name}${resultOf(c.type)}`, c.body.map(of));
      }
      case "if": {
        const sides = [group("then", c.then.map(of)), ...(c.else.length > 0 ? [group("else", c.else.map(of))] : [])];
        return group(`if${resultOf(c.type)}`, [of(c.test), ...sides]);
      }
      case "br":
        return c.test === null ? group(`br ${labels(c.to)}`) : group(`br_if ${labels(c.to)}`, [of(c.test)]);
      case "brTable":
        return group(`br_table ${[...c.to, c.otherwise].map(labels).join(" ")}`, [of(c.test)]);
      case "call":
        return group(`call ${functions(c.func)}`, c.args.map(of));
      case "callHook": {
        const { name, params, result } = c.hook;
        const type = `${params.length === 0 ? "" : ` (param ${params.join(" ")})`}${resultOf(result)}`;
        return group(`call_indirect $${name}${type}`, [...c.args.map(of), group("i32.const 0")]);
      }
      case "select":
        return group(`select${c.type === "v128" ? resultOf(c.type) : ""}`, [of(c.then), of(c.else), of(c.test)]);
      case "return":
        return group("return", c.value === null ? [] : [of(c.value)]);
      case "drop":
        return group("drop", [of(c.value)]);
      case "unreachable":
        return group("unreachable");
    }
  }
}

const resultOf = (type: ValType | null): string => (type === null ? "" : ` (result ${type})`);

function immediate(name: string, offset: number): string {
  const kind = OPCODES.get(name)?.immediates;
  if (kind === "lane") return ` ${offset}`;
  return kind === "memory" && offset !== 0 ? ` offset=${offset}` : "";
}
