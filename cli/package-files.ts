/**
 * What comes with the package besides code: the library that specs are read with, pages about codes, the version.
 * In: the place of this file, in a checkout or installed. Out: texts.
 * Not here: the files of the run (`machine.ts`).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Library } from "../compiler/index.ts";

/** Where `dsl/`, `compiler/` and `cli/` stand side by side: the checkout, or its `dist/`. */
const code = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where package.json stands. */
const root = existsSync(join(code, "package.json")) ? code : dirname(code);

export function loadLibrary(): Library {
  const folder = join(code, "dsl");
  const names = readdirSync(folder).filter((name) => /\.ts$/.test(name));
  const isBuilt = names.some((name) => name.endsWith(".d.ts"));
  return {
    lib: readFileSync(join(code, "compiler", "1-read", "lib.d.ts"), "utf8"),
    dsl: names
      .filter((name) => name.endsWith(".d.ts") === isBuilt)
      .sort()
      .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })),
  };
}

/** A text that differs between any two builds that differ; null in a checkout whose sources run as they are. */
export function buildId(): string | null {
  const path = join(code, "build-id");
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}

/** The page of a code such as "SPEC2001"; null where there is none. */
export function errorPage(name: string): string | null {
  const code = name.toUpperCase();
  if (!/^SPEC\d{4}$/.test(code)) return null;
  const path = join(root, "docs", "errors", `${code}.md`);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
