import { readFileSync } from "node:fs";
import { format } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { extendOps, interSampleOps, ops } from "@eznas/ops";
import {
  captureInterSample,
  type InstanceStatistics,
  joinInstances,
  randomInputs,
  type TerminalName,
  terminalNames,
} from "@eznas/stats";
import { tinyModel } from "@eznas/stats/testing";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import {
  interSampleZoo,
  latex,
  type Program,
  program,
  score,
  scoreAll,
  sharedGraphOf,
  terminalsOf,
  zoo,
} from "../../src/index.ts";

const { naswot, meco, zico, "jacob-cov": jacobCov } = interSampleZoo;

interface Golden {
  readonly instances: readonly Readonly<
    Partial<Record<TerminalName, { readonly shape: number[]; readonly data: number[] }>>
  >[];
  readonly scores: Readonly<Record<string, number>>;
}

const golden = JSON.parse(readFileSync(new URL("../golden/inter-sample.json", import.meta.url), "utf8")) as Golden;
const instances: readonly InstanceStatistics<TerminalName>[] = golden.instances.map((statistics, i) => ({
  name: `instance ${i}`,
  statistics: Object.fromEntries(
    Object.entries(statistics).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
  ),
}));

describe.each([
  ["tfjs", "cpu"],
  ["tfjs", "wasm"],
  ["fast", "cpu"],
] as const)("by %s with the %s backend", (evaluator, backend) => {
  const arena = new Arena();
  const options = { evaluator, arena };
  beforeAll(() => useBackend(backend));

  const scoreOf = (made: Program<TerminalName>, network: readonly InstanceStatistics<TerminalName>[]): number => {
    const before = memory().numTensors;
    const result = score(made, network, options);
    expect(memory().numTensors).toBe(before);
    expect(arena.lent).toBe(0);
    if (!result.ok) throw new Error(`no score: ${result.reason} at ${result.instance}`);
    return result.value;
  };

  test.each([
    ["naswot", naswot, [joinInstances(instances)]],
    ["meco", meco, instances],
    ["zico", zico, instances],
    ["jacob-cov", jacobCov, instances],
  ] as const)("%s is what NumPy gives for the published formula", (name, made, network) => {
    const expected = golden.scores[name]!;
    expect(Math.abs(scoreOf(made, network) - expected)).toBeLessThan(1e-4 * Math.abs(expected));
  });

  test("of a captured network, each is its formula written out over the tensors", async () => {
    const model = tinyModel();
    const inputs = randomInputs([4, 8, 8, 3], generator(3));
    const network = await captureInterSample(model, inputs, { statistics: ["T1_D", "T4_N", "T3G_S", "JX_D"] });
    model.dispose();
    expect(scoreOf(zico, network)).toBeCloseTo(
      network.reduce((total, { statistics }) => total + Math.log(signalToNoise(statistics.T3G_S!)), 0),
      3,
    );
    const codes = network.map(({ statistics }) => rowsOf(statistics.T1_D!).map((row) => row.map((x) => x > 0)));
    const kernel = Array.from({ length: 4 }, (_, i) =>
      Array.from({ length: 4 }, (_, j) =>
        codes.reduce((all, code) => all + code[i]!.filter((on, k) => on === code[j]![k]).length, 0),
      ),
    );
    expect(scoreOf(naswot, [joinInstances(network)])).toBeCloseTo(Math.log(determinant(kernel)), 3);
    // −Σ log λ is −log det, and Σ 1/λ the trace of the inverse.
    const jacobian = correlationOf(rowsOf(network[0]!.statistics.JX_D!));
    const shifted = jacobian.map((row, i) => row.map((x, j) => (i === j ? x + 1e-5 : x)));
    const det = determinant(shifted);
    const inverseTrace = shifted.reduce((all, _, i) => all + determinant(minor(shifted, i)) / det, 0);
    expect(scoreOf(jacobCov, network)).toBeCloseTo(-Math.log(det) - inverseTrace, 2);
  });
});

