/**
 * What was computed and is asked by nobody: taken out, so that baseline code does not compute it either.
 * In: straight code in which every local is set once before it is read. Out: `withoutDead`.
 * Not here: what an optimising engine does by itself.
 */
import type { Code } from "../wasm/code.ts";
import type { Global, Local } from "../wasm/module.ts";

/** `needed`: locals that are read afterwards; grows by what the code reads. */
export function withoutDead(code: readonly Code[], needed: Set<Local | Global>): readonly Code[] {
  const kept: Code[] = [];
  for (const c of [...code].reverse()) {
    if (c.kind === "set" && c.of.kind === "local" && !needed.has(c.of)) continue;
    if (c.kind === "if") {
      const then = withoutDead(c.then, needed);
      const otherwise = withoutDead(c.else, needed);
      reads(c.test, needed);
      kept.push({ ...c, then, else: otherwise });
      continue;
    }
    reads(c, needed);
    kept.push(c);
  }
  return kept.reverse();
}

function reads(c: Code, into: Set<Local | Global>): void {
  switch (c.kind) {
    case "get":
      into.add(c.of);
      return;
    case "op":
    case "call":
    case "callHook":
      for (const a of c.args) reads(a, into);
      return;
    case "set":
    case "tee":
    case "drop":
      return reads(c.value, into);
    case "select":
      for (const a of [c.then, c.else, c.test]) reads(a, into);
      return;
    case "if":
      reads(c.test, into);
      for (const a of [...c.then, ...c.else]) reads(a, into);
      return;
    case "block":
      for (const a of c.body) reads(a, into);
      return;
    case "br":
    case "brTable":
      if (c.test !== null) reads(c.test, into);
      return;
    case "return":
      if (c.value !== null) reads(c.value, into);
      return;
    case "const":
    case "unreachable":
      return;
  }
}
