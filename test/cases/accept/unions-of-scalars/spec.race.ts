/** Ids, ranges and literals in one type. */
import { spec, type Id, type Index, type Int } from "racespec";

type Node = Id<"Node", 2>;
interface State { a: Node | null | "nobody"; b: Int<0, 3> | "inf"; c: 0 | 1 | 5; d: Int<0, 3> | -1; e: boolean | null; g: Index<3> | undefined }
const { action } = spec<State>(() => ({ a: null, b: 0, c: 5, d: -1, e: null, g: undefined }));

export const step = action((s, n: Node) => {
  if (typeof s.b === "number" && s.b < 3) s.b++;
  else s.b = "inf";
  s.d = s.d === -1 ? 3 : -1;
  s.e = s.e === null ? true : !s.e;
  s.g = s.g === undefined ? 0 : s.g < 2 ? s.g + 1 : undefined;
  s.c = s.c === 5 ? 0 : s.c === 0 ? 1 : 5;
  s.a = typeof s.a === "symbol" ? "nobody" : n;
});
