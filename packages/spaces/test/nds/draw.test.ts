import { amoeba, darts, enas, type NdsArchitecture, nasBench301, nasNet, pnas } from "@eznas/spaces";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { allOperations, architectures, changes, deviates, loose } from "./cells.ts";

const spaces = { darts, amoeba, enas, pnas, nasNet, nasBench301 };
const all = ["darts", "pnas", "nasBench301"];
const deviate = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const puts = (name: string, { edges }: NdsArchitecture["normal"]): readonly number[] =>
  all.includes(name) ? edges.slice(edges.length / 2).map((_, i) => i + 2) : loose(edges);

describe.each(Object.entries(spaces))("%s", (name, space) => {
  const { sample, mutate, parse, format } = space();

  property.prop([fc.infiniteStream(deviate)], { numRuns: 1000 })(
    "draws and their mutations are members, and put out what they should",
    (stream) => {
      const rng = () => stream.next().value;
      const drawn = sample(rng);
      for (const it of [drawn, mutate(drawn, rng)]) {
        expect(parse(format(it))).toEqual(it);
        for (const cell of [it.normal, it.reduce]) expect(cell.concat).toEqual(puts(name, cell));
      }
    },
  );

  test("every operation and every input is drawn on every edge, as often as the others", () => {
    const rng = deviates();
    const draws = Array.from({ length: 4000 }, () => sample(rng));
    const operations = new Set(draws.flatMap(({ normal }) => normal.edges.map(([operation]) => operation)));
    for (const kind of ["normal", "reduce"] as const)
      for (const [i] of draws[0]![kind].edges.entries()) {
        const count = (of: 0 | 1) => {
          const counts = new Map<string | number, number>();
          for (const draw of draws) {
            const choice = draw[kind].edges[i]![of];
            counts.set(choice, (counts.get(choice) ?? 0) + 1);
          }
          return counts;
        };
        const byOperation = count(0);
        expect(byOperation.size).toBe(operations.size);
        const fair = 4000 / operations.size;
        for (const times of byOperation.values()) expect(Math.abs(times - fair)).toBeLessThan(6 * Math.sqrt(fair));
        if (name === "nasBench301") continue;
        const byInput = count(1);
        const inputs = Math.floor(i / 2) + 2;
        expect(byInput.size).toBe(inputs);
        for (const times of byInput.values())
          expect(Math.abs(times * (inputs / 4000) - 1)).toBeLessThan(6 * Math.sqrt(inputs / 4000));
      }
  });
});

property.prop([architectures(allOperations.slice(0, 4), 4), fc.infiniteStream(deviate)], { numRuns: 1000 })(
  "a mutation leaves the nodes that somebody chose to put out",
  (architecture, stream) => {
    const space = enas({ widths: [8, 16], depths: [3] });
    const known = { ...architecture, normal: { ...architecture.normal, concat: [2, 5, 3] } };
    const child = space.mutate(known, () => stream.next().value);
    expect(child.normal.concat).toEqual([2, 5, 3]);
    expect(changes(known, child)).toBe(1);
  },
);

test("width and depth are drawn from what is given, and stay where there is one of each", () => {
  const rng = deviates();
  const several = pnas({ widths: [4, 8], depths: [3, 4, 5] });
  const drawn = Array.from({ length: 200 }, () => several.sample(rng));
  expect(new Set(drawn.map(({ width, depth }) => `${width}x${depth}`)).size).toBe(6);
  const one = pnas({ widths: [4], depths: [3] });
  let child = one.sample(rng);
  for (let i = 0; i < 100; i++) child = one.mutate(child, rng);
  expect([child.width, child.depth]).toEqual([4, 3]);
});

test("the only choice of NAS-Bench-301's first node is its operations", () => {
  const space = nasBench301();
  const rng = deviates();
  let child = space.sample(rng);
  for (let i = 0; i < 500; i++) {
    child = space.mutate(child, rng);
    expect(child.normal.edges.slice(0, 2).map(([, input]) => input)).toEqual([0, 1]);
  }
});
