/**
 * SPEC7xxx: mistakes in how the command is called, one typed function per code.
 * In: `code.ts`. Out: the codes of `cli/`.
 * Not here: pages (`docs/errors/`), mistakes in a spec (the other files beside this).
 */
import { usage } from "../code.ts";

const list = (names: readonly string[]): string => (names.length === 0 ? "(none)" : names.join(", "));
const didYouMean = (guess: string | null): string => (guess === null ? "" : `did you mean ${guess}? `);

/** What the command line's own parser has to say: unknown options, missing values. */
export const badCommandLine = usage("SPEC7001", "bad-command-line", ({ message }: { message: string }) => ({
  message,
  help: "spec-check --help lists the options",
}));
export const fileNotFound = usage("SPEC7002", "file-not-found", ({ path }: { path: string }) => ({
  message: `there is no file or folder ${path}`,
  help: "paths are relative to the current folder",
}));
export const notASpec = usage("SPEC7003", "not-a-spec", ({ path }: { path: string }) => ({
  message: `${path} is not named *.race.ts`,
  help: "a spec is a TypeScript module whose name ends in .race.ts: rename it",
}));
export const noSpecs = usage("SPEC7004", "no-specs", ({ path }: { path: string }) => ({
  message: `there is no *.race.ts in ${path}`,
  help: "hidden folders and node_modules are looked into only when they are named",
}));
export const unreadable = usage("SPEC7005", "unreadable", ({ path, reason }: { path: string; reason: string }) => ({
  message: `${path} cannot be read: ${reason}`,
  help: null,
}));
export const unknownModel = usage(
  "SPEC7006",
  "unknown-model",
  ({ name, known, guess }: { name: string; known: readonly string[]; guess: string | null }) => ({
    message: `there is no model ${name}`,
    help: `${didYouMean(guess)}models: ${list(known)}`,
  }),
);
export const unknownSetConstant = usage(
  "SPEC7007",
  "unknown-set-constant",
  ({ name, known, guess }: { name: string; known: readonly string[]; guess: string | null }) => ({
    message: `--set ${name}: there is no constant ${name}`,
    help: `${didYouMean(guess)}constants: ${list(known)}`,
  }),
);
export const badOptionValue = usage(
  "SPEC7008",
  "bad-option-value",
  ({ option, value, wants }: { option: string; value: string; wants: string }) => ({
    message: `${option} ${value}: this is not ${wants}`,
    help: null,
  }),
);
export const twoReportersOnStdout = usage(
  "SPEC7010",
  "two-reporters-on-stdout",
  ({ first, second, file }: { first: string; second: string; file: string | null }) => ({
    message: `the reporters ${first} and ${second} would both write to ${file ?? "standard output"}`,
    help: `send one of them to a file of its own: \`--reporter ${second}=FILE\``,
  }),
);
export const unwritable = usage("SPEC7011", "unwritable", ({ path, reason }: { path: string; reason: string }) => ({
  message: `${path} cannot be written: ${reason}`,
  help: null,
}));
export const unknownCode = usage("SPEC7012", "unknown-code", ({ code }: { code: string }) => ({
  message: `there is no page for ${code}`,
  help: "codes look like SPEC2001; TypeScript's own (TS2322) are explained in its documentation",
}));
export const setTwice = usage("SPEC7013", "set-twice", ({ name }: { name: string }) => ({
  message: `--set names ${name} twice`,
  help: "a constant has one value in a run; run the command once per value",
}));
export const memoryNotToBeHad = usage(
  "SPEC7014",
  "memory-not-to-be-had",
  ({ wanted, has, megabytes }: { wanted: string; has: string; megabytes: number }) => ({
    message: `--max-memory ${wanted} is more than Node gives this process, which is ${has}`,
    help: `start with NODE_OPTIONS=--max-old-space-size=${megabytes}, or ask for less`,
  }),
);
export const optionsExclude = usage(
  "SPEC7015",
  "options-exclude-each-other",
  ({ first, second, why }: { first: string; second: string; why: string }) => ({
    message: `${first} and ${second} exclude each other: ${why}`,
    help: "leave one of them out",
  }),
);
export const emitOneModel = usage("SPEC7016", "emit-one-model", ({ count }: { count: number }) => ({
  message: `--emit wasm writes one module, and ${count} models are meant`,
  help: "name one: `--model NAME`",
}));
export const exportSeveral = usage("SPEC7018", "export-several", ({ count }: { count: number }) => ({
  message: `one file would hold ${count}, one after the other`,
  help: "name one model: `--model NAME`, or a folder for all of them: `--out FOLDER`",
}));
export const noCounterpart = usage(
  "SPEC7020",
  "no-counterpart",
  ({ model, format, what }: { model: string; format: string; what: string }) => ({
    message: `${model} cannot be said in ${format}: ${what}`,
    help: "choose another format with --to, or another model; nothing was written for this one",
  }),
);
export const emitView = usage("SPEC7019", "emit-view", ({ model }: { model: string }) => ({
  message: `${model} has a view, and generated code does not know which of two states with the same view comes first`,
  help: "leave out the model's `view`, or check the model, which is then searched by the interpreter",
}));
