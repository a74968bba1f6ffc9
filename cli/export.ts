/**
 * `export`: every model in another checker's language, nothing checked.
 * In: options, what the machine offers. Out: files, and the diagnostics.
 * Not here: how each format is made (`export/`), where the files go (`command.ts`).
 */
import type { ExportFormat } from "../export/formats.ts";
import { type ExportedFile, exportModel } from "../export/index.ts";
import { internalError } from "../ir/codes/internal.ts";
import { noCounterpart } from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Texts } from "../report/diagnostic-frame.ts";
import { openSpecs, thrownText } from "./open-specs.ts";
import type { Options } from "./options.ts";
import type { Host } from "./run.ts";

export interface ExportedModels {
  readonly files: readonly ExportedFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: Texts;
}

export async function exportModels(options: Options, to: ExportFormat, host: Host): Promise<ExportedModels> {
  const workshop = await host.tools();
  // No program is made where none is run.
  const specs = await openSpecs({ ...options, engine: "interpret", fusion: false }, host, workshop);
  const files: ExportedFile[] = [];
  const diagnostics: Diagnostic[] = [...specs.diagnostics];
  for (const file of specs.paths) {
    const { path, spec, models, diagnostics: read } = await specs.open(file);
    diagnostics.push(...read);
    if (spec === null) continue;
    for (const { name } of models) {
      try {
        const { model, diagnostics: found } = await spec.compile(name);
        diagnostics.push(...found);
        if (model === null) continue;
        const made = exportModel(model, to);
        if (made.kind === "files") files.push(...made.files);
        else diagnostics.push(noCounterpart(made.at, { model: name, format: to, what: made.what }));
      } catch (thrown) {
        const during = `exporting ${name} of ${path}`;
        diagnostics.push(internalError(null, { during, thrown: thrownText(thrown, host) }));
      }
    }
    spec.keep();
  }
  return { files, diagnostics, textOf: specs.textOf };
}
