/**
 * Data in which equal parts are one object. The models of a spec are much alike: written so, they take a tenth.
 * In: plain data without cycles. Out: equal data, the keys of objects in the same order.
 * Not here: writing it (`entry.ts`). Whoever reads it back must tell parts by what they hold, not by which object they are.
 */

export function shareEqualParts<T>(root: T): T;
export function shareEqualParts(root: unknown): unknown {
  /** By object as given: the one that stands for it. */
  const shared = new Map<object, object>();
  /** By the numbers of what it holds: the one object that holds it. */
  const byContent = new Map<string, object>();
  const numbers = new Map<unknown, number>();

  const share = (value: unknown): unknown => (isPlain(value) ? (shared.get(value) ?? shareObject(value)) : value);
  const shareObject = (value: Plain): object => {
    const one = Array.isArray(value) ? shareItems(value) : shareFields(value as Fields);
    shared.set(value, one);
    return one;
  };
  const shareItems = (value: readonly unknown[]): object => {
    const items = value.map(share);
    let content = "[";
    for (const item of items) content += `${numberOf(item)},`;
    return one(content, () => items);
  };
  const shareFields = (value: Fields): object => {
    const fields: unknown[] = [];
    const names = Object.keys(value);
    let content = "{";
    for (const name of names) {
      const field = share(value[name]);
      fields.push(field);
      content += `${numberOf(name)}:${numberOf(field)},`;
    }
    return one(content, () => Object.fromEntries(names.map((name, i) => [name, fields[i]])));
  };
  const one = (content: string, make: () => object): object => {
    const known = byContent.get(content);
    if (known !== undefined) return known;
    const made = make();
    byContent.set(content, made);
    return made;
  };
  /** The same for equal parts only, given that those within are shared. What is not plain is equal to itself only. */
  const numberOf = (value: unknown): number => {
    // As the key of a map it would be 0.
    if (Object.is(value, -0)) return -1;
    const known = numbers.get(value);
    if (known !== undefined) return known;
    if (typeof value === "function" || typeof value === "symbol") throw new Error(`a ${typeof value} is no data`);
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
  return share(root);
}

type Fields = Readonly<Record<string, unknown>>;
type Plain = readonly unknown[] | Fields;

const isPlain = (value: unknown): value is Plain =>
  Array.isArray(value) ||
  (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);
