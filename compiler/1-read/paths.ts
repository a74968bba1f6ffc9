/**
 * Paths of modules: plain text with forward slashes, relative or not, as the command names files.
 * In: paths and specifiers. Out: the paths that a relative import may mean.
 * Not here: whether there is such a file (`modules.ts`).
 */

export const isRelative = (specifier: string): boolean => /^\.{1,2}(\/|$)/.test(specifier);

/** `specs/lock.race.ts` and `./clock` → `specs/clock`. */
export const join = (from: string, specifier: string): string =>
  normalize(`${from.slice(0, from.lastIndexOf("/") + 1)}${specifier}`);

/** Without `.`, and without `..` save at the beginning of a relative path. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") parts.pop();
    else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.join("/");
}

/**
 * The files that a specifier may name, as TypeScript looks for them: `./clock`, `./clock.ts` and `./clock.js` are all clock.ts.
 * None for what is no module of TypeScript (`./table.json`).
 */
export function candidates(path: string): readonly string[] {
  if (/\.d\.[mc]?ts$/.test(path)) return [];
  if (path.endsWith(".ts")) return [path];
  if (path.endsWith(".js")) return [`${path.slice(0, -3)}.ts`];
  if (/\.(json|node|css|wasm|txt|md|[mc]?[jt]sx?|[jt]sx)$/.test(path)) return [];
  return [`${path}.ts`, `${path}/index.ts`];
}
