/**
 * CoffeeCan/CoffeeCan100Beans.cfg of tlaplus/Examples: the coffee can of Scholten, Dijkstra and Gries.
 *
 * Again and again two beans are taken from a can. If they are of one colour a black one is put in, otherwise the white one is put
 * back. In the end there is one bean: of which colour? Every can of up to a hundred beans is an initial state.
 *
 * @source tlaplus/Examples specifications/CoffeeCan/CoffeeCan.tla
 * @source D. Gries: The Science of Programming, 1987, section 23.2
 */
import { constant, type Int, pick, spec, when } from "racespec";

/** No can holds more beans. */
export const MAX_BEAN_COUNT = constant(100);
type Beans = Int<0, typeof MAX_BEAN_COUNT>;
interface State {
  can: { black: Beans; white: Beans };
}
const { action, eventually, fairness, stepInvariant, model } = spec<State>(() => {
  const black = pick<Beans>();
  const white = pick<Beans>();
  when(1 <= black + white && black + white <= MAX_BEAN_COUNT);
  return { can: { black, white } };
});
const beanCount = ({ can }: State): number => can.black + can.white;

/** Two white beans are taken: a black one is put in. */
export const pickSameColorWhite = action((s) => {
  when(beanCount(s) > 1 && s.can.white >= 2);
  s.can.black++;
  s.can.white -= 2;
});
/** Two black beans are taken: a black one is put in. */
export const pickSameColorBlack = action((s) => {
  when(beanCount(s) > 1 && s.can.black >= 2);
  s.can.black--;
});
/** One of each is taken: the white one is put back. */
export const pickDifferentColor = action((s) => {
  when(beanCount(s) > 1 && s.can.black >= 1 && s.can.white >= 1);
  s.can.black--;
});
/** One bean is left, and stays. */
export const termination = action((s) => {
  when(beanCount(s) === 1);
});

/** Beans become fewer. */
export const monotonicDecrease = stepInvariant((s, next) => beanCount(s) === 1 || beanCount(next) < beanCount(s));
/** White beans stay even or stay odd. */
export const loopInvariant = stepInvariant((s, next) => s.can.white % 2 === next.can.white % 2);

/** One bean is left in the end. */
export const eventuallyTerminates = eventually((s) => termination.enabled(s));
/** The last bean is black if there were an even number of white ones, and otherwise white: then it is known from the start. */
export const terminationHypothesis = eventually(({ can: { black, white } }) =>
  white % 2 === 0 ? black === 1 && white === 0 : black === 0 && white === 1,
);
// As long as beans can be taken some are.
fairness("weak", pickSameColorWhite, pickSameColorBlack, pickDifferentColor, termination);

export const asPublished = model();
