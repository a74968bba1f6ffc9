/**
 * What a run is asked to do, and the values of options read strictly.
 * In: texts of options. Out: `Options`, or diagnostics.
 * Not here: the names of options and the help (`command-line.ts`).
 */
import { badOptionValue, memoryNotToBeHad, optionsExclude, setTwice, twoReportersOnStdout } from "../ir/codes/usage.ts";
import type { Diagnostic } from "../ir/diagnostic.ts";

export const reporterNames = ["pretty", "json", "markdown"] as const;
export type ReporterName = (typeof reporterNames)[number];

/** What --emit can show: the lowered model, where its state stands, the module as text, the module. */
export const emittedForms = ["ir", "layout", "wat", "wasm"] as const;
export type Emitted = (typeof emittedForms)[number];

export interface ReporterChoice {
  readonly name: ReporterName;
  /** Null: standard output. */
  readonly file: string | null;
}

/**
 * "wasm": generated code. "cells": only that half of it which evaluates exactly and never computes in advance. "interpret":
 * no generated code at all. The last two are there to compare with.
 */
export const engineNames = ["wasm", "cells", "interpret"] as const;
export type EngineName = (typeof engineNames)[number];

export interface Options {
  /** Files and folders as given; empty stands for the current folder. */
  readonly paths: readonly string[];
  /** Empty: all. */
  readonly models: readonly string[];
  readonly set: ReadonlyMap<string, string>;
  /** The limits hold for each model. */
  readonly maxStates: number | null;
  readonly maxSeconds: number | null;
  /** Bytes. */
  readonly maxMemory: number | null;
  readonly symmetry: boolean;
  /** Steps that nobody can tell apart are made one. */
  readonly fusion: boolean;
  readonly engine: EngineName;
  /** Threads that search; null: as many as the machine runs at once. */
  readonly workers: number | null;
  /** Use what earlier runs compiled. */
  readonly cache: boolean;
  /** Also the traces of failures that were expected, and of witnesses. */
  readonly trace: boolean;
  readonly emit: Emitted | null;
  readonly reporters: readonly ReporterChoice[];
  readonly watch: boolean;
}

/** The values of the options as commander hands them over. */
export interface Flags {
  readonly model?: readonly string[];
  readonly set?: readonly string[];
  readonly engine?: string;
  readonly workers?: string;
  readonly maxStates?: string;
  readonly maxSeconds?: string;
  readonly maxMemory?: string;
  readonly symmetry: boolean;
  readonly cache: boolean;
  readonly fusion?: boolean;
  readonly trace?: boolean;
  readonly emit?: string;
  readonly reporter?: readonly string[];
  readonly watch?: boolean;
}

export interface ReadOptions {
  readonly options: Options;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every option that this version cannot honour is refused; none is ignored. `heap`: bytes that this process may use. */
export function readOptions(paths: readonly string[], flags: Flags, heap: number): ReadOptions {
  const found: Diagnostic[] = [];
  const refuse = (option: string, value: string, wants: string): null => {
    found.push(badOptionValue(null, { option, value, wants }));
    return null;
  };

  const engine = engineNames.find((name) => name === (flags.engine ?? "wasm"));
  if (engine === undefined) refuse("--engine", flags.engine ?? "", `one of ${engineNames.join(", ")}`);
  const options: Options = {
    paths,
    models: flags.model ?? [],
    set: readSet(flags.set ?? [], found),
    maxStates: number("--max-states", flags.maxStates, isPositiveInteger, "a whole number from 1", refuse),
    maxSeconds: number("--max-seconds", flags.maxSeconds, isPositive, "a number of seconds above 0", refuse),
    maxMemory: readMemory(flags.maxMemory, engine === "interpret" ? heap : Number.POSITIVE_INFINITY, found),
    symmetry: flags.symmetry,
    fusion: flags.fusion ?? false,
    engine: engine ?? "wasm",
    workers: number("--workers", flags.workers, isWorkers, "a whole number from 1 to 256", refuse),
    cache: flags.cache,
    trace: flags.trace ?? false,
    emit: readEmit(flags.emit, refuse),
    reporters: readReporters(flags.reporter ?? [], found),
    watch: flags.watch ?? false,
  };
  refuseExclusive(flags, options, found);
  return { options, diagnostics: found };
}

/** What would otherwise be ignored in silence. */
function refuseExclusive(flags: Flags, { reporters }: Options, found: Diagnostic[]): void {
  const exclude = (first: string, second: string, why: string): void => {
    found.push(optionsExclude(null, { first, second, why }));
  };
  const ofChecking: Readonly<Record<string, unknown>> = {
    "--max-states": flags.maxStates,
    "--max-seconds": flags.maxSeconds,
    "--max-memory": flags.maxMemory,
    "--trace": flags.trace,
    "--reporter": flags.reporter,
    "--watch": flags.watch,
  };
  for (const [option, value] of Object.entries(ofChecking)) {
    if (flags.emit !== undefined && value !== undefined) exclude("--emit", option, "nothing is checked then");
  }
  if (flags.engine === "interpret" && flags.workers !== undefined && flags.workers !== "1") {
    exclude("--engine interpret", `--workers ${flags.workers}`, "one thread interprets");
  }
  const machine = reporters.find((r) => r.file === null && r.name !== "pretty");
  if (flags.watch === true && machine !== undefined) {
    exclude("--watch", `--reporter ${machine.name}`, "standard output would hold several documents");
  }
}

type Refuse = (option: string, value: string, wants: string) => null;

const isPositiveInteger = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);
const isWorkers = (text: string): boolean => isPositiveInteger(text) && Number(text) <= 256;
const isPositive = (text: string): boolean => /^\d{1,12}(\.\d+)?$/.test(text) && Number(text) > 0;

