// What happens when a spec is run after all, by `node` or by a test runner that collected it: one sentence of help.
// In: a call of anything in dsl/. Out: an Error. Not here: how a spec is read (compiler/1-read).

/** Throws: a spec is read, never run. Every function body in this folder is a call of it. */
export function neverRun(): never {
  throw new Error("a racespec spec is read, never run: check the file this was called from with `npx spec-check FILE`");
}
