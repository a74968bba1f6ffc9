/**
 * Identifiers of Promela. One may not be a word of Promela or C, and a constant not the name of anything else, since the
 * preprocessor would put its value there too.
 * In: names that `murphi/` has given. Out: `createNaming`.
 * Not here: where each stands (`print.ts`).
 */
const WORDS: ReadonlySet<string> = new Set(
  (
    "active assert atomic bit bool break byte chan d_step D_proctype do else empty enabled eval false fi for full get_priority goto " +
    "hidden if in init inline int len ltl local mtype nempty never nfull notrace np_ od of pc_value pid printf priority proctype " +
    "provided return run select set_priority short show skip timeout trace true typedef unless unsigned xr xs c_code c_decl c_expr " +
    "c_state c_track auto case char const continue default double enum extern float long register signed sizeof static struct " +
    "switch union void volatile while inline restrict now main spin pan always eventually until stronguntil weakuntil next implies " +
    "equivalent release uchar ushort uint"
  ).split(" "),
);

export interface Naming {
  /** The name of a field, the same in every record. */
  field(name: string): string;
  /** A name that nothing else has, fields among them. */
  fresh(wish: string): string;
}

export function createNaming(fields: readonly string[]): Naming {
  const field = (name: string): string => (WORDS.has(name) ? `${name}_` : name);
  const used = new Set(fields.map(field));
  return {
    field,
    fresh(wish) {
      let name =
        wish
          .replace(/[^A-Za-z0-9_]+/g, "_")
          .replace(/^_+/, "")
          .slice(0, 60) || "x";
      if (!/^[A-Za-z]/.test(name)) name = `v_${name}`;
      const base = name;
      for (let n = 2; used.has(name) || WORDS.has(name); n++) name = `${base}_${n}`;
      used.add(name);
      return name;
    },
  };
}
