/**
 * `--emit ir`: the compiled form of every model as text, nothing checked.
 * In: options, what the machine offers. Out: the texts and the diagnostics.
 * Not here: how IR is printed (`ir/print.ts`).
 */
import { internalError } from "../ir/codes/internal.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import { printModel } from "../ir/print.ts";
import type { Texts } from "../report/diagnostic-frame.ts";
import { compileModel, openSpecs, thrownText } from "./open-specs.ts";
import type { Options } from "./options.ts";
import type { Host } from "./run.ts";

export interface Emitted {
  readonly texts: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: Texts;
}

export async function emit(options: Options, host: Host): Promise<Emitted> {
  const specs = openSpecs(options, host, await host.tools());
  const texts: string[] = [];
  const diagnostics: Diagnostic[] = [...specs.diagnostics];
  for (const { path, spec, models, diagnostics: read } of specs.paths.map(specs.open)) {
    diagnostics.push(...read);
    if (spec === null) continue;
    for (const { name } of models) {
      try {
        const { value, diagnostics: found } = compileModel(spec, name, options.set);
        diagnostics.push(...found);
        if (value !== null) texts.push(`// ${path} ${name}\n${printModel(value)}\n`);
      } catch (thrown) {
        const during = `compiling ${name} of ${path}`;
        diagnostics.push(internalError(null, { during, thrown: thrownText(thrown, host) }));
      }
    }
  }
  return { texts, diagnostics, textOf: specs.textOf };
}
