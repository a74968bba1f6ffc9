/**
 * Where the parts of a state stand when it is packed into 64-bit words.
 * In: domains. Out: `Layout`, `Packing`, `Bits`: plain data that emission, the checker and a foreign host read alike.
 * Not here: how places are chosen (`compiler/4-layout/`), reading and writing them (`compiler/5-emit/`, `checker/`).
 */
import type {
  BagDomain,
  Domain,
  MapDomain,
  RecordDomain,
  SeqDomain,
  SetDomain,
  TableDomain,
  UnionDomain,
} from "./domain.ts";

/** Bits `shift … shift + width - 1` of word `word`; never across two words. Width 0: there is one value only. */
export interface Bits {
  readonly word: number;
  readonly shift: number;
  /** 0 … 54 of a scalar, 1 of a member of a set, 0 … 53 of an ordinal that a list holds. */
  readonly width: number;
}

/** Mirrors the domain. Bits that a value does not use (past a length, past a union's member, of an absent key) are zero. */
export type Packing =
  /** Holds the ordinal of `ir/value.ts`; an int its distance from `lo`. */
  | { readonly kind: "scalar"; readonly domain: Domain; readonly bits: Bits; readonly live?: Liveness }
  /** In the order of the domain's fields. */
  | { readonly kind: "record"; readonly domain: RecordDomain; readonly fields: readonly Packing[] }
  /** By ordinal of the key. */
  | { readonly kind: "table"; readonly domain: TableDomain; readonly rows: readonly Packing[] }
  /** A set without a bound: one bit by ordinal of the member. */
  | { readonly kind: "set"; readonly domain: SetDomain; readonly members: readonly Bits[] }
  /** A set with a bound, or a bag: how many members, and the ordinals of so many, ascending. */
  | {
      readonly kind: "listed";
      readonly domain: SetDomain | BagDomain;
      readonly length: Bits;
      readonly members: readonly Bits[];
    }
  /** A map without a bound: a place by ordinal of the key. */
  | { readonly kind: "map"; readonly domain: MapDomain; readonly places: readonly MapPlace[] }
  /** A map with a bound: how many entries, and so many, ascending by ordinal of the key. */
  | {
      readonly kind: "entries";
      readonly domain: MapDomain;
      readonly length: Bits;
      readonly entries: readonly { readonly key: Bits; readonly value: Packing }[];
    }
  | {
      readonly kind: "seq";
      readonly domain: SeqDomain;
      readonly length: Bits;
      readonly elements: readonly Packing[];
    }
  /** A union that is not scalar. Its members lie over each other. */
  | { readonly kind: "union"; readonly domain: UnionDomain; readonly tag: Bits; readonly members: readonly Packing[] };

/** What stands for one key of a map without a bound. */
export interface MapPlace {
  /** One bit where values may be `undefined` themselves; else null. */
  readonly present: Bits | null;
  /** Of the map's values; where there is no `present` of these and `undefined`, which comes first and says that the key is absent. */
  readonly value: Packing;
}

/** Of a local that lives at some rests of its process: at the others it is `undefined`, which has no ordinal, and its bits are zero. */
export interface Liveness {
  /** Where the ordinal of the pc stands, and at which of at most 64 ordinals the local has a value. */
  readonly pc: Bits;
  readonly at: readonly number[];
}

export interface Layout {
  /** Of `SpecModel.state`. */
  readonly state: Packing & { readonly kind: "record" };
  /** How many low bits of each 64-bit word are used; at least one word. */
  readonly words: readonly number[];
  /** Their sum. */
  readonly bits: number;
}
