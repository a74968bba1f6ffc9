/** An assumption that calls a helper. */
import { spec, constant, assume, type Index } from "racespec";

export const SLOTS = constant(4);
const isPowerOfTwo = (n: number): boolean => (n & (n - 1)) === 0;
assume(isPowerOfTwo(SLOTS), "slots are a power of two");
interface State { next: Index<typeof SLOTS> }
const { action } = spec<State>(() => ({ next: 0 }));

export const advance = action((s) => { s.next = (s.next + 1) % SLOTS; });
