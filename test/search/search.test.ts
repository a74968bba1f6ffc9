// The generated search against a search with a JavaScript Set, at every width of key and through many growths. Guards
// against states that are lost, invented or counted twice: by mixing that is no bijection, by a slot with too few bits
// for the rest of a key, by growth that leaves a key where no walk finds it, by blocks cut short.
// Not here: several instances at once (workers.test.ts).
import { describe, expect, it } from "vitest";
import { search } from "./host.ts";
import { emitToy, searchPlainly, type Toy, toy } from "./toy.ts";

function agree(of: Toy, depth: number, regions?: Parameters<typeof search>[2], most?: number): void {
  const expected = searchPlainly(of, depth);
  const found = search(emitToy(of), depth, regions, most);
  expect(found.levels).toEqual(expected.levels);
  expect(found.states).toEqual(expected.states);
  expect(found.generated).toBe(expected.generated);
  expect(found.distinct).toBe(expected.states.length);
  expect(found.checked).toBe(expected.states.length + expected.outside);
  expect(found.lost).toBe(0);
}

describe("one word", () => {
  it.each(Array.from({ length: 64 }, (_, i) => i + 1))("of %i bits", (bits) => agree(toy([bits], 3), 28));
});

describe("several words", () => {
  it.each([[[1, 1]], [[3, 0, 4]], [[20, 20, 20]], [[60, 4]], [[33, 31]], [[0, 64]]])("of %j bits", (words) =>
    agree(toy(words, 3), 28),
  );
});

describe("keys of more than 64 bits", () => {
  it.each(Array.from({ length: 12 }, (_, i) => 65 + i))("%i bits", (bits) => {
    agree(toy([64, bits - 64], 3), 20);
    agree(toy([bits - 40, 40], 3), 20);
    agree(toy([11, bits - 64, 53], 3), 20);
  });
});

describe("keys as trees", () => {
  const halves = (bits: number): number[] => [Math.ceil(bits / 2), Math.floor(bits / 2)];
  it.each(Array.from({ length: 8 }, (_, i) => 77 + i))("%i bits", (bits) => agree(toy(halves(bits), 3), 20));
  it.each([
    [[64, 36]],
    [[50, 50]],
    [[64, 64, 2]],
    [[64, 1, 64, 1]],
    [[64, 64, 64, 64, 64, 64, 16]],
    [[40, 12, 20, 64, 0, 30]],
  ])("words of %j bits", (words) => agree(toy(words, 3), 24));
  it("of a state of 40 words", () =>
    agree(
      toy(
        Array.from({ length: 40 }, () => 60),
        2,
      ),
      20,
    ));
});

describe("growth", () => {
  it.each([[[24]], [[36]], [[38]], [[40]], [[64]], [[64, 4]], [[54, 18]], [[64, 36]]])(
    "from the smallest table to 100,000 states of %j bits",
    (words) => {
      const of = toy(words, 4);
      const { grown } = search(emitToy(of), 36);
      // The longer the key, the larger the smallest table.
      expect(grown).toBeGreaterThan(words[0] === 54 ? 0 : 2);
      agree(of, 36);
    },
  );

  it("takes many initial states at once", () => {
    agree(toy([40], 2, { initial: 60_000, room: true }), 1);
    agree(toy([64, 50], 2, { initial: 20_000, room: true }), 1);
  });

  it("goes on after each return of `run`", () => agree(toy([40], 4, { room: true }), 16, undefined, 1));
});

describe("successors", () => {
  it("outside of the constraint are looked at and dropped", () => {
    agree(toy([40], 3, { below: 1n << 39n }), 28);
    agree(toy([64, 40], 3, { below: 1n << 63n }), 20);
  });
  it("are replaced by their representatives", () => {
    agree(toy([40], 3, { canonical: true }), 28);
    agree(toy([64, 40], 3, { canonical: true, below: 1n << 63n, room: true }), 20);
  });
});
