import fc from "fast-check";
import { expect, test } from "vitest";
import { type InstanceStatistics, joinInstances, type Statistic, type TerminalName } from "../../src/index.ts";

const filled = (shape: readonly number[], from: number): Statistic => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => from + i),
});

test("every number of every instance is there once, those of a sample in its row and in the instances' order", () => {
  const cases = fc.record({
    samples: fc.integer({ min: 1, max: 4 }),
    widths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(cases, ({ samples, widths }) => {
      const instances = widths.map((width, i) => ({
        name: `${i}`,
        statistics: { T1_D: filled([samples, width, 2], 1000 * i) },
      }));
      const { shape, data } = joinInstances(instances).statistics.T1_D!;
      const all = 2 * widths.reduce((a, b) => a + b);
      expect(shape).toEqual([samples, all]);
      const rows = Array.from({ length: samples }, (_, row) =>
        instances.flatMap(({ statistics: { T1_D } }, i) => [
          ...T1_D.data.subarray(row * 2 * widths[i]!, (row + 1) * 2 * widths[i]!),
        ]),
      );
      expect([...data]).toEqual(rows.flat());
    }),
    { numRuns: 1000 },
  );
});

test("kernels become one vector, their gradients by part keep the parts, and what all share stays", () => {
  const JX_D = filled([3, 2], 0);
  const of = (name: string, from: number): InstanceStatistics<TerminalName> => ({
    name,
    statistics: { T3: filled([2, 1, 1, 1], from), T3G_S: filled([3, 2, 1], from), JX_D },
  });
  const { name, statistics } = joinInstances([of("a", 0), of("b", 10)]);
  expect(name).toBe("network");
  expect(statistics.T3).toEqual({ shape: [4], data: Float32Array.of(0, 1, 10, 11) });
  expect(statistics.T3G_S).toEqual({
    shape: [3, 4],
    data: Float32Array.of(0, 1, 10, 11, 2, 3, 12, 13, 4, 5, 14, 15),
  });
  expect(statistics.JX_D).toBe(JX_D);
});

test("no instances, a missing statistic and another batch are refused", () => {
  const a = { name: "a", statistics: { T1_D: filled([2, 3], 0) } };
  expect(() => joinInstances([])).toThrow("joinInstances: got no instances");
  expect(() => joinInstances([a, { name: "b", statistics: {} }])).toThrow('instance "b" has no T1_D');
  expect(() => joinInstances([a, { name: "b", statistics: { T1_D: filled([3, 2], 0) } }])).toThrow(
    'T1_D of instance "b" has 3 samples, the first has 2',
  );
});
