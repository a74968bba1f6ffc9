/**
 * An instance by its name: of a process, of a property with parameters.
 * In: the process, its self; parameters and their values. Out: `instanceText`, `argumentsText`.
 */
import type { Param } from "../ir/model.ts";
import { isId, type Value } from "../ir/value.ts";
import { printValue } from "./values.ts";

/** "writepage Writer#0"; "writepage" where there is one instance only. */
export const instanceText = (name: string, self: string | null): string => (self === null ? name : `${name} ${self}`);

/** "Client#1" where that says all, else "n = 2", "c = Client#1, n = 2". */
export function argumentsText(params: readonly Param[], args: readonly Value[]): string {
  const [only, ...more] = args;
  if (isId(only) && more.length === 0) return only.text;
  return params.map(({ name, domain }, i) => `${name} = ${printValue(domain, args[i])}`).join(", ");
}
