/**
 * Copies of objects, part by part where the two are kept differently.
 * In: terms. Out: `copy`.
 * Not here: values of expressions (`store.ts`).
 */
import { type Domain, isScalar, type UnionDomain } from "../../ir/domain.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { atMember, eachMember, eachPath } from "./members.ts";
import { declare, emit, inside, type Routine, type Term } from "./routine.ts";
import { converted, put } from "./terms.ts";
import { isEmpty, isLike, objectParts, scalarPart } from "./types.ts";

/** `to := from`, part by part where the two are kept differently. */
export function copy(r: Routine, to: Term, from: Term): void {
  const { types } = r.world;
  const [d, f] = [to.domain, from.domain];
  if ((d.kind === "table" && isEmpty(d.key)) || (d.kind === "set" && isEmpty(d.of))) return;
  if (isScalar(d)) {
    put(r, to, from);
  } else if (types.of(d) === types.of(f)) {
    emit(r, `${to.text} := ${from.text};`);
  } else if (d.kind === "record" && f.kind === "record") {
    for (const field of d.fields) {
      const place = { text: `${to.text}.${types.field(d, field.name)}`, domain: field.domain };
      const other = f.fields.find((x) => x.name === field.name);
      if (other === undefined) emit(r, `${place.text} := ${r.world.codes.undefinedName};`);
      else copy(r, place, { text: `${from.text}.${types.field(f, field.name)}`, domain: other.domain });
    }
  } else if (d.kind === "table" && f.kind === "table") {
    const k = r.names.fresh("k");
    emit(r, `for ${k}: ${types.keys(d.key)} do`);
    emit(
      r,
      ...inside(r, (inner) =>
        copy(inner, { text: `${to.text}[${k}]`, domain: d.value }, { text: `${from.text}[${k}]`, domain: f.value }),
      ),
      "end;",
    );
  } else if (d.kind === "set" && f.kind === "set") {
    eachPath(r, d.of, (inner, path) => emit(inner, `${to.text}${path} := false;`));
    eachMember(r, f.of, (inner, path, member) => {
      emit(inner, `if ${from.text}${path} then`);
      const add = (deeper: Routine): void =>
        atMember(deeper, d.of, member, (last, at) => emit(last, `${to.text}${at} := true;`));
      emit(inner, ...inside(inner, add), "end;");
    });
  } else if (d.kind === "seq" && f.kind === "seq") {
    const i = declare(r, "i", "0 .. 1000");
    emit(
      r,
      `undefine ${to.text};`,
      `${to.text}.len := ${from.text}.len;`,
      `${i} := 0;`,
      `while ${i} < ${from.text}.len do`,
    );
    emit(
      r,
      ...inside(r, (inner) =>
        copy(inner, { text: `${to.text}.at[${i}]`, domain: d.of }, { text: `${from.text}.at[${i}]`, domain: f.of }),
      ),
    );
    emit(r, `  ${i} := ${i} + 1;`, "end;");
  } else if (d.kind === "union" && f.kind === "union") {
    copyUnion(r, to, d, from, f);
  } else if (d.kind === "union") {
    const which = objectParts(d).findIndex((m) => isLike(m, f));
    if (which < 0) return doesNotFit("a value of several shapes");
    emit(r, `undefine ${to.text};`, `${to.text}.which := ${which + 1};`);
    copy(r, { text: `${to.text}.object${which}`, domain: objectParts(d)[which] as Domain }, from);
  } else doesNotFit(`a ${f.kind} where a ${d.kind} is kept`);
}

function copyUnion(r: Routine, to: Term, d: UnionDomain, from: Term, f: UnionDomain): void {
  const plain = scalarPart(f);
  emit(r, `undefine ${to.text};`);
  const one = (which: number, write: (inner: Routine) => void): void =>
    emit(r, `if ${from.text}.which = ${which} then`, ...inside(r, write), "end;");
  if (plain !== null) {
    const into = scalarPart(d);
    if (into === null) return doesNotFit("a plain value where there is none");
    const value = converted(r, { text: `${from.text}.plain`, domain: plain }, into);
    one(0, (inner) => emit(inner, `${to.text}.which := 0;`, `${to.text}.plain := ${value};`));
  }
  objectParts(f).forEach((m, i) => {
    one(i + 1, (inner) => copy(inner, to, { text: `${from.text}.object${i}`, domain: m }));
  });
}