function number(
  option: string,
  text: string | undefined,
  isRight: (text: string) => boolean,
  wants: string,
  refuse: Refuse,
): number | null {
  if (text === undefined) return null;
  return isRight(text) ? Number(text) : refuse(option, text, wants);
}

function readSet(texts: readonly string[], found: Diagnostic[]): ReadonlyMap<string, string> {
  const set = new Map<string, string>();
  for (const text of texts) {
    const [, name, value] = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      found.push(badOptionValue(null, { option: "--set", value: text, wants: "of the form NAME=VALUE" }));
    } else if (set.has(name)) found.push(setTwice(null, { name }));
    else set.set(name, value);
  }
  return set;
}

const units: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

function readMemory(text: string | undefined, heap: number, found: Diagnostic[]): number | null {
  if (text === undefined) return null;
  const [, digits, unit = ""] = /^(\d{1,12}(?:\.\d+)?)([kmgt]?)(?:i?b)?$/i.exec(text) ?? [];
  const bytes = Number(digits) * (units[unit.toLowerCase()] ?? 1);
  if (digits === undefined || !(bytes > 0)) {
    found.push(badOptionValue(null, { option: "--max-memory", value: text, wants: "a size such as 512M or 2G" }));
    return null;
  }
  if (bytes > heap) {
    const megabytes = Math.ceil((bytes / 2 ** 20) * 1.2);
    found.push(memoryNotToBeHad(null, { wanted: text, has: `${Math.floor(heap / 2 ** 20)}M`, megabytes }));
  }
  return bytes;
}

function readEmit(text: string | undefined, refuse: Refuse): Emitted | null {
  if (text === undefined) return null;
  return emittedForms.find((form) => form === text) ?? refuse("--emit", text, emittedForms.join(", "));
}

function readReporters(texts: readonly string[], found: Diagnostic[]): readonly ReporterChoice[] {
  const choices: ReporterChoice[] = [];
  for (const text of texts) {
    const [word = "", ...rest] = text.split("=");
    const name = reporterNames.find((n) => n === word);
    const file = rest.length === 0 ? null : rest.join("=");
    if (name === undefined || file === "") {
      const wants = `one of ${reporterNames.join(", ")}, with =FILE where it is to be written to a file`;
      found.push(badOptionValue(null, { option: "--reporter", value: text, wants }));
      continue;
    }
    const other = choices.find((c) => c.file === file);
    if (other !== undefined) found.push(twoReportersOnStdout(null, { first: other.name, second: name, file }));
    choices.push({ name, file });
  }
  // People see the run unless standard output is spoken for.
  return choices.some((c) => c.file === null) ? choices : [{ name: "pretty", file: null }, ...choices];
}
