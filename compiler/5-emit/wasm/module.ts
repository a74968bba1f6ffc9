/**
 * A module under construction: functions are declared, refer to each other, and get their bodies when these are known.
 * In: names, types, code. Out: `createModule`, `Module`; `Func`, `Local`, `Global` of `code.ts` once more.
 * Not here: its bytes (`encode.ts`) and its text (`text.ts`).
 */
import type { Func, Global, Hook, Local } from "./code.ts";
import type { ValType } from "./opcodes.ts";

export type { Func, Global, Hook, Local };

export interface Data {
  /** Address in the memory. */
  readonly at: number;
  readonly bytes: Uint8Array;
}
/** Described in the binary, ignored by engines. */
export interface Custom {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Module {
  readonly functions: readonly Func[];
  readonly globals: readonly Global[];
  readonly hooks: readonly Hook[];
  readonly data: readonly Data[];
  readonly customs: readonly Custom[];
  func(
    name: string,
    params: readonly (readonly [name: string, type: ValType])[],
    result?: ValType | null,
    exported?: string | null,
  ): Func;
  global(
    name: string,
    type: ValType,
    initial: number | bigint,
    options?: { mutable?: boolean; exported?: string },
  ): Global;
  /** Exported under its name. */
  hook(name: string, params: readonly ValType[], result?: ValType | null): Hook;
  /** Written to the memory when the module is instantiated. Only for constants: every worker does it again. */
  write(at: number, bytes: Uint8Array): void;
  custom(name: string, bytes: Uint8Array): void;
}

export function createModule(): Module {
  const functions: Func[] = [];
  const globals: Global[] = [];
  const hooks: Hook[] = [];
  const data: Data[] = [];
  const customs: Custom[] = [];
  return {
    functions,
    globals,
    hooks,
    data,
    customs,
    func(name, params, result = null, exported = null) {
      const made = createFunc(name, params, result, exported);
      functions.push(made);
      return made;
    },
    global(name, type, initial, { mutable = true, exported = null } = {} as { mutable?: boolean; exported?: string }) {
      const made: Global = { kind: "global", name, type, mutable, initial, exported };
      globals.push(made);
      return made;
    },
    hook(name, params, result = null) {
      const made: Hook = { kind: "hook", name, params, result };
      hooks.push(made);
      return made;
    },
    write(at, bytes) {
      data.push({ at, bytes });
    },
    custom(name, bytes) {
      customs.push({ name, bytes });
    },
  };
}

function createFunc(
  name: string,
  params: readonly (readonly [string, ValType])[],
  result: ValType | null,
  exported: string | null,
): Func {
  const locals: Local[] = [];
  const own = params.map(([n, type]): Local => ({ kind: "local", name: n, type }));
  return {
    ...{ name, result, exported, params: own, locals, body: [] },
    local(n, type) {
      const made: Local = { kind: "local", name: n, type };
      locals.push(made);
      return made;
    },
    param(i) {
      const found = own[i];
      if (found === undefined) throw new Error(`${name} has no parameter ${i}`);
      return found;
    },
  };
}
