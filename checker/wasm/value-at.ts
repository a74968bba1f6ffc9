/**
 * The value of a domain at a position of its order.
 * In: a domain, an ordinal. Out: `valueAt`, the way back from `ordinal` in ir/value.ts.
 * Not here: ordinals past 2^53 (`decode.ts`), cells of the interpreter (`../interpret/domain-order.ts`).
 */
import { type Domain, printDomain } from "../../ir/domain.ts";
import { idOf, ordinalCount, type Value } from "../../ir/value.ts";

/** Throws where the domain has no such value or no ordinals. */
export function valueAt(d: Domain, o: number): Value {
  switch (d.kind) {
    case "int":
      return d.lo + o;
    case "enum":
      return d.values[o] as Value;
    case "id":
      return idOf(d.set, d.name, o);
    case "undefined":
      return undefined;
    case "union": {
      let base = 0;
      for (const member of d.of) {
        const count = ordinalCount(member);
        if (o < base + count) return valueAt(member, o - base);
        base += count;
      }
      throw new Error(`no value ${o} in a union`);
    }
    case "record": {
      const parts = tupleAt(
        d.fields.map((f) => f.domain),
        o,
      );
      return Object.fromEntries(d.fields.map((f, i) => [f.name, parts[i]]));
    }
    case "table":
      return tupleAt(
        Array.from({ length: ordinalCount(d.key) }, () => d.value),
        o,
      );
    case "set": {
      if (d.max !== null) throw new Error(`no ordinals in ${printDomain(d)}`);
      const members: Value[] = [];
      for (let i = 0, rest = o; rest > 0; i++, rest = Math.floor(rest / 2))
        if (rest % 2 === 1) members.push(valueAt(d.of, i));
      return members;
    }
    case "map": {
      if (d.max !== null) throw new Error(`no ordinals in ${printDomain(d)}`);
      const radix = ordinalCount(d.value) + 1;
      const entries: Value[] = [];
      for (let i = ordinalCount(d.key) - 1, rest = o; rest > 0; i--, rest = Math.floor(rest / radix))
        if (rest % radix > 0) entries.unshift([valueAt(d.key, i), valueAt(d.value, (rest % radix) - 1)]);
      return entries;
    }
    case "seq": {
      const radix = ordinalCount(d.of);
      let rest = o;
      let length = 0;
      for (let many = 1; rest >= many && length < d.max; many *= radix, length++) rest -= many;
      return tupleAt(
        Array.from({ length }, () => d.of),
        rest,
      );
    }
    case "bag":
    case "number":
      throw new Error(`no ordinals in ${printDomain(d)}`);
  }
}

/** A value for each of several domains, the last fastest. */
function tupleAt(domains: readonly Domain[], o: number): readonly Value[] {
  const made: Value[] = [];
  let rest = o;
  for (const d of domains.toReversed()) {
    const count = ordinalCount(d);
    made.unshift(valueAt(d, rest % count));
    rest = Math.floor(rest / count);
  }
  return made;
}
