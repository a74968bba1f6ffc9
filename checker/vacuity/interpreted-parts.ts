/**
 * Parts of the states that the interpreter has kept, each combination once: by the texts of their contents.
 * In: keys level by level, the codec. Out: `createInterpretedParts`, `someKeys`.
 * Not here: the same of packed states (`generated-parts.ts`).
 */
import type { Key, Parts } from "../engine.ts";
import { contentText } from "../interpret/cell.ts";
import type { Codec } from "../interpret/codec.ts";
import { mixed, smallest } from "./smallest.ts";

/** Those of the least hashes. */
export function someKeys(keys: readonly Key[], most: number): readonly Key[] {
  const found = smallest(most);
  for (const [i, key] of keys.entries()) {
    let hash = 0x811c9dc5;
    for (let k = 0; k < key.length; k++) hash = Math.imul(hash ^ key.charCodeAt(k), 0x01000193);
    found.offer(mixed(hash), i);
  }
  return found.items().map((i) => keys[i] as Key);
}

export function createInterpretedParts(
  codec: Codec,
  level: (n: number) => readonly Key[],
  fields: ReadonlySet<string>,
): Parts {
  const names = [...fields];
  const seen = new Set<string>();
  /** A state of each combination, the one met first. */
  const first: Key[] = [];
  return {
    add(n, most) {
      for (const key of level(n)) {
        const state = codec.decode(key);
        const text = names.map((name) => contentText(state[name])).join(";");
        if (seen.has(text)) continue;
        seen.add(text);
        if (first.push(key) > most) break;
      }
      return first.length;
    },
    cells: (n) => codec.decode(first[n] as Key),
  };
}
