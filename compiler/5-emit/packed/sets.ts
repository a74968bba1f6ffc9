/**
 * Sets as bits: members asked for, added, removed; the operations on whole sets.
 * In: values, the run. Out: `memberAt`, `has`, `setMethod` and its like.
 * Not here: sequences (`sequences.ts`), how sets are found (`expressions.ts`).
 */

import { BOOLEAN, type Domain, unionOf } from "../../../ir/domain.ts";
import type { SetMethod } from "../../../ir/expr.ts";
import type { Bits, Packing } from "../../../ir/layout.ts";
import { ordinal, scalarSize } from "../../../ir/value.ts";
import { type Code, get, i32, i32c, i64, i64c } from "../wasm/code.ts";
import { and, type Cond, codeOf, condOf, FALSE, not, or, TRUE } from "./condition.ts";
import type { Place, Val } from "./forms.ts";
import { isUnrolled, plainMembers } from "./member-lists.ts";
import { bitsAre, rowAt, writeBits } from "./place.ts";
import type { Run } from "./run.ts";
import { elementDomain, memberAt, packedSet, type SetPacking, soughtDomain } from "./set-bits.ts";
import { memberOrdinal } from "./structured.ts";
import { unsupported } from "./unsupported.ts";
import { bool, constant, equal, int, mapped } from "./value.ts";

const rowsOf = (packing: SetPacking): readonly Packing[] =>
  packing.members.map((bits): Packing => ({ kind: "scalar", domain: BOOLEAN, bits }));

/** Where the bit of a member stands whose ordinal is computed: many stand side by side, word after word. */
function memberPlace(
  run: Run,
  { place, packing }: { readonly place: Place; readonly packing: SetPacking },
  at: Code,
): Place {
  const { members } = packing;
  const [first] = members;
  if (members.length <= WORD || first === undefined) return rowAt(run, place, rowsOf(packing), at);
  const chunks = members.filter((_, i) => i % WORD === 0);
  const isRegular = members.every((b, i) => {
    const chunk = chunks[Math.floor(i / WORD)];
    return chunk !== undefined && b.word === chunk.word && b.shift === chunk.shift + (i % WORD);
  });
  const words = chunks.map((c) => c.word - first.word);
  if (!isRegular || place.delta !== null || place.word !== null || words.some((w) => w < 0))
    return unsupported("members that are not side by side");
  const ordinal = run.bind(at);
  const chunk = run.bind(i32.shr_u(ordinal, i32c(Math.log2(WORD))));
  const shift = mapped(
    chunk,
    chunks.map((c) => c.shift - first.shift),
  );
  return {
    ...place,
    packing: { kind: "scalar", domain: BOOLEAN, bits: first },
    delta: run.bind(i32.add(i32.and(ordinal, i32c(WORD - 1)), shift)),
    word: { code: run.bind(mapped(chunk, words)), count: Math.max(...words) + 1 },
  };
}

const WORD = 64;

/** The bit of a member whose ordinal is computed at run time. */
const bitOf = (b: Packing): Bits => (b.kind === "scalar" ? b.bits : unsupported("a member"));

function isMember(run: Run, v: Val, x: Val): Cond {
  const of = soughtDomain(v);
  const { code, inside } = memberOrdinal(run, x, of);
  if (inside === FALSE || scalarSize(of) === 0) return FALSE;
  if (code.kind === "const") return and(inside, memberAt(run, v, Number(code.value)));
  const here = packedSet(v);
  if (here === null) {
    const at = run.bind(code);
    const any = plainMembers(of).reduce<Cond>(
      (found, _, i) => or(found, and(condOf(i32.eq(at, i32c(i))), memberAt(run, v, i))),
      FALSE,
    );
    return and(inside, any);
  }
  const row = memberPlace(run, here, safe(code, inside));
  return and(inside, bitsAre(run, row, bitOf(row.packing), 1));
}

/** An ordinal that is surely one, where it is not inside. */
const safe = (code: Code, inside: Cond): Code =>
  inside === TRUE ? code : i32.and(code, i32.sub(i32c(0), codeOf(inside)));

