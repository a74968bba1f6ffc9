/**
 * How far a search is: one line that repaints on a terminal, a plain line now and then elsewhere.
 * In: progress of the checker, a clock, standard error. Out: text there, never on standard output.
 * Not here: verdicts (`pretty.ts`).
 */
import { createLogUpdate } from "log-update";
import type { Progress } from "../ir/outcome.ts";
import { cut, grouped } from "../report/cells.ts";
import type { Reporter } from "./reporter.ts";

export interface ProgressLine extends Reporter {
  /** Takes the line off the screen, before something else is written there. */
  readonly clear: () => void;
}

export interface ProgressPlace {
  readonly stream: NodeJS.WriteStream;
  readonly now: () => number;
}

/** Milliseconds between two repaintings. */
const repaint = 100;
/** Seconds between two plain lines, and before the first: most models have none. */
const plainLine = 15;

export function progressLine({ stream, now }: ProgressPlace): ProgressLine {
  const isLive = Boolean(stream.isTTY) && process.env.TERM !== "dumb" && !process.env.CI;
  const update = isLive ? createLogUpdate(stream) : null;
  let due = now() + repaint;
  let isOn = false;
  const clear = (): void => {
    if (isOn) update?.clear();
    isOn = false;
  };
  return {
    clear,
    progress(file, model, progress, seconds) {
      if (now() < due || (!isLive && seconds < plainLine)) return;
      due = now() + (isLive ? repaint : plainLine * 1000);
      const text = progressText(file, model, progress, seconds);
      if (update === null) {
        stream.write(`${text}\n`);
        return;
      }
      update(cut(`  ${text}`, (stream.columns ?? 80) - 1));
      isOn = true;
    },
    modelEnds: clear,
    runEnds() {
      clear();
      update?.done();
    },
  };
}

function progressText(file: string, model: string, progress: Progress, seconds: number): string {
  const rate = seconds > 0 ? Math.round(progress.distinct / seconds) : 0;
  const short =
    file
      .split("/")
      .at(-1)
      ?.replace(/\.race\.ts$/, "") ?? file;
  return [
    `${short} ${model}`,
    `${grouped(progress.distinct)} states`,
    `${grouped(rate)}/s`,
    `depth ${progress.depth}`,
    `${grouped(progress.frontier)} left`,
  ].join(" · ");
}
