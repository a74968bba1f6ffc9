/** One object twice in what is copied: the copy shares as well. */
import { spec, type Int, type Seq } from "racespec";

interface Range { from: Int<0, 3>; to: Int<0, 3> }
interface State { all: Range; parts: Seq<Range, 2> }
const { action } = spec<State>(() => ({ all: { from: 0, to: 3 }, parts: [] }));

export const split = action((s) => { s.parts = structuredClone([s.all, s.all]); });
