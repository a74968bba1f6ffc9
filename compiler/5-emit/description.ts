/**
 * What a module says of itself: the custom section "racespec", so that a host needs nothing but the module (docs/abi.md).
 * In: an emission that is complete. Out: `describe`, the section's bytes: JSON in UTF-8.
 * Not here: the exports that it belongs to (`cells/`, `search/`, `symmetry/`).
 */
import { instancesOf } from "../../ir/instances.ts";
import type { Param } from "../../ir/model.ts";
import type { Emission } from "./emission.ts";

/** Changes with every change of an export, of a record or of this section that a host would notice. */
export const ABI_VERSION = 2;

const parametersOf = (params: readonly Param[]) => ({
  params: params.map(({ name, domain }) => ({ name, domain })),
  instances: instancesOf(params),
});

export function describe(e: Emission): Uint8Array {
  const { model, layout, symmetry } = e;
  const text = JSON.stringify({
    abi: ABI_VERSION,
    file: model.file,
    model: model.name,
    areaBytes: e.areaBytes(),
    fixedBytes: e.fixedEnd(),
    flags: e.flags,
    idSets: model.idSets.map(({ name, size }) => ({ name, size })),
    symmetry,
    actions: model.actions.map((a) => ({
      name: a.name,
      from: a.origin.kind === "process" ? a.origin.from : null,
      ...parametersOf(a.params),
    })),
    properties: model.properties.map(({ kind, name, params }) => ({ kind, name, ...parametersOf(params) })),
    assertions: model.assertions.map(({ text }) => text),
    layout,
  });
  return new TextEncoder().encode(text);
}
