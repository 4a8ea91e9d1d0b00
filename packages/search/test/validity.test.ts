import { format, rampedHalfAndHalf, seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { type Program, program, score, scorer } from "@eznas/program";
import { type InstanceStatistics, inMemory, statisticNames } from "@eznas/stats";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { drawValid, type Probes, readProbes, toProgram, validity } from "../src/index.ts";
import { randomNetwork, toyTask } from "./toy-tasks.ts";

const set = { ops, terminals: statisticNames };
const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
const tasks = ["DARTS", "ENAS", "PNAS", "NASNet"].map((name) => toyTask(name, 12));

const readAll = (seed: number): Promise<Probes> =>
  readProbes(tasks, seeded(seed, "probes"), { statistics: statisticNames });

describe("admitted programs", () => {
  beforeAll(() => useBackend("cpu"));

  test("give neither NaN nor infinity on statistics of the same kind that were not seen", {
    timeout: 120_000,
  }, async () => {
    const unseen = Array.from({ length: 10 }, (_, i) => {
      const rng = seeded(2024, "unseen", i);
      return randomNetwork(0.5 + rng(), rng);
    }).flat();
    const faults: string[] = [];
    let admitted = 0;
    for (const seed of [1, 2, 3, 4]) {
      const rng = seeded(seed, "candidates");
      const isValid = validity(toProgram({}), await readAll(seed));
      const { trees } = await drawValid(260, () => init(set, rng), isValid);
      for (const tree of trees) {
        admitted++;
        const scoresOf = scorer([program(tree)]);
        for (const instance of unseen) {
          const result = scoresOf([instance])[0]!;
          if (!result.ok && result.reason === "non-finite") faults.push(`${format(tree)} on ${instance.name}`);
        }
      }
    }
    expect(admitted).toBeGreaterThanOrEqual(1000);
    expect(faults).toEqual([]);
  });

  test("leave no tensor behind, admitted or not", async () => {
    const isValid = validity(toProgram({}), await readAll(9));
    const before = memory().numTensors;
    const rng = seeded(9, "candidates");
    for (let i = 0; i < 100; i++) isValid(init(set, rng));
    expect(memory().numTensors).toBe(before);
  });
});

describe.each(["cpu", "wasm"] as const)("on the %s backend", (backend) => {
  let probes: Probes;
  beforeAll(async () => {
    await useBackend(backend);
    probes = await readAll(1);
  });
  const judge = (made: Program) => validity(toProgram(made), probes)(made.tree);

  test.each([
    ["a program that is total is valid", "frobenius(sigmoid(T1_D))", { ok: true }],
    ["an inner infinity that is tamed is valid", "frobenius(sigmoid(log(abs(exp(exp(T3))))))", { ok: true }],
    ["shapes that do not fit are told", "matMul(T1_D, T3)", { ok: false, reason: "shape" }],
    ["a division by the zeros of a ReLU is found", "reciprocal(T2_D)", { ok: false, reason: "non-finite" }],
    [
      "a division by a dead branch's gradient is found",
      "reciprocal(frobenius(T3G_D))",
      { ok: false, reason: "non-finite" },
    ],
    ["a division by a mean of signs is found", "reciprocal(mean(sign(T3)))", { ok: false, reason: "non-finite" }],
    [
      "the logarithm of a mean that may be negative is found",
      "absLog(mean(T1_D))",
      { ok: false, reason: "non-finite" },
    ],
    [
      "an exponential near its overflow is found",
      "exp(mul(T1_D, frobenius(T1_D)))",
      { ok: false, reason: "non-finite" },
    ],
  ] as const)("%s", (_, text, verdict) => {
    expect(judge(program(text))).toEqual(verdict);
  });

  test("a valid program has a score on every instance that was probed", async () => {
    const rng = seeded(3, "candidates");
    const isValid = validity(toProgram({}), probes);
    const { trees } = await drawValid(20, () => init(set, rng), isValid);
    for (const tree of trees) expect(score(program(tree), probes.instances).ok).toBe(true);
  });
});

test("a coincidence of shapes that a variation breaks does not refuse a program", async () => {
  await useBackend("cpu");
  // The rows of 3×3 and the rows of 9 have equally many elements, but not those of a miniature.
  const random = seeded(1, "weights");
  const values = () => Float32Array.from({ length: 36 }, () => random() - 0.5);
  const instance: InstanceStatistics = {
    name: "conv",
    statistics: { T3: { shape: [4, 3, 3], data: values() }, T1_D: { shape: [4, 9], data: values() } },
  };
  const task = inMemory("toy", [{ id: "net", accuracy: 1, instances: [instance] }]);
  const probes = await readProbes([task], seeded(1), { statistics: ["T3", "T1_D"] });
  expect(validity(toProgram({}), probes)(program("cosine(T3, T1_D)").tree)).toEqual({ ok: true });
});
