/**
 * Sets of any members: an array over the parts of a member, one within the other, of booleans. So a set of messages is
 * `sent.object0[from][to]`.
 * In: places of sets, terms. Out: `eachPath`, `eachMember`, `atMember`.
 * Not here: the type itself (`types.ts`), methods (`sets.ts`).
 */
import { type Domain, isScalar } from "../../ir/domain.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { emit, inside, type Routine, type Term, variable } from "./routine.ts";
import { converted, isMember } from "./terms.ts";
import { objectParts, partsOf, scalarPart } from "./types.ts";

/** Loops over the members that a set of `of` may have; `use` gets what stands behind the set's place, and a variable set to the member. */
export function eachMember(r: Routine, of: Domain, use: (r: Routine, path: string, member: Term) => void): void {
  const member = isScalar(of) ? null : variable(r, "member", of);
  walk(r, of, member, "", (inner, path, code) => use(inner, path, member ?? { text: code, domain: of }));
}

/** The same where nobody asks which member it is. */
export function eachPath(r: Routine, of: Domain, use: (r: Routine, path: string) => void): void {
  walk(r, of, null, "", (inner, path) => use(inner, path));
}

type Use = (r: Routine, path: string, code: string) => void;

function walk(r: Routine, d: Domain, to: Term | null, path: string, use: Use): void {
  if (isScalar(d)) {
    const k = r.names.fresh("k");
    const guard = isMember(r, k, d);
    emit(r, `for ${k}: ${r.world.types.keys(d)} do`);
    const write = (inner: Routine): void => {
      if (to !== null) emit(inner, `${to.text} := ${k};`);
      use(inner, `${path}[${k}]`, k);
    };
    const body = inside(r, write);
    emit(r, ...(guard === "true" ? body : [`  if ${guard} then`, ...body, "  end;"]), "end;");
  } else if (d.kind === "union") {
    const plain = scalarPart(d);
    const mark = (which: number): void => {
      if (to !== null) emit(r, `undefine ${to.text};`, `${to.text}.which := ${which};`);
    };
    const part = (name: string, of: Domain): void =>
      walk(r, of, to === null ? null : { text: `${to.text}.${name}`, domain: of }, `${path}.${name}`, use);
    if (plain !== null) {
      mark(0);
      part("plain", plain);
    }
    objectParts(d).forEach((m, i) => {
      mark(i + 1);
      part(`object${i}`, m);
    });
  } else {
    const go = (inner: Routine, rest: readonly Part[], here: string): void => {
      const [first, ...more] = rest;
      if (first === undefined) return use(inner, here, "");
      const { name, domain } = first;
      const into = to === null ? null : { text: `${to.text}${name}`, domain };
      walk(inner, domain, into, here, (deeper, further) => go(deeper, more, further));
    };
    go(r, partsOf(r.world, d), path);
  }
}

type Part = { readonly name: string; readonly domain: Domain };

/** `use` gets what stands behind the set's place for this member; of a union once for each shape that it may have. */
export function atMember(r: Routine, of: Domain, member: Term, use: (r: Routine, path: string) => void): void {
  descend(r, of, member, "", use);
}

function descend(r: Routine, d: Domain, member: Term, path: string, use: (r: Routine, path: string) => void): void {
  if (isScalar(d)) return use(r, `${path}[${converted(r, member, d)}]`);
  if (d.kind === "union") return descendUnion(r, d, member, path, use);
  if (member.domain.kind !== d.kind) return doesNotFit(`a ${member.domain.kind} where a ${d.kind} is a member`);
  const own = partsOf(r.world, member.domain);
  const go = (inner: Routine, rest: readonly (Part & { readonly key: string })[], here: string): void => {
    const [first, ...more] = rest;
    if (first === undefined) return use(inner, here);
    const part = own.find((p) => p.key === first.key) ?? doesNotFit("a member that lacks a part");
    const term = { text: `${member.text}${part.name}`, domain: part.domain };
    descend(inner, first.domain, term, here, (deeper, further) => go(deeper, more, further));
  };
  go(r, partsOf(r.world, d), path);
}

function descendUnion(
  r: Routine,
  d: Domain & { readonly kind: "union" },
  member: Term,
  path: string,
  use: (r: Routine, path: string) => void,
): void {
  const plain = scalarPart(d);
  const objects = objectParts(d);
  const at = (inner: Routine, i: number, term: Term): void =>
    descend(inner, objects[i] as Domain, term, `${path}.object${i}`, use);
  if (isScalar(member.domain)) {
    if (plain === null) return doesNotFit("a plain value where a set has objects");
    return descend(r, plain, member, `${path}.plain`, use);
  }
  if (member.domain.kind !== "union") {
    const i = objects.findIndex((m) => r.world.types.fits(m, member.domain));
    return i < 0 ? doesNotFit("a member of several shapes") : at(r, i, member);
  }
  const own = objectParts(member.domain);
  for (const [k, m] of own.entries()) {
    const i = objects.findIndex((x) => r.world.types.fits(x, m));
    if (i < 0) doesNotFit("a member of another shape");
    const term = { text: `${member.text}.object${k}`, domain: m };
    emit(r, `if ${member.text}.which = ${k + 1} then`, ...inside(r, (inner) => at(inner, i, term)), "end;");
  }
  const ownPlain = scalarPart(member.domain);
  if (ownPlain === null || plain === null) return;
  const term = { text: `${member.text}.plain`, domain: ownPlain };
  emit(
    r,
    `if ${member.text}.which = 0 then`,
    ...inside(r, (inner) => descend(inner, plain, term, `${path}.plain`, use)),
    "end;",
  );
}
