/**
 * Identifiers of Murphi: letters, digits and underscores, none twice, none of the language's own words.
 * In: names of the spec. Out: `createNames`.
 * Not here: which name a domain or a slot gets (`types.ts`, `routine.ts`).
 */

const WORDS: ReadonlySet<string> = new Set(
  (
    "alias array assert assume begin boolean by case clear const cover do else elsif end endalias endexists endfor endforall " +
    "endfunction endif endprocedure endrecord endrule endruleset endstartstate endswitch endwhile enum error exists false " +
    "for forall from function if in interleaved invariant isundefined ismember liveness multiset multisetadd multisetcount " +
    "multisetremove multisetremovepred of procedure process program property put real record return rule ruleset scalarset " +
    "startstate string switch then to traceuntil true type undefine union var while"
  ).split(" "),
);

export interface Names {
  /** The wish as an identifier that nobody else has. */
  fresh(wish: string): string;
}

/** `taken`: also those of the enclosing scope. */
export function createNames(taken: Names | null = null): Names & { has(name: string): boolean } {
  const used = new Set<string>();
  const outer = taken as (Names & { has(name: string): boolean }) | null;
  const has = (name: string): boolean => used.has(name.toLowerCase()) || (outer?.has(name) ?? false);
  return {
    has,
    fresh(wish) {
      const plain = wish.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
      const base = /^[A-Za-z]/.test(plain) ? plain : `v_${plain}`;
      let name = base;
      for (let n = 2; has(name) || WORDS.has(name.toLowerCase()); n++) name = `${base}_${n}`;
      used.add(name.toLowerCase());
      return name;
    },
  };
}
