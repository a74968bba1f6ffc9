/** Types, helpers, tables and constants of another module. */
import * as heads from "./heads.ts";
import { emptyHead, type Head, LIMIT, mark, Mode } from "./heads.ts";
import { spec, fill, type Index } from "racespec";

type Slot = Index<typeof LIMIT>;
interface State { heads: Record<Slot, Head>; mode: Mode; spare: heads.Head }
const { action } = spec<State>(() => ({ heads: fill(emptyHead()), mode: Mode.Slow, spare: heads.emptyHead() }));

export const step = action((s, b: Slot) => {
  mark(s.heads[b]);
  s.mode = s.mode === Mode.Slow ? Mode.Fast : Mode.Slow;
  heads.mark(s.spare);
});
