// rumur and Spin (Debian's packages) as witnesses: a program is translated to C, compiled and run.
// In: a program. Out: `testimony`, what one says of it: asked now, or when this very program was last asked about.
// Not here: which programs (confirmed.test.ts, constructs.test.ts).
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";

export type Witness = "murphi" | "promela";

export interface Testimony {
  readonly states: number;
  /** What it says of the error that it has found, null: of none. */
  readonly error: string | null;
}
type Pages = { readonly [key: string]: Testimony & { readonly sha256: string } };

const works = (command: string): boolean => spawnSync(command, ["-V"]).error === undefined;
const hasCompiler = works("cc");
export const isInstalled: { readonly [witness in Witness]: boolean } = {
  murphi: hasCompiler && works("rumur"),
  promela: hasCompiler && works("spin"),
};

const run = (command: string, args: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 300_000 });
  // A model with an error ends with 1 and still prints what it has found.
  if (status !== 0 && stdout === "") throw new Error(`${command} ${args.join(" ")}: ${stderr.slice(0, 500)}`);
  return stdout;
};

/** Runs it. */
export function ask(witness: Witness, program: string): Testimony {
  const folder = mkdtempSync(join(tmpdir(), "racespec-witness-"));
  try {
    return witness === "murphi" ? askRumur(folder, program) : askSpin(folder, program);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const counted = (text: string | undefined, said: string): number => {
  if (text === undefined) throw new Error(`no number of states: ${said.slice(0, 500)}`);
  return Number(text.replaceAll(",", ""));
};

function askRumur(folder: string, program: string): Testimony {
  writeFileSync(join(folder, "model.m"), program);
  run("rumur", ["--deadlock-detection", "off", "--value-type", "int32_t", "--output", "model.c", "model.m"], folder);
  run("cc", ["-O0", "-w", "-mcx16", "-o", "model", "model.c", "-lpthread"], folder);
  const said = run("./model", [], folder);
  const [, states] = /State Space Explored:\s+([\d,]+) states/.exec(said) ?? [];
  const [, error = "unknown"] = /The following is the error trace for the error:\s+(.*)/.exec(said) ?? [];
  return { states: counted(states, said), error: said.includes("No error found") ? null : error.trim() };
}

function askSpin(folder: string, program: string): Testimony {
  writeFileSync(join(folder, "model.pml"), program);
  run("spin", ["-a", "model.pml"], folder);
  run("cc", ["-O0", "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=8192", "-o", "pan", "pan.c"], folder);
  const said = run("./pan", ["-E", "-m1000000"], folder);
  const [, states] = /([\d.e+]+) states, stored/.exec(said) ?? [];
  const [, error = "unknown"] = /^pan:1: (.*?) \(at depth/m.exec(said) ?? [];
  return { states: counted(states, said), error: said.includes("errors: 0") ? null : error };
}

export interface Book {
  /** What the witness says of a program. */
  testimony(witness: Witness, key: string, program: string): Testimony;
  /** Fails the test where the book has other programs than were asked about; UPDATE=1 writes it. */
  close(): void;
}

export function openBook(file: string): Book {
  const known = JSON.parse(readFileSync(file, "utf8")) as Pages;
  const now: { [key: string]: Pages[string] } = {};
  return {
    testimony(witness, about, program) {
      const key = `${witness} ${about}`;
      const sha256 = createHash("sha256").update(program).digest("hex");
      const old = known[key];
      const said = old?.sha256 === sha256 ? old : { sha256, ...asked(witness, key, program) };
      now[key] = { states: said.states, error: said.error, sha256 };
      // Kept at once: it may take minutes until all have been asked.
      if (process.env.UPDATE && said !== old) writeFileSync(file, JSON.stringify({ ...known, ...now }));
      return { states: said.states, error: said.error };
    },
    close() {
      const sorted = Object.fromEntries(Object.entries(now).sort(([a], [b]) => (a < b ? -1 : 1)));
      if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
      else expect(sorted).toEqual(known);
    },
  };
}

function asked(witness: Witness, key: string, program: string): Testimony {
  if (!isInstalled[witness])
    return expect.fail(`${key}: this program is new, and there is nobody here to ask (apt-get install rumur spin)`);
  return ask(witness, program);
}
