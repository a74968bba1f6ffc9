/** Integers: rounding division, remainders, bits, updates, truthiness. */
import { spec, type Int } from "racespec";

interface State { a: Int<0, 30>; b: Int<-9, 9>; f: boolean; t: "x" | "" }
const { action } = spec<State>(() => ({ a: 7, b: -3, f: false, t: "" }));

const half = (n: number): number => Math.floor(n / 2);
export const round = action((s) => {
  s.a = half(s.a) + Math.abs(Math.trunc(s.b / 2));
  s.b = Math.ceil(s.b / 2) - Math.floor(s.b / 2);
});
export const bits = action((s) => { s.a = (s.a ^ 5) & 31; s.a |= 1; s.b = ~s.b; s.a = s.a >> 1 << 1 >>> 1; });
export const steps = action((s) => { s.a++; --s.a; s.b = s.a-- + -s.a; s.a %= 4; s.a **= 2; s.b = -5 % 3; s.b = Math.sign(s.b); });
export const truth = action((s) => {
  if (s.a) s.f = !s.f;
  if (!s.t) s.t = s.f ? "x" : "";
  s.f ||= s.a > 1;
  s.f &&= !s.t;
  s.a = s.f ? 1 : Math.min(s.a, 3, 9);
});
export const exact = action((s) => { s.a = (s.a - (s.a % 2)) / 2; const x = 7; let y = x * 2; y -= x; s.a = y; });
