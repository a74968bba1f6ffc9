/**
 * Types of JavaScript's library: Record, Set, Readonly, Partial, Pick and their kind.
 * In: a reference to such a type. Out: `Domain`, or null after a diagnostic.
 * Not here: racespec's own types (`domains.ts`).
 */
import { keyNotScalar, unboundedSequence } from "../../ir/codes/bind.ts";
import { alternatives, type Domain, isScalar, type Literal, printDomain, UNDEFINED, unionOf } from "../../ir/domain.ts";
import type { SyntaxType } from "../../ir/syntax.ts";
import { mapType, setType } from "./collection-types.ts";
import { textAt } from "./context.ts";
import { literalsIn, refuseType, type TypeReader, withoutNull } from "./type-reader.ts";

export function libraryType(r: TypeReader, type: SyntaxType & { kind: "ref" }): Domain | null {
  const [a, b] = type.args;
  const inner = (): Domain | null => (a === undefined ? refuseType(r, type, type.name) : r.read(r, a));
  switch (type.name) {
    case "Readonly":
      return inner();
    case "Record":
      return table(r, type);
    case "Set":
    case "ReadonlySet":
      return setType(r, type);
    case "Map":
    case "ReadonlyMap":
      return mapType(r, type);
    case "Array":
    case "ReadonlyArray":
      r.report(unboundedSequence(type.at, { path: r.path, element: a === undefined ? "T" : textAt(r.context, a.at) }));
      return null;
    case "Partial":
    case "Required": {
      const d = inner();
      if (d === null || d.kind !== "record") return d === null ? null : refuseType(r, type, type.name);
      const fields = d.fields.map((f) => ({
        name: f.name,
        domain:
          type.name === "Partial" ? unionOf([f.domain, UNDEFINED]) : without(f.domain, (m) => m.kind === "undefined"),
      }));
      return { kind: "record", fields, tuple: d.tuple };
    }
    case "NonNullable": {
      const d = inner();
      return d === null ? null : withoutNull(d);
    }
    case "Exclude":
    case "Extract": {
      const d = inner();
      const e = b === undefined ? null : r.read(r, b);
      if (d === null || e === null) return null;
      const chosen = literalsIn(e);
      const keep = (v: Literal): boolean => chosen.includes(v) === (type.name === "Extract");
      return d.kind === "enum" ? { kind: "enum", values: d.values.filter(keep) } : refuseType(r, type, type.name);
    }
    case "Pick":
    case "Omit": {
      const d = inner();
      const e = b === undefined ? null : r.read(r, b);
      if (d === null || e === null) return null;
      if (d.kind !== "record") return refuseType(r, type, type.name);
      const names = literalsIn(e);
      return {
        kind: "record",
        fields: d.fields.filter((f) => names.includes(f.name) === (type.name === "Pick")),
        tuple: false,
      };
    }
    default:
      return refuseType(
        r,
        type,
        type.name,
        type.name === "Date" ? "time is not a domain: model it as an Int that an action advances" : undefined,
      );
  }
}

function table(r: TypeReader, type: SyntaxType & { kind: "ref" }): Domain | null {
  const [k, v] = type.args;
  const key = k === undefined ? null : r.read({ ...r, path: `${r.path}[key]` }, k);
  const value = v === undefined ? null : r.read({ ...r, path: `${r.path}[]` }, v);
  if (key === null || value === null) return null;
  if (isScalar(key)) return { kind: "table", key, value };
  r.report(keyNotScalar(type.at, { path: r.path, container: "Record", key: printDomain(key) }));
  return null;
}

/** `d` without the members that the test names; enum values are tested one by one through `literal`. */
function without(d: Domain, drop: (member: Domain) => boolean): Domain {
  const kept = alternatives(d).filter((m) => !drop(m));
  return kept.length === 0 ? d : unionOf(kept);
}
