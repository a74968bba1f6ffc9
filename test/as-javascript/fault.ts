// In: a text. Out: an exception that says: this evaluator cannot do that. It is never taken for a failure of the spec.
// Not here: assertions and other failures of a spec (choices.ts).
export class EvaluatorFault extends Error {
  override readonly name = "EvaluatorFault";
}

export function fault(text: string): never {
  throw new EvaluatorFault(text);
}
