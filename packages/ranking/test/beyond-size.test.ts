import { kendallTau, partialKendallTau } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { beyondSize } from "@eznas/ranking";
import { nasBench201 } from "@eznas/spaces";
import fc from "fast-check";
import { expect, test } from "vitest";

const space = nasBench201();

const networksOf = (seed: number, n: number) => {
  const rng = seeded(seed);
  return Array.from({ length: n }, () => {
    const architecture = space.sample(rng);
    const ofSize = { ok: true as const, value: space.params(architecture) };
    const free = rng() < 0.2 ? { ok: false as const } : { ok: true as const, value: rng() };
    return { id: space.format(architecture), accuracy: rng(), scores: [free, ofSize] };
  });
};

test("it is the partial τ given params, FLOPs and layers, over the networks with a score", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 8, max: 40 }), (seed, n) => {
      const networks = networksOf(seed, n);
      const { given, kendall } = beyondSize(space, networks);
      expect(given).toEqual(["params", "flops", "layers"]);
      const scored = networks.filter(({ scores }) => scores[0]!.ok);
      const architectures = scored.map(({ id }) => space.parse(id));
      expect(kendall[0]).toBe(
        partialKendallTau(
          scored.map(({ scores }) => (scores[0] as { readonly value: number }).value),
          scored.map(({ accuracy }) => accuracy),
          [space.params, space.flops, space.layers!].map((size) => architectures.map((each) => size(each))),
        ),
      );
      expect(kendall[1]).toBeNaN(); // a metric that is size has nothing beyond it
    }),
    { numRuns: 20 },
  );
});

test("a space that does not count layers gives params and FLOPs, and one without sizes that differ leaves τ as it is", () => {
  const { layers: _, ...without } = space;
  const networks = networksOf(1, 20);
  expect(beyondSize(without, networks).given).toEqual(["params", "flops"]);
  const alike = { ...without, params: () => 7, flops: () => 7 };
  const scored = networks.filter(({ scores }) => scores[0]!.ok);
  const tau = kendallTau(
    scored.map(({ scores }) => (scores[0] as { readonly value: number }).value),
    scored.map(({ accuracy }) => accuracy),
  );
  expect(beyondSize(alike, networks).kendall[0]).toBeCloseTo(tau, 12);
});
