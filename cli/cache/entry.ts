/**
 * One file of the cache: what is known of one spec under one set of options, as bytes that show whether they are intact.
 * In: `Entry`. Out: the parts of the file, and back; null for bytes that are not what was written.
 * Not here: where files lie (`cache-folder.ts`), when an entry may be used (`spec-cache.ts`).
 */
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { Fused } from "../../checker/index.ts";
import type { ModelHead } from "../../compiler/index.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Program } from "../../ir/program.ts";
import type { Vacuity } from "../../ir/vacuity.ts";
import { shareEqualParts } from "./equal-parts.ts";

/** A model as the engine takes it, or why there is none. */
export interface Compiled {
  /** Null where there are errors. */
  readonly model: SpecModel | null;
  /** Null without --fusion. */
  readonly fused: Fused | null;
  /** Of the fused model where there is one. Null where nothing was emitted: with errors, and for the engine that interprets the model. */
  readonly program: Program | null;
  readonly diagnostics: readonly Diagnostic[];
  /** What is idle in it, where a run has found that out. */
  readonly vacuity?: Vacuity;
}

export interface EntryHead {
  /** Every file that was asked for on the way, in order: sha-256 of its text, null where there was none. */
  readonly reads: readonly (readonly [path: string, digest: string | null])[];
  readonly models: readonly ModelHead[];
  readonly constants: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Entry extends EntryHead {
  /** The models that were compiled so far, by name; decoded when first asked for. */
  readonly compiled: () => ReadonlyMap<string, Compiled>;
}

interface StoredModel extends Omit<Compiled, "program"> {
  readonly name: string;
  readonly program: StoredProgram | null;
}

/** `bytes` stand at the end of the file. */
interface StoredProgram {
  readonly facts: Omit<Program, "bytes">;
  readonly start: number;
  readonly length: number;
}

// sha-256 of all that follows · length of the head · length of the models · head · models · bytes of the programs.
const digestBytes = 32;
const lengthsBytes = 8;

export const digestOf = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

export function encodeEntry({ compiled, ...head }: Entry): readonly Uint8Array[] {
  const programs: Uint8Array[] = [];
  let length = 0;
  const store = ({ bytes, ...facts }: Program): StoredProgram => {
    programs.push(bytes);
    length += bytes.length;
    return { facts, start: length - bytes.length, length: bytes.length };
  };
  const models = [...compiled()].map(
    ([name, { program, ...rest }]): StoredModel => ({
      ...{ name, ...rest },
      program: program === null ? null : store(program),
    }),
  );
  const headBytes = serialize(head);
  const modelBytes = serialize(shareEqualParts(models));
  const lengths = Buffer.alloc(lengthsBytes);
  lengths.writeUInt32LE(headBytes.length, 0);
  lengths.writeUInt32LE(modelBytes.length, 4);
  const parts = [lengths, headBytes, modelBytes, ...programs];
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return [digest.digest(), ...parts];
}

export function decodeEntry(bytes: Buffer): Entry | null {
  const rest = bytes.subarray(digestBytes);
  if (rest.length < lengthsBytes) return null;
  if (!createHash("sha256").update(rest).digest().equals(bytes.subarray(0, digestBytes))) return null;
  const headEnd = lengthsBytes + rest.readUInt32LE(0);
  const modelsEnd = headEnd + rest.readUInt32LE(4);
  const programs = rest.subarray(modelsEnd);
  const load = ({ facts, start, length }: StoredProgram): Program => ({
    // A copy: a thread that is handed a part of a buffer gets all of it.
    bytes: new Uint8Array(programs.subarray(start, start + length)),
    ...facts,
  });
  let compiled: ReadonlyMap<string, Compiled> | null = null;
  const head: EntryHead = deserialize(rest.subarray(lengthsBytes, headEnd));
  return {
    ...head,
    compiled: () => {
      if (compiled !== null) return compiled;
      const stored: readonly StoredModel[] = deserialize(rest.subarray(headEnd, modelsEnd));
      compiled = new Map(
        stored.map(({ name, model, fused, program, ...rest }) => [
          name,
          { model, fused, program: program === null ? null : load(program), ...rest },
        ]),
      );
      return compiled;
    },
  };
}
