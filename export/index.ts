/**
 * Models in other checkers' languages, so that these can confirm what racespec finds.
 * In: a lowered model. Out: `exportModel`.
 * Not here: reading specs (`compiler/`), files (`cli/`).
 */
import type { SpecModel } from "../ir/model.ts";
import type { Span } from "../ir/span.ts";
import { DoesNotFit } from "./does-not-fit.ts";
import type { ExportFormat } from "./formats.ts";
import { toMurphi } from "./murphi/program.ts";
import { toPromela } from "./promela/program.ts";
import { toTla } from "./tla/module.ts";

export interface ExportedFile {
  /** Without folders, such as "peterson-fixed.m". */
  readonly name: string;
  readonly text: string;
}

/** The files, or what in the model has no counterpart there. */
export type Exported =
  | { readonly kind: "files"; readonly files: readonly ExportedFile[] }
  | { readonly kind: "does not fit"; readonly what: string; readonly at: Span | null };

export function exportModel(model: SpecModel, format: ExportFormat): Exported {
  try {
    switch (format) {
      case "murphi":
        return { kind: "files", files: [{ name: `${fileName(model)}.m`, text: toMurphi(model) }] };
      case "tla": {
        // A module is called as its file is, and that has to be an identifier.
        const name = fileName(model).replace(/[^A-Za-z0-9]+/g, "_");
        const { module, configuration } = toTla(model, name);
        return {
          kind: "files",
          files: [
            { name: `${name}.tla`, text: module },
            { name: `${name}.cfg`, text: configuration },
          ],
        };
      }
      case "promela":
        return { kind: "files", files: [{ name: `${fileName(model)}.pml`, text: toPromela(model) }] };
    }
  } catch (thrown) {
    if (thrown instanceof DoesNotFit) return { kind: "does not fit", what: thrown.message, at: thrown.at };
    throw thrown;
  }
}

/** `peterson.race.ts`, model `fixed`: "peterson-fixed". */
function fileName(model: SpecModel): string {
  const spec = (model.file.split("/").at(-1) ?? model.file).replace(/(\.race)?\.ts$/, "");
  return `${spec}-${model.name}`;
}
