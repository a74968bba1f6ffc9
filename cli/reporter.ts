/**
 * What every reporter is: it listens to a run and hears of its end.
 * In: `Listener` of the run. Out: `Reporter`.
 * Not here: the reporters there are (`reporters.ts`).
 */
import type { Texts } from "../report/diagnostic-frame.ts";
import type { RunReport } from "../report/report.ts";
import type { Listener } from "./run.ts";

export interface Reporter extends Listener {
  readonly runEnds?: (run: RunReport, texts: Texts) => void;
}
