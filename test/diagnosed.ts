// In: a spec that may be at fault, with the modules it imports. Out: what the compiler has to say about it and all its models.
// Not here: specs that compile (compiled.ts), how diagnostics look (report/diagnostic-frame.ts).
import type { SpecFiles } from "../compiler/index.ts";
import { type Diagnostic, hasErrors } from "../ir/diagnostic.ts";
import { compiler } from "./compiled.ts";

/** Reading, binding and lowering; what several models say alike is said once. */
export function diagnosed(entry: string, files: SpecFiles): readonly Diagnostic[] {
  const { value: spec, diagnostics } = compiler.read(entry, files);
  if (hasErrors(diagnostics)) return diagnostics;
  const all = [...diagnostics, ...spec.models.flatMap((m) => spec.compile(m.name, new Map()).diagnostics)];
  const said = new Set<string>();
  return all.filter((d) => {
    const text = JSON.stringify(d);
    return !said.has(text) && said.add(text);
  });
}
