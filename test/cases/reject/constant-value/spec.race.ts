/** A patch that the spec does not know. */
import { spec, constant } from "racespec";

export const PATCH = constant<"none" | "lock">("none");
interface State { busy: boolean }
const { action, model } = spec<State>(() => ({ busy: false }));

export const enter = action((s) => { s.busy = PATCH === "none"; });
export const patched = model({ PATCH: "locked" });
