/**
 * The words for an outcome, and whether it is the one that the model's author expected.
 * In: an outcome's kind and failure, the model's `expect`. Out: `Verdict`, `isExpected`, the expectation in words.
 * Not here: exit codes (`cli/exit-code.ts`).
 */
import type { Expect } from "../ir/model.ts";
import type { Outcome } from "../ir/outcome.ts";
import type { FailureReport, ModelReport, Verdict } from "./report.ts";

export function verdictOf(outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case "exhausted":
      return "holds";
    case "bounded":
      return "incomplete";
    case "violated":
      return "violated";
    case "deadlocked":
      return "deadlocked";
    case "unreachable":
      return "unreachable";
  }
}

/** A run that stopped early or never started is never as expected. */
export function isExpected(verdict: Verdict, failure: FailureReport | null, expect: Expect): boolean {
  switch (expect.kind) {
    case "holds":
      return verdict === "holds";
    case "deadlocks":
      return verdict === "deadlocked";
    case "violates":
      return verdict === "violated" && failure?.kind !== "range" && failure?.name === expect.what;
    case "unreachable":
      return verdict === "unreachable" && failure?.name === expect.what;
  }
}

/** "to hold", "oneRequestPerBuffer to be violated". */
export function expectationText(expect: Expect): string {
  switch (expect.kind) {
    case "holds":
      return "to hold";
    case "deadlocks":
      return "to deadlock";
    case "violates":
      return `${expect.what} to be violated`;
    case "unreachable":
      return `${expect.what} to be unreachable`;
  }
}

/** What is worth an exit code: an incomplete run and an error have their own. */
export const isUnexpected = (m: ModelReport): boolean =>
  !m.expected && m.verdict !== "incomplete" && m.verdict !== "error";
