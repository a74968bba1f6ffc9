/** The greatest of a sequence, by a spread. */
import { spec, type Int, type Seq } from "racespec";

interface State { sizes: Seq<Int<0, 3>, 2>; most: Int<0, 3> }
const { action } = spec<State>(() => ({ sizes: [1, 2], most: 0 }));

export const look = action((s) => { s.most = Math.max(...s.sizes); });
