/**
 * Dijkstra's coffee can: every can is an initial state.
 * @source tlaplus/Examples specifications/CoffeeCan/CoffeeCan.tla
 */
import { constant, type Int, pick, spec, when } from "racespec";
export const MAX = constant(100);
type Beans = Int<0, typeof MAX>;
interface State {
  can: { black: Beans; white: Beans };
}
const { action, stepInvariant, model } = spec<State>(() => {
  const black = pick<Beans>();
  const white = pick((w: Beans) => black + w >= 1 && black + w <= MAX);
  return { can: { black, white } };
});
const count = (s: State) => s.can.black + s.can.white;
export const sameWhite = action((s) => {
  when(count(s) > 1);
  when(s.can.white >= 2);
  s.can = { ...s.can, black: s.can.black + 1, white: s.can.white - 2 };
});
export const sameBlack = action((s) => {
  when(count(s) > 1 && s.can.black >= 2);
  s.can.black -= 1;
});
export const different = action((s) => {
  when(count(s) > 1 && s.can.black >= 1 && s.can.white >= 1);
  s.can.black -= 1;
});
export const terminated = action((s) => {
  when(count(s) === 1);
});
export const parity = stepInvariant((s, next) => s.can.white % 2 === next.can.white % 2);
export const m = model();
