/** A field that the type does not have, which TypeScript lets pass here. */
import { spec, type Int } from "racespec";

interface State { level: Int<0, 3>; open?: boolean }
const { action } = spec<State>(() => ({ level: 0, opened: true }));

export const rise = action((s) => { s.level = 3; });
