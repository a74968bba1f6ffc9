/** A status typed as string, as a program would have it. */
import { spec } from "racespec";

interface State { job: { status: string } }
const { action } = spec<State>(() => ({ job: { status: "idle" } }));

export const start = action((s) => { s.job.status = "busy"; });
