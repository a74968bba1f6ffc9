// What a property is to the rest of a spec: something to name in `violates(…)`, `unreachable(…)` and `check`.
// Not here: the builders that make one (spec.ts, since they are typed over the State).

/**
 * A property of the spec: made by `invariant`, `reachable`, `eventually` and the others that `spec` gives; exported
 * under its name.
 */
export interface Property {
  readonly property: true;
}
