/**
 * Data in which equal parts are one object. The models of a spec are much alike: written so, they take a tenth.
 * In: plain data without cycles. Out: equal data, the keys of objects in the same order.
 * Not here: writing it (`entry.ts`). Whoever reads it back must tell parts by what they hold, not by which object they are.
 */

export function shareEqualParts<T>(root: T): T;
export function shareEqualParts(root: unknown): unknown {
  /** By object as given: the one that stands for it. */
  const shared = new Map<object, object>();
  /** By text of what it holds: the one object that holds it. */
  const byText = new Map<string, object>();
  const numbers = new Map<object, number>();

  const share = (value: unknown): unknown => (isPlain(value) ? shareObject(value) : value);
  const shareObject = (value: Plain): object => {
    const known = shared.get(value);
    if (known !== undefined) return known;
    let text: string;
    let copy: object;
    if (Array.isArray(value)) {
      const items = value.map(share);
      copy = items;
      text = `[${items.map(textOf).join(",")}`;
    } else {
      const entries = Object.entries(value).map(([key, field]): [string, unknown] => [key, share(field)]);
      copy = Object.fromEntries(entries);
      text = `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${textOf(field)}`).join(",")}`;
    }
    const one = byText.get(text) ?? copy;
    if (one === copy) {
      byText.set(text, copy);
      numbers.set(copy, numbers.size);
    }
    shared.set(value, one);
    return one;
  };
  /** Equal for equal parts only, given that those within are shared. */
  const textOf = (value: unknown): string => {
    switch (typeof value) {
      case "string":
        return JSON.stringify(value);
      case "number":
        return Object.is(value, -0) ? "-0" : String(value);
      case "boolean":
      case "undefined":
        return String(value);
      case "bigint":
        return `${value}n`;
      case "object":
        if (value === null) return "null";
        // What is not plain is equal to itself only.
        if (!numbers.has(value)) numbers.set(value, numbers.size);
        return `#${numbers.get(value)}`;
      default:
        throw new Error(`a ${typeof value} is no data`);
    }
  };
  return share(root);
}

type Plain = readonly unknown[] | Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  Array.isArray(value) ||
  (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);
