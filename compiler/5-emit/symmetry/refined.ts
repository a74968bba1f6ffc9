/**
 * The general way: identities are told apart by signatures, refined by those that they refer to and that refer to them,
 * sorted, and only where that leaves ties a search decides.
 * In: a site. Out: `emitRefined`.
 * Not here: signatures (`signature.ts`), classes (`ordering.ts`), the search (`ties.ts`).
 */
import { type Code, call, get, i32, i32c, i64, op, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Reduction, Site } from "./group.ts";
import { emitImage, gatherRows } from "./image.ts";
import { emitRefine } from "./ordering.ts";
import { renamingInMemory } from "./renaming.ts";
import { emitSeed } from "./signature.ts";
import { emitTies } from "./ties.ts";
import { type Codes, loadWords, scatter } from "./words.ts";
import { type Workspace, workspaceOf } from "./workspace.ts";

export function emitRefined(site: Site): Reduction {
  const e = site.emission;
  const space = workspaceOf(site);
  const refine = emitRefine(site, space);
  const image = emitImageByOrder(site, space);
  const ties = emitTies(site, space, { refine, image });
  const f = e.module.func("refined", [["state", "i32"]]);
  const state = get(f.param(0));
  const order = i32.add(get(e.area), i32c(space.order));
  f.body = [
    call(emitSeeds(site, space), [state]),
    when(i32.eq(call(refine, [state]), i32c(space.count)), [call(image, [state, order, state])], [call(ties, [state])]),
  ];
  return { inPlace: f, trace: emitTrace(site, f) };
}

/** `(state i32)`: colors from what the state says of each identity, one class for each set, and rows in memory. */
function emitSeeds(site: Site, space: Workspace): Func {
  const e = site.emission;
  const f = e.module.func("seed", [["state", "i32"]]);
  const code: Codes = [];
  const words = loadWords(f, code, get(f.param(0)), e.layout.words.length);
  const rows = gatherRows(f, code, site.group, words);
  code.push(...emitSeed({ site, space, f, words, rows }));
  for (const [k, of] of rows.entries()) {
    const { set: s, size } = site.group.sets[k] as Site["group"]["sets"][number];
    for (let i = 0; i < size; i++) {
      const number = space.first(s) + i;
      code.push(i32.store(get(e.area), i32c(space.first(s)), space.ranks + 4 * number));
      for (const [c, chunk] of (of[i] ?? []).entries())
        code.push(i64.store(get(e.area), get(chunk), space.rows + space.rowBytes * number + 8 * c));
    }
  }
  f.body = code;
  return f;
}

/** `(state, order, out)`, addresses: the image in which identities stand in this order; notes at `Site.to` where each goes. */
function emitImageByOrder(site: Site, space: Workspace): Func {
  const { emission: e, group } = site;
  const params = [
    ["state", "i32"],
    ["order", "i32"],
    ["out", "i32"],
  ] as const;
  const f = e.module.func("imageByOrder", params);
  const [state, order, out] = [f.param(0), f.param(1), f.param(2)];
  const base = (): Code => get(e.area);
  const moved = e.reserve(space.rowBytes * space.count);
  const code: Codes = [];
  for (const { set: s, size } of group.sets) {
    const first = space.first(s);
    for (let p = 0; p < size; p++) {
      const old = i32.load(get(order), 4 * (first + p));
      // Numbers of the group's identities begin anew with each set in the table.
      const table = site.to + 4 * (site.first(s) - first);
      code.push(i32.store(i32.add(base(), i32.mul(old, i32c(4))), i32c(p), table));
    }
  }
  const words = loadWords(f, code, get(state), e.layout.words.length);
  const rows = gatherRows(f, code, group, words);
  const images = emitImage(site, f, code, words, rows, renamingInMemory(site), (_, of, index, row) => {
    for (const [k, chunk] of row.entries())
      code.push(i64.store(base(), get(chunk), moved + space.rowBytes * (space.first(of.set) + index) + 8 * k));
  });
  const at = f.local("at", "i32");
  for (const of of group.rows) {
    for (const [p, chunks] of of.runs.entries()) {
      if (chunks.length === 0) continue;
      const old = i32.load(get(order), 4 * (space.first(of.set) + p));
      code.push(set(at, i32.add(base(), i32.mul(old, i32c(space.rowBytes)))));
      for (const [k, runs] of chunks.entries()) {
        const row = f.local("row", "i64");
        code.push(set(row, i64.load(get(at), moved + 8 * k)));
        scatter(code, images, runs, () => get(row));
      }
    }
  }
  for (const [w, image] of images.entries()) code.push(i64.store(get(out), get(image as Local), 8 * w));
  f.body = code;
  return f;
}

/** The way to the representative leaves the permutation behind. */
function emitTrace(site: Site, inPlace: Func): Func {
  const e = site.emission;
  const bytes = 8 * e.layout.words.length;
  const copy = e.reserve(bytes);
  const f = e.module.func("traceRefined", [["state", "i32"]]);
  const at = i32.add(get(e.area), i32c(copy));
  f.body = [op("memory.copy", [at, get(f.param(0)), i32c(bytes)]), call(inPlace, [at])];
  return f;
}