function change(run: Run, v: Val, x: Val, to: boolean): void {
  const of = soughtDomain(v);
  const { code, inside } = memberOrdinal(run, x, of);
  // What is no possible member cannot be removed either.
  if (to) run.fear(not(inside));
  if (inside === FALSE) return;
  const here = packedSet(v);
  if (here !== null) {
    const path = and(run.path, inside);
    if (code.kind === "const") {
      const bits = here.packing.members[Number(code.value)] as Bits;
      run.under(path, () => writeBits(run, here.place, bits, i32c(to ? 1 : 0)));
      return;
    }
    const row = memberPlace(run, here, safe(code, inside));
    run.under(path, () => writeBits(run, row, bitOf(row.packing), i32c(to ? 1 : 0)));
    return;
  }
  if (v.kind !== "set") return void unsupported("a set");
  if (v.stored) unsupported("a change of what was stored");
  const at = run.bind(code);
  for (const [i, old] of v.members.entries()) {
    const same = at.kind === "const" ? (Number(at.value) === i ? TRUE : FALSE) : condOf(i32.eq(at, i32c(i)));
    const here = and(and(run.path, inside), same);
    if (here !== FALSE) v.members[i] = run.bindCond(to ? or(old, here) : and(old, not(here)));
  }
}

export function setSize(run: Run, v: Val): Val {
  const of = soughtDomain(v);
  const n = scalarSize(of);
  const here = packedSet(v);
  if (here !== null && here.place.delta === null) {
    const masks = new Map<number, bigint>();
    for (const b of here.packing.members) masks.set(b.word, (masks.get(b.word) ?? 0n) | (1n << BigInt(b.shift)));
    let count: Code = i32c(0);
    for (const [word, mask] of masks) {
      const local = here.place.words.at[word] ?? unsupported("a word that is not there");
      const bits = i64.and(get(local), i64c(BigInt.asIntN(64, mask)));
      count = i32.add(count, i32.wrap(i64.popcnt(bits)));
    }
    return int(count, 0, n);
  }
  let count: Code = i32c(0);
  for (let i = 0; i < n; i++) count = i32.add(count, codeOf(memberAt(run, v, i)));
  return int(count, 0, n);
}

export function setMethod(run: Run, op: SetMethod, v: Val, args: readonly Val[]): Val {
  const [arg = constant(undefined)] = args;
  switch (op) {
    case "some":
    case "every":
    case "filter":
      return unsupported(op);
    case "has":
      return bool(isMember(run, v, arg));
    case "add":
      change(run, v, arg, true);
      return v;
    case "delete": {
      const had = run.bindCond(isMember(run, v, arg));
      change(run, v, arg, false);
      return bool(had);
    }
    case "clear": {
      const here = packedSet(v);
      if (here !== null) for (const b of here.packing.members) writeBits(run, here.place, b, i32c(0));
      else if (v.kind === "set" && v.stored) unsupported("a change of what was stored");
      else if (v.kind === "set") v.members = v.members.map((m) => run.bindCond(and(m, not(run.path))));
      else unsupported("a set");
      return constant(undefined);
    }
    case "union":
      return combined(run, v, arg, (a, b) => or(a, b));
    case "intersection":
      return combined(run, v, arg, (a, b) => and(a, b));
    case "difference":
      return combined(run, v, arg, (a, b) => and(a, not(b)));
    case "symmetricDifference":
      return combined(run, v, arg, (a, b) => not(equal(bool(a), bool(b))));
    case "isSubsetOf":
      return bool(none(run, v, arg, (a, b) => and(a, not(b))));
    case "isSupersetOf":
      return bool(none(run, v, arg, (a, b) => and(b, not(a))));
    case "isDisjointFrom":
      return bool(none(run, v, arg, (a, b) => and(a, b)));
  }
}

type Pairwise = (a: Cond, b: Cond) => Cond;

/** For every value that may be in either. */
function pairs(run: Run, a: Val, b: Val, f: Pairwise): { readonly of: Domain; readonly members: Cond[] } {
  const [x, y] = [elementDomain(a), elementDomain(b)];
  const of = unionOf([x, y]);
  const members = plainMembers(of).map((m) =>
    run.bindCond(f(memberAt(run, a, ordinal(x, m)), memberAt(run, b, ordinal(y, m)))),
  );
  return { of, members };
}

const combined = (run: Run, a: Val, b: Val, f: Pairwise): Val => ({
  ...{ kind: "set", ...pairs(run, a, b, f), stored: false },
});

const none = (run: Run, a: Val, b: Val, f: Pairwise): Cond =>
  pairs(run, a, b, f).members.reduce<Cond>((all, m) => and(all, not(m)), TRUE);

/** Of values, each of them under a condition. */
export function newSet(run: Run, of: Domain, items: readonly { readonly value: Val; readonly when: Cond }[]): Val {
  if (!isUnrolled(of)) return unsupported("a set");
  const members = plainMembers(of).map(() => FALSE as Cond);
  const made: Val = { kind: "set", of, members, stored: false };
  for (const { value, when } of items) run.under(and(run.path, when), () => change(run, made, value, true));
  return made;
}
