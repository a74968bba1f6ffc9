/**
 * Identifiers of TLA+. Nothing may have the name of anything that is known where it stands, not even a bound variable.
 * In: names of the spec. Out: `createNames`.
 * Not here: what is called so.
 */
const WORDS: ReadonlySet<string> = new Set(
  (
    "ACTION ASSUME ASSUMPTION AXIOM BOOLEAN BY CASE CHOOSE CONSTANT CONSTANTS COROLLARY DEF DEFINE DEFS DOMAIN ELSE ENABLED EXCEPT " +
    "EXTENDS FALSE HAVE HIDE IF IN INSTANCE LAMBDA LEMMA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF PROPOSITION " +
    "PROVE QED RECURSIVE SF_ STATE STRING SUBSET SUFFICES TAKE TEMPORAL THEN THEOREM TRUE UNCHANGED UNION USE VARIABLE VARIABLES " +
    "WF_ WITH WITNESS Nat Int Seq Len Append Head Tail SubSeq SelectSeq Cardinality IsFiniteSet Print PrintT Assert Permutations " +
    "SortSeq JavaTime TLCGet TLCSet TLCEval ToString Any RandomElement EmptyBag BagIn BagToSet SetToBag BagUnion BagOfAll " +
    "BagCardinality CopiesIn SubBag IsABag Init Next Spec TypeOK Terminating vars Sum Rem null undefined"
  ).split(" "),
);

export interface Names {
  /** The wish as an identifier that nothing else has. */
  fresh(wish: string): string;
  has(name: string): boolean;
}

export function createNames(outer: Names | null = null): Names {
  const used = new Set<string>();
  const has = (name: string): boolean => used.has(name) || (outer?.has(name) ?? false);
  return {
    has,
    fresh(wish) {
      const plain = wish.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
      const base = /[A-Za-z]/.test(plain) && !/^(WF_|SF_)/.test(plain) ? plain : `v_${plain}`;
      let name = base;
      for (let n = 2; has(name) || WORDS.has(name); n++) name = `${base}_${n}`;
      used.add(name);
      return name;
    },
  };
}
