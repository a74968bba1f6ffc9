/**
 * The images of an instance: one to work on with what it is restored from, and those that predicates look at.
 * In: the image's plan. Out: `createImages`: `attach`, loading, restoring, looking at packed states.
 * Not here: what an image is (`image.ts`), who runs bodies on it (`drivers.ts`).
 */
import type { Emission } from "../emission.ts";
import { type Code, call, get, i32, i32c, op, set, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { type Image, planImage } from "./image.ts";
import { keptBytes } from "./kept-members.ts";
import { IMAGE } from "./machine.ts";
import { asksEnabled } from "./model-parts.ts";
import type { Objects } from "./objects.ts";
import { unpackFunc } from "./unpack.ts";

export interface Images {
  /** (area i32), exported: where this instance writes. To be called before anything else. */
  readonly attach: Func;
  /** (state i32): the packed state becomes the one to work on. */
  readonly load: Func;
  /** (): takes back what an attempt has written to it. */
  readonly restore: Func;
  /** Makes the state to work on the one that `s` is. */
  readonly work: Code;
  /** (state i32): `s` is the packed state, in an image of its own. */
  readonly lookAt: Func;
  /** (state i32): `next` is the packed state, in an image of its own. */
  readonly lookAtNext: Func;
  /** (state i32): `s` is the packed state, in an image for steps that are only tried. Null: nobody asks for that. */
  readonly tryOn: Func | null;
  /** (): after a predicate that has written to its images, makes them anew; the states must be looked at again. */
  readonly mend: Func;
}

export function createImages(e: Emission, o: Objects): Images {
  const image = planImage(e, o.families);
  const kept = keptBytes(o.families, e.layout.state);
  const unpack = unpackFunc(e, o, image);
  const place = (): number => e.reserve(image.bytes, 64);
  const [work, before, now, next] = [place(), place(), place(), place()];
  const tried = asksEnabled(e.model) ? place() : null;
  const at = (offset: number): Code => i32.add(get(e.area), i32c(offset));
  const copy = (to: number, from: number): Code => op("memory.copy", [at(to), at(from), i32c(image.bytes)]);
  /** Members and keys go to the image's own room, and are nothing that a step has written. */
  const unpackTo = (
    name: string,
    which: number,
    to: Code,
    after: readonly Code[],
    first: readonly Code[] = [],
  ): Func => {
    const f = e.module.func(name, [["state", "i32"]]);
    const [heap, dirty] = [f.local("heap", "i32"), f.local("dirty", "i32")];
    const own: readonly Code[] = [
      ...[set(heap, get(o.heap)), set(dirty, get(o.dirty)), set(o.heap, at(o.kept + which * kept))],
      call(unpack, [get(f.param(0)), to]),
      ...[set(o.heap, get(heap)), set(o.dirty, get(dirty))],
    ];
    f.body = [...first, ...(kept === 0 ? [call(unpack, [get(f.param(0)), to])] : own), ...after];
    return f;
  };
  const func = (name: string, body: readonly Code[]): Func => {
    const f = e.module.func(name, []);
    f.body = body;
    return f;
  };
  return {
    attach: attach(e, image, [work, now, next], copy(before, work)),
    load: unpackTo("load", IMAGE.work, at(work), [copy(before, work)]),
    restore: func("restore", [when(get(o.dirty), [copy(work, before), set(o.dirty, i32c(0))])]),
    work: set(o.now, at(work)),
    lookAt: unpackTo("lookAt", IMAGE.now, at(now), [set(o.now, at(now))]),
    lookAtNext: unpackTo("lookAtNext", IMAGE.next, at(next), [set(o.next, at(next))]),
    // Whatever was tried before may have written to the image.
    tryOn:
      tried === null
        ? null
        : unpackTo("tryOn", IMAGE.tried, at(tried), [set(o.now, at(tried))], [call(image.prepare, [at(tried)])]),
    mend: func("mend", [call(image.prepare, [at(now)]), call(image.prepare, [at(next)]), set(o.dirty, i32c(0))]),
  };
}

function attach(e: Emission, image: Image, images: readonly number[], last: Code): Func {
  const f = e.module.func("attach", [["area", "i32"]], null, "attach");
  f.body = [
    set(e.area, get(f.param(0))),
    ...images.map((offset) => call(image.prepare, [i32.add(get(e.area), i32c(offset))])),
    last,
  ];
  return f;
}
