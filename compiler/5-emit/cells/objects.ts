/**
 * Everything that bodies, images and drivers share: atoms, families, the machine, lists, choices, orders of domains.
 * In: `Emission`. Out: `createObjects`.
 * Not here: each of these (their own files), bodies (`bodies/`), the image of a state (`image.ts`).
 */
import type { SpecModel } from "../../../ir/model.ts";
import type { Emission } from "../emission.ts";
import type { Func } from "../wasm/module.ts";
import { type Atoms, createAtoms } from "./atoms.ts";
import { type Choices, createChoices } from "./choices.ts";
import { createEnumerations, type Enumerations } from "./enumeration.ts";
import { createFamilies, type Families } from "./families.ts";
import { keptBytes } from "./kept-members.ts";
import { createLists, type Lists } from "./lists.ts";
import { createMachine, type Machine } from "./machine.ts";
import { asksEnabled, domainsOf } from "./model-parts.ts";
import { createOrdinals, type Ordinals } from "./ordinals.ts";

/**
 * Objects are 8-aligned: a record is the cells of its family's fields, a table the cells of its rows by ordinal of the
 * key, a sequence, set, bag or map a list (`lists.ts`): of a map keys and values in turn.
 */
export interface Objects extends Machine {
  readonly atoms: Atoms;
  readonly families: Families;
  readonly lists: Lists;
  readonly choices: Choices;
  /** (alternatives i32) → i32: which to take at this pick, or -1 where there is none. */
  readonly take: Func;
  readonly ordinals: Ordinals;
  readonly enumerations: Enumerations;
}

/** Bytes. */
function widestRecord(model: SpecModel, families: Families): number {
  let widest = 0;
  for (const d of domainsOf(model))
    if (d.kind === "record" && d !== model.state) widest = Math.max(widest, families.of(d).bytes);
  return widest;
}

export function createObjects(e: Emission): Objects {
  const atoms = createAtoms(e.model);
  const families = createFamilies(e.model);
  const depth = asksEnabled(e.model) ? 2 : 1;
  const choices = createChoices(e, depth);
  const machine = createMachine(e, widestRecord(e.model, families), keptBytes(families, e.layout.state), depth);
  const lists = createLists(e, machine);
  const ordinals = createOrdinals(e, atoms, families);
  const enumerations = createEnumerations(e, atoms, families, machine, lists);
  return { ...machine, atoms, families, lists, choices, take: choices.take, ordinals, enumerations };
}
