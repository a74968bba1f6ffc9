/**
 * Bits of a part of a state whose positions stand in a table.
 * In: the state's address, where in the table the part's positions begin. Out: `Slots`, `readSlot`, `eachMember`.
 * Not here: the tables (`wholes.ts`).
 */
import { br, type Code, get, i32, i32c, i64, i64c, label, loop, select, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { SLOT_BYTES } from "./wholes.ts";

export interface Slots {
  /** Address of the packed state. */
  readonly state: Local;
  /** Address of positions. */
  readonly at: Local;
  /** The part's first among these. */
  readonly first: number;
}

/** Where the positions are of the i-th of parts that stand so many slots apart; to be counted on from `first`. */
export const slotsAt = ({ at }: Slots, i: Code, stride: number): Code =>
  i32.add(get(at), i32.mul(i, i32c(SLOT_BYTES * stride)));

/**
 * Goes through the members of a set of so many bits, with their ordinals in a local. `isChunked`: 64 and 64 of them stand side by
 * side, so that these are looked at at once.
 */
export function eachMember(
  f: Func,
  s: Slots,
  count: number,
  isChunked: boolean,
  body: (ordinal: Local) => readonly Code[],
): readonly Code[] {
  const [first, ordinal] = [f.local("first", "i64"), f.local("member", "i64")];
  const bits = f.local("bits", "i64");
  const [next, more] = [label("next"), label("more")];
  const width = isChunked ? 64 : 1;
  const here = slotsAt(s, i32.wrap(get(first)), 1);
  // Of the last 64 there may be fewer.
  const left = i64.sub(i64c(count), get(first));
  const mask = i64.sub(i64.shl(i64c(1), left), i64c(1));
  const chunk = select(get(bits), i64.and(get(bits), mask), i64.ge_u(left, i64c(64)));
  const position = f.local("position", "i32");
  const address = i32.add(get(s.state), i32.shl(i32.shr_u(get(position), i32c(6)), i32c(3)));
  const chunkBits = [
    set(position, i32.load(here, SLOT_BYTES * s.first)),
    set(bits, i64.shr_u(i64.load(address), i64.extend_u(get(position)))),
    set(bits, chunk),
  ];
  return [
    set(first, i64c(0)),
    loop(next, [
      when(i64.lt_u(get(first), i64c(count)), [
        ...(isChunked ? chunkBits : [set(bits, readSlot(f, s, 0, 1, here))]),
        loop(more, [
          when(i32.eqz(i64.eqz(get(bits))), [
            set(ordinal, i64.add(get(first), i64.ctz(get(bits)))),
            set(bits, i64.and(get(bits), i64.sub(get(bits), i64c(1)))),
            ...body(ordinal),
            br(more),
          ]),
        ]),
        set(first, i64.add(get(first), i64c(width))),
        br(next),
      ]),
    ]),
  ];
}

/** The bits of a slot after the part's first, an i64. `table`: of another part than that at `at`. */
export function readSlot(f: Func, s: Slots, slot: number, width: number, table: Code = get(s.at)): Code {
  if (width === 0) return i64c(0);
  const position = f.local("position", "i32");
  const address = i32.add(get(s.state), i32.shl(i32.shr_u(get(position), i32c(6)), i32c(3)));
  const bits = i64.and(i64.shr_u(i64.load(address), i64.extend_u(get(position))), i64c((1n << BigInt(width)) - 1n));
  return {
    kind: "block",
    label: null,
    loop: false,
    type: "i64",
    body: [set(position, i32.load(table, SLOT_BYTES * (s.first + slot))), bits],
  };
}