test("gradients of parts that are all alike have no noise to divide by, and a network of them scores 0", () => {
  const T3G_S = { shape: [3, 2, 1, 1, 1], data: Float32Array.of(1, -2, 1, -2, 1, -2) };
  expect(score(zico, [{ name: "conv", statistics: { T3G_S } }])).toEqual({ ok: true, value: 0 });
});

describe("programs over other statistics than the 22", () => {
  test("are refused where they are not said to be such, and name what they read where they are", () => {
    expect(() => program("mean(JX_D)")).toThrow(SyntaxError);
    expect(() => program("gram(T3)")).toThrow(SyntaxError);
    const made = program("add(mean(JX_D), mean(T3))", { terminals: terminalNames });
    expect(terminalsOf(made)).toEqual(["T3", "JX_D"]);
    expect(() => sharedGraphOf([{ tree: made.tree, ops }])).toThrow('"JX_D" is no statistic; the 22 are');
  });

  test("share a graph with those over the 22, the 22 first", () => {
    const extended = extendOps(ops, interSampleOps);
    const made = program("mean(gram(sub(T3G_S, T3G_mean)))", { ops: extended, terminals: terminalNames });
    const graph = sharedGraphOf<TerminalName>([made, program("mean(T3)")]);
    expect(graph.terminals).toEqual(["T3", "T3G_S", "T3G_mean"]);
    const mixed = scoreAll([zico, program("mean(T1_D)")], instances);
    expect(mixed.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test("lack a statistic of an instance that was captured without", () => {
    const T3 = { shape: [1], data: Float32Array.of(1) };
    expect(() => score(zico, [{ name: "conv", statistics: { T3 } }])).toThrow('"conv" has no T3G_S');
  });

  test("have formulas", () => {
    expect(latex(program("T3G_S", { terminals: terminalNames }))).toBe("\\nabla T_{3}^{S}");
    expect(latex(program("T3G_std", { terminals: terminalNames }))).toBe("\\sigma_{\\nabla T_{3}}");
    expect(latex(naswot)).toBe("\\log\\det K_{H}\\left(T_{1}^{D}\\right)");
  });

  test("are a zoo of their own, in canonical text", () => {
    expect(Object.keys(interSampleZoo)).toEqual(["naswot", "meco", "zico", "jacob-cov"]);
    expect(Object.keys(interSampleZoo).filter((name) => name in zoo)).toEqual([]);
    for (const made of Object.values(interSampleZoo))
      expect(format(program(format(made.tree), { ops: made.ops, terminals: terminalNames }).tree)).toBe(
        format(made.tree),
      );
  });
});

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Numbers {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

function rowsOf({ shape: [rows], data }: Numbers): number[][] {
  const width = data.length / rows!;
  return Array.from({ length: rows! }, (_, i) => Array.from({ length: width }, (_, k) => data[i * width + k]!));
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;

function signalToNoise(gradients: Numbers): number {
  const rows = rowsOf(gradients);
  return rows[0]!.reduce((total, _, k) => {
    const column = rows.map((row) => row[k]!);
    const mean = meanOf(column);
    const std = Math.sqrt(meanOf(column.map((x) => (x - mean) ** 2)));
    return std === 0 ? total : total + meanOf(column.map(Math.abs)) / std;
  }, 0);
}

function correlationOf(rows: readonly number[][]): number[][] {
  const centered = rows.map((row) => row.map((x) => x - meanOf(row)));
  const unit = centered.map((row) => row.map((x) => x / Math.hypot(...row)));
  return unit.map((a) => unit.map((b) => a.reduce((sum, x, k) => sum + x * b[k]!, 0)));
}

const minor = (matrix: readonly number[][], at: number): number[][] =>
  matrix.filter((_, i) => i !== at).map((row) => row.filter((_, j) => j !== at));

function determinant(matrix: readonly number[][]): number {
  if (matrix.length === 0) return 1;
  return matrix[0]!.reduce((sum, x, j) => {
    const rest = matrix.slice(1).map((row) => row.filter((_, k) => k !== j));
    return sum + (j % 2 ? -1 : 1) * x * determinant(rest);
  }, 0);
}
