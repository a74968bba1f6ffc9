/**
 * `--emit`: the compiled form of every model, nothing checked.
 * In: options, what the machine offers. Out: texts, or the bytes of one module, and the diagnostics.
 * Not here: how each form is made (`ir/print.ts`, `ir/print-layout.ts`, `compiler/5-emit/`).
 */
import { internalError } from "../ir/codes/internal.ts";
import { emitOneModel, emitView } from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { SpecModel } from "../ir/model.ts";
import { printModel } from "../ir/print.ts";
import { printLayout } from "../ir/print-layout.ts";
import type { Texts } from "../report/diagnostic-frame.ts";
import { openSpecs, thrownText } from "./open-specs.ts";
import type { Emitted as Form, Options } from "./options.ts";
import type { Host } from "./run.ts";
import type { CompilerTools } from "./spec.ts";

export interface Emitted {
  readonly texts: readonly (string | Uint8Array)[];
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: Texts;
}

export async function emit(options: Options, host: Host): Promise<Emitted> {
  const workshop = await host.tools();
  // No program is made where none is run.
  const specs = await openSpecs({ ...options, engine: "interpret" }, host, workshop);
  const tools = await workshop.compilerTools();
  const texts: (string | Uint8Array)[] = [];
  const diagnostics: Diagnostic[] = [...specs.diagnostics];
  const form = options.emit ?? "ir";
  for (const file of specs.paths) {
    const { path, spec, models, diagnostics: read } = await specs.open(file);
    diagnostics.push(...read);
    if (spec === null) continue;
    for (const { name } of models) {
      try {
        const { model, fused, diagnostics: found } = await spec.compile(name);
        diagnostics.push(...found);
        if (model === null) continue;
        const { view } = model.options;
        if (view !== null && (form === "wasm" || form === "wat")) {
          diagnostics.push(emitView(view.code.at, { model: name }));
          continue;
        }
        const shown = formOf(form, fused?.model ?? model, options, tools);
        texts.push(typeof shown === "string" ? `${form === "wat" ? ";;" : "//"} ${path} ${name}\n${shown}\n` : shown);
      } catch (thrown) {
        const during = `compiling ${name} of ${path}`;
        diagnostics.push(internalError(null, { during, thrown: thrownText(thrown, host) }));
      }
    }
    spec.keep();
  }
  // Modules one after the other in one stream are no module.
  if (form === "wasm" && texts.length > 1) diagnostics.push(emitOneModel(null, { count: texts.length }));
  const isOne = form !== "wasm" || texts.length === 1;
  return { texts: isOne ? texts : [], diagnostics, textOf: specs.textOf };
}

function formOf(form: Form, model: SpecModel, options: Options, { disassemble }: CompilerTools): string | Uint8Array {
  const { symmetry } = options;
  const packed = options.engine !== "cells";
  switch (form) {
    case "ir":
      return printModel(model);
    case "layout":
      return printLayout(disassemble(model, { symmetry }).layout);
    case "wat":
      return disassemble(model, { symmetry, packed }).wat();
    case "wasm":
      return disassemble(model, { symmetry, packed }).wasm();
  }
}
