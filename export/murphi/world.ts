/**
 * What all of a program shares: names, codes, types.
 * In: a lowered model. Out: `createWorld`; throws `DoesNotFit`.
 * Not here: the program (`program.ts`).
 */
import { alternatives, type Domain } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import { isDomain } from "../../ir/type.ts";
import { visitBody } from "../../ir/walk.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { refuseDoubts } from "../doubts.ts";
import { calledPlace } from "./calls.ts";
import { createCodes } from "./codes.ts";
import { valueOf } from "./expressions.ts";
import { createNames } from "./names.ts";
import type { World } from "./routine.ts";
import { statement } from "./statements.ts";
import { store } from "./store.ts";
import { createTypes } from "./types.ts";

/** `own`: names that the program has for itself. */
export function createWorld(model: SpecModel, own: readonly string[], looksAtReads: boolean): World {
  if (model.options.view !== null) return doesNotFit("a view");
  refuseDoubts(model);
  const names = createNames();
  for (const name of own) names.fresh(name);
  const codes = createCodes(model, domainsOf(model), names);
  const knot = { valueOf, store, statement, calledPlace };
  const world: World = { model, codes, names, types: createTypes(codes, names), knot, looksAtReads };
  world.types.declare("State", stateType(world));
  return world;
}

function domainsOf(model: SpecModel): readonly Domain[] {
  const found: Domain[] = [];
  const note = (d: Domain): void => {
    found.push(d);
    for (const m of alternatives(d)) {
      if (m !== d) note(m);
      if (m.kind === "record") for (const f of m.fields) note(f.domain);
      if (m.kind === "table" || m.kind === "map") [m.key, m.value].forEach(note);
      if (m.kind === "set" || m.kind === "seq" || m.kind === "bag") note(m.of);
    }
  };
  note(model.state);
  const bodies = [
    model.init,
    ...model.prologues.map((a) => a.body),
    ...model.actions.map((a) => a.body),
    ...model.functions.map((f) => f.body),
  ];
  for (const a of model.actions) for (const p of a.params) note(p.domain);
  for (const b of [...bodies, ...model.properties.map((p) => p.body)]) {
    for (const l of b.locals) if (isDomain(l.type)) note(l.type);
    visitBody(b, {
      expr(e) {
        if (e.kind === "quantifier") e.domains.forEach(note);
        if (e.kind === "literal" && typeof e.value !== "number" && typeof e.value !== "boolean")
          note({ kind: "enum", values: [e.value] });
      },
    });
  }
  return found;
}

function stateType(world: World): string {
  const { state } = world.model;
  const fields = state.fields.map((f) => `${world.types.field(state, f.name)}: ${world.types.of(f.domain)};`);
  return `record\n    ${fields.join("\n    ")}\n  end`;
}
