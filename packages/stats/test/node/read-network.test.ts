import fc from "fast-check";
import { expect, test } from "vitest";
import { stretchesOf } from "../../src/node/read-network.ts";

const far = 1 << 17;

test("near places are read together, far ones apart, and none is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ gap: fc.constantFrom(0, 10, far), size: fc.integer({ min: 0, max: 100 }) })),
      (spec) => {
        let at = 0;
        const places = spec.map(({ gap, size }) => {
          const begin = at + gap;
          at = begin + size;
          return { shape: [size], numbers: "float32" as const, begin, end: at };
        });
        const stretches = stretchesOf(places);
        expect(stretches.flatMap((stretch) => stretch.places)).toEqual(places);
        expect(stretches.length).toBe(spec.filter(({ gap }, i) => i === 0 || gap === far).length);
        for (const { begin, end, places: inside } of stretches) {
          expect(begin).toBe(inside[0]!.begin);
          expect(end).toBe(Math.max(...inside.map((place) => place.end)));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("a stretch does not grow without limit", () => {
  const size = 1 << 25;
  const places = [0, 1, 2, 3].map((i) => ({
    shape: [size / 4],
    numbers: "float32" as const,
    begin: i * size,
    end: (i + 1) * size,
  }));
  expect(stretchesOf(places).map((stretch) => stretch.places.length)).toEqual([2, 2]);
});
