/**
 * Loads the command's code together with what V8 made of it in an earlier run: compiling TypeScript anew takes longer
 * than checking a small spec. (Node's own `module.enableCompileCache` is not in Node 20.)
 * In: CommonJS files beside this one, folders of compiled code. Out: what a file exports.
 * Not here: what the files are (`scripts/bundle.mjs`), compiled specs (`cache/`).
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** Compiled code by name. V8 does not look whether what it is given is intact: whoever stores it has to. */
export interface CodeStore {
  readonly read: (name: string) => Buffer | null;
  /** Null: what is compiled anew is not kept there. */
  readonly write: ((name: string, parts: readonly Uint8Array[]) => boolean) | null;
}

export interface CodeLoader {
  /** Runs a file where it has not run before. */
  readonly load: (path: string) => unknown;
  /** To be called in the end, when it is known which functions are needed: only those are compiled. */
  readonly keep: () => void;
}

interface Loaded {
  readonly exports: unknown;
}

const digestBytes = 32;
const digest = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** `stores`: asked one after the other; the first one that takes it keeps what is new. */
export function codeLoader(stores: readonly CodeStore[]): CodeLoader {
  // V8 refuses what it made under other flags.
  const machine = JSON.stringify([process.versions.v8, process.arch, process.execArgv, process.env.NODE_OPTIONS ?? ""]);
  const loaded = new Map<string, Loaded>();
  const compiledAnew: { readonly name: string; readonly script: Script }[] = [];

  const compile = (path: string): Script => {
    const source = readFileSync(path);
    const name = `${digest(machine, "\n", source).toString("hex")}.code`;
    const text = `(function (exports, require, module, __filename, __dirname) {${source.toString("utf8")}\n})`;
    for (const store of stores) {
      const cachedData = intact(store.read(name));
      if (cachedData === null) continue;
      const script = new Script(text, { filename: path, cachedData });
      if (script.cachedDataRejected !== true) return script;
    }
    const script = new Script(text, { filename: path });
    compiledAnew.push({ name, script });
    return script;
  };
  const load = (path: string): unknown => {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const native = createRequire(path);
    const folder = dirname(path);
    const require = (name: string): unknown => (name.startsWith("./") ? load(join(folder, name)) : native(name));
    compile(path).runInThisContext()(module.exports, require, module, path, folder);
    return module.exports;
  };
  return {
    load,
    keep() {
      for (const { name, script } of compiledAnew.splice(0)) {
        const code = script.createCachedData();
        stores.some((store) => store.write?.(name, [digest(code), code]) ?? false);
      }
    },
  };
}

function intact(bytes: Buffer | null): Buffer | null {
  if (bytes === null) return null;
  const code = bytes.subarray(digestBytes);
  return digest(code).equals(bytes.subarray(0, digestBytes)) ? code : null;
}
