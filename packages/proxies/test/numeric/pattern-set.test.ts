import fc from "fast-check";
import { expect, test } from "vitest";
import { patternSet } from "../../src/numeric/pattern-set.ts";

/** Few units and few bits that are on, so that patterns come again. */
const cases = fc.integer({ min: 1, max: 70 }).chain((images) =>
  fc.record({
    images: fc.constant(images),
    layers: fc.array(fc.array(fc.array(fc.nat(images - 1), { maxLength: 2 }), { minLength: 1, maxLength: 80 }), {
      maxLength: 3,
    }),
  }),
);

test("it counts the distinct patterns of all that was added", () => {
  fc.assert(
    fc.property(cases, ({ images, layers }) => {
      const patterns = patternSet(images);
      const expected = new Set<string>();
      for (const units of layers) {
        const words = Math.ceil(units.length / 32);
        const codes = new Int32Array(images * words);
        for (const [unit, on] of units.entries()) {
          for (const image of on) codes[image * words + (unit >>> 5)]! |= 1 << (unit & 31);
          expected.add([...new Set(on)].sort().join());
        }
        patterns.add({ codes, units: units.length });
      }
      expect(patterns.size()).toBe(expected.size);
    }),
  );
});

test("many patterns of many images are told apart", () => {
  const [images, units] = [40, 5000];
  const words = Math.ceil(units / 32);
  const codes = new Int32Array(images * words);
  // Unit u is on at the images of the bits of u.
  for (let unit = 0; unit < units; unit++)
    for (let bit = 0; bit < 13; bit++)
      if (unit & (1 << bit)) codes[(27 + bit) * words + (unit >>> 5)]! |= 1 << (unit & 31);
  const patterns = patternSet(images);
  patterns.add({ codes, units });
  patterns.add({ codes, units });
  expect(patterns.size()).toBe(units);
});
