/**
 * How initial states come about.
 * In: a world. Out: `mayBlock`, `startOf`, the routine that makes one.
 * Not here: what the program makes of it (`program.ts`).
 */
import type { RecordDomain } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import { visitBody } from "../../ir/walk.ts";
import { copy } from "./copies.ts";
import { storeUndefined } from "./literals.ts";
import { createRoutine, declare, emit, inside, type Routine, type Term, variable, type World } from "./routine.ts";
import { parameters } from "./rules.ts";
import { statement } from "./statements.ts";
import { isEmpty } from "./types.ts";

/** Whether there are choices of which no initial state comes: a start state of Murphi has to be one. */
export function mayBlock(model: SpecModel): boolean {
  let found = model.options.initFilter !== null || model.options.constraint !== null;
  const bodies = [model.init, ...model.prologues.map((a) => a.body), ...model.functions.map((f) => f.body)];
  for (const b of bodies)
    visitBody(b, {
      stmt: (x) => {
        if (x.kind === "when") found = true;
      },
      expr: (x) => {
        if (x.kind === "pick" && (x.from.kind === "collection" || (x.from.kind === "domain" && x.from.where !== null)))
          found = true;
      },
    });
  return found;
}

/** Makes the initial state in the place `state`; `conditions` are what it has to satisfy. */
export function startOf(world: World, state: string, canBlock: boolean, conditions: readonly string[]): Routine {
  const { model } = world;
  const author: RecordDomain = { ...model.state, fields: model.state.fields.filter((f) => f.hidden === undefined) };
  const r = createRoutine(world, model.init.locals, model.init.code, {
    state,
    blocked: canBlock ? "return false;" : null,
    leave: { kind: "line", text: "" },
  });
  const flag = declare(r, "returned", "boolean");
  const made = variable(r, "initial", author);
  statement({ ...r, leave: { kind: "inline", result: made, flag } }, model.init.code);
  for (const f of model.state.fields) {
    const place: Term = { text: `${state}.${world.types.field(model.state, f.name)}`, domain: f.domain };
    if (f.hidden !== undefined) unsaid(r, place);
    else copy(r, place, { text: `${made.text}.${world.types.field(author, f.name)}`, domain: f.domain });
  }
  for (const p of model.prologues) prologue(r, p);
  for (const c of conditions) emit(r, `if !${c} then return false; end;`);
  return r;
}

/** A hidden field before the prologues: undefined, for each key. */
function unsaid(r: Routine, place: Term): void {
  if (place.domain.kind !== "table") return storeUndefined(r, place);
  const { key, value } = place.domain;
  if (isEmpty(key)) return;
  const k = r.names.fresh("k");
  emit(r, `for ${k}: ${r.world.types.keys(key)} do`);
  emit(r, ...inside(r, (inner) => storeUndefined(inner, { text: `${place.text}[${k}]`, domain: value })), "end;");
}

function prologue(r: Routine, p: SpecModel["prologues"][number]): void {
  if (p.params.some((x) => isEmpty(x.domain))) return;
  const inner: Routine = { ...r, slots: new Map(), locals: p.body.locals, jumps: new Map() };
  const { choices } = parameters(inner, p);
  const write = (deeper: Routine, rest: readonly (typeof choices)[number][]): void => {
    const [first, ...more] = rest;
    if (first === undefined) statement({ ...deeper, leave: { kind: "line", text: "" } }, p.body.code);
    else emit(deeper, `for ${first.name}: ${first.type} do`, ...inside(deeper, (x) => write(x, more)), "end;");
  };
  write(inner, choices);
}
