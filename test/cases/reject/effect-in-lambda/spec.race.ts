/** A quantifier that cleans up while it looks. */
import { spec, every, fill, type Index } from "racespec";

type Buffer = Index<2>;
interface State { dirty: Record<Buffer, boolean>; clean: boolean }
const { action } = spec<State>(() => ({ dirty: fill(true), clean: false }));

export const flush = action((s) => {
  s.clean = every((b: Buffer) => {
    s.dirty[b] = false;
    return true;
  });
});
