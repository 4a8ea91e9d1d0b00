import { seeded } from "@eznas/gp";
import { instances } from "@eznas/program/testing";
import type { InstanceStatistics } from "@eznas/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { miniature, scaled, sparse } from "../src/stress.ts";

const numel = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function statistics(instance: InstanceStatistics) {
  return Object.entries(instance.statistics);
}

test("every variation has the same statistics, and as many values as their shapes say", () => {
  fc.assert(
    fc.property(instances(), fc.integer(), (instance, seed) => {
      const rng = seeded(seed);
      for (const variation of [scaled(instance, 4), sparse(instance, 0.5, rng), miniature(instance, rng)]) {
        expect(Object.keys(variation.statistics)).toEqual(Object.keys(instance.statistics));
        for (const [, { shape, data }] of statistics(variation)) expect(data.length).toBe(numel(shape));
      }
    }),
  );
});

test("scaling multiplies every value", () => {
  fc.assert(
    fc.property(instances(), (instance) => {
      const back = scaled(scaled(instance, 4), 1 / 4);
      expect(back.statistics).toEqual(instance.statistics);
      expect(scaled(instance, 4).statistics.T3!.data[0]).toBe(4 * instance.statistics.T3!.data[0]!);
    }),
  );
});

test("a sparse variation keeps a value or sets it to 0, alike for statistics of one shape", () => {
  fc.assert(
    fc.property(instances(), fc.integer(), (instance, seed) => {
      const variation = sparse(instance, 0.5, seeded(seed)).statistics;
      for (const [name, { data }] of statistics(instance))
        variation[name as "T3"]!.data.forEach((x, i) => {
          expect(x === 0 || x === data[i]).toBe(true);
        });
      const T2 = instance.statistics.T1_D!.data.map((x) => Math.max(x, 0));
      expect(instance.statistics.T2_D!.data).toEqual(T2);
      expect(variation.T2_D!.data).toEqual(variation.T1_D!.data.map((x) => Math.max(x, 0)));
    }),
  );
});

test("about the given share is zero", () => {
  const data = new Float32Array(10_000).fill(1);
  const { T3 } = sparse({ name: "conv", statistics: { T3: { shape: [100, 100], data } } }, 0.5, seeded(1)).statistics;
  expect(T3!.data.reduce((a, b) => a + b)).toBeGreaterThan(4800);
  expect(T3!.data.reduce((a, b) => a + b)).toBeLessThan(5200);
});

test("a miniature takes its values from the statistic, and equal dimensions stay equal, distinct ones distinct", () => {
  fc.assert(
    fc.property(instances(), fc.integer(), (instance, seed) => {
      const small = miniature(instance, seeded(seed)).statistics;
      const sizes = new Map<number, number>();
      for (const [name, { shape, data }] of statistics(instance)) {
        const shrunk = small[name as "T3"]!;
        expect(shrunk.shape.length).toBe(shape.length);
        shape.forEach((size, axis) => {
          expect(shrunk.shape[axis]).toBe(sizes.get(size) ?? shrunk.shape[axis]);
          sizes.set(size, shrunk.shape[axis]!);
        });
        const values = new Set(data);
        for (const x of shrunk.data) expect(values).toContain(x);
      }
      expect(new Set(sizes.values()).size).toBe(sizes.size);
      expect(sizes.get(1) ?? 1).toBe(1);
      expect(small.T2_D!.data).toEqual(small.T1_D!.data.map((x) => Math.max(x, 0)));
    }),
  );
});

test("a miniature of something large is small", () => {
  const data = new Float32Array(64 * 64 * 32).fill(1);
  const { T3 } = miniature({ name: "conv", statistics: { T3: { shape: [64, 64, 32], data } } }, seeded(1)).statistics;
  expect(T3!.data.length).toBeLessThanOrEqual(6 ** 3);
});
