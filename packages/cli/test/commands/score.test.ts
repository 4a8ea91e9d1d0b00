import { useBackend } from "@eznas/kernels";
import { tinyModel } from "@eznas/stats/testing";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { eznas, lastLine, small, temporaryFolder } from "../command-line.ts";
import { saveModel } from "../save-model.ts";

const arch = "|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|nor_conv_1x1~1|none~2|";
const noise = ["--images", "noise", "--batch", "1", "--backend", "wasm"];

beforeAll(() => useBackend("wasm"));

interface Scored {
  readonly instances: number;
  readonly batch: number;
  readonly seed: number;
  readonly backend: string;
  readonly scores: readonly { readonly name: string; readonly ok: boolean; readonly value: number }[];
}

test("an architecture is scored by name, by text and by cost", async () => {
  const metric = "params,mean(mul(T3, T3G_D)),eznas-a";
  const ended = await eznas(["score", "--arch", arch, "--metric", metric, "--seed", "3", ...small, "--json"]);
  const { instances, batch, seed, backend, scores } = ended.json<Scored>();
  expect({ instances, batch, seed, backend }).toEqual({ instances: 10, batch: 1, seed: 3, backend: "wasm" });
  expect(scores.map(({ name, ok }) => [name, ok])).toEqual(
    ["params", "mean(mul(T3, T3G_D))", "eznas-a"].map((n) => [n, true]),
  );
  expect(ended.err).toBe("TensorFlow.js computes on wasm\n");
});

test("an expression over numbers of the network is scored, of an architecture as of a saved model", async () => {
  const metric =
    "flops, depth, eznas-a, network: add(log(flops), div({eznas-a}, depth)), network: log(sub(depth, layers))";
  const values = (scored: Scored) => scored.scores.map((score) => (score.ok ? score.value : Number.NaN));
  const file = await saveModel(tinyModel(), temporaryFolder());
  for (const from of [
    ["--arch", arch, ...small],
    ["--model", file, ...noise],
  ]) {
    const scored = (await eznas(["score", ...from, "--metric", metric, "--json"])).json<Scored>();
    const [flops, depth, eznasA, sum] = values(scored) as [number, number, number, number];
    expect(sum).toBe(Math.log(flops) + eznasA / depth);
  }
  const { out } = await eznas(["score", "--model", file, "--metric", metric, ...noise]);
  expect(out).toMatch(/no score: non-finite \(the score is -Infinity: log of 0, in log\(sub\(depth, layers\)\)\)/);
});

test("without --json a person gets a table", async () => {
  const ended = await eznas(["score", "--arch", arch, "--metric", "params,reciprocal(sub(T3, T3))", ...small]);
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(/^metric +score\nparams +\d+\nreciprocal\(sub\(T3, T3\)\) +no score: non-finite at \S+\n$/);
});

test("a saved model is scored", async () => {
  const file = await saveModel(tinyModel(), temporaryFolder());
  const { instances, scores } = (await eznas(["score", "--model", file, ...noise, "--json"])).json<Scored>();
  expect(instances).toBe(2);
  expect(scores.map(({ name, ok }) => [name, ok])).toEqual([["eznas-a", true]]);
});

test("a model of one's own has its costs, and a reason for each metric that does not apply to it", async () => {
  const model = sequential({ layers: [layers.dense({ inputShape: [4, 4, 3], units: 2 }), layers.flatten()] });
  const file = await saveModel(model, temporaryFolder());
  const asked = ["--metric", "eznas-a,params,-flops,az_nas,proxy:naswot"];
  const { code, out } = await eznas(["score", "--model", file, ...asked, ...noise]);
  expect(code).toBe(0);
  expect(out).toMatch(/eznas-a +no score: inapplicable \(.*found no ReLU → Conv/);
  expect(out).toMatch(/params +8\n/);
  expect(out).toMatch(/-flops +-128\n/);
  expect(out).toMatch(/az_nas +no score: inapplicable \(it ranks networks among each other/);
});

test("a loss that no kernel moves is told with what to do, and that helps", async () => {
  const conv = () => layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", useBias: false });
  const model = sequential({
    layers: [
      layers.inputLayer({ inputShape: [8, 8, 3] }),
      ...[conv(), layers.batchNormalization(), layers.reLU(), conv(), layers.batchNormalization()],
      ...[layers.globalAveragePooling2d({}), layers.dense({ units: 3 })],
    ],
  });
  const asked = ["--model", await saveModel(model, temporaryFolder()), "--metric", "mean(abs(T3G_D))", ...noise];
  const { out } = await eznas(["score", ...asked]);
  expect(out).toMatch(
    /no score: vanished-gradient at \S+: .* its gradients are rounding; give another, --loss rectified/,
  );
  expect((await eznas(["score", ...asked, "--loss", "rectified"])).out).toMatch(/mean\(abs\(T3G_D\)\) +\d/);
});

describe("bad input ends with 1, nothing on stdout and one line that says", () => {
  const refused = async (args: readonly string[]): Promise<string> => {
    const ended = await eznas(["score", ...args]);
    expect([ended.code, ended.out]).toEqual([1, ""]);
    return lastLine(ended);
  };

  test("what an architecture with a typo should be", async () => {
    expect(await refused(["--arch", arch.replace("skip", "skid"), ...small])).toMatch(
      /^eznas: .*one of none, skip_connect.*skid_connect/,
    );
  });

  test("which metrics there are", async () => {
    expect(await refused(["--arch", arch, "--metric", "eznas-z", ...small])).toMatch(
      /^eznas: metric: "eznas-z".*params, flops, instances, layers, depth, width, resolution, eznas-a/,
    );
  });

  test("that one of --arch and --model is needed", async () => {
    const line = "eznas: score: give either --arch or --model";
    expect(await refused([])).toBe(line);
    expect(await refused(["--arch", arch, "--model", "model.json"])).toBe(line);
  });

  test("that a model's input has no fixed size", async () => {
    const model = sequential({ layers: [layers.conv2d({ inputShape: [null, null, 3], filters: 2, kernelSize: 3 })] });
    expect(await refused(["--model", await saveModel(model, temporaryFolder()), ...noise])).toMatch(
      /\[null,null,3\] is open/,
    );
  });

  test("that there is no memory for so many images, before any is drawn", async () => {
    for (const images of ["noise", "photographs"]) {
      const began = performance.now();
      expect(await refused(["--arch", arch, ...small, "--batch", "100000000", "--images", images])).toMatch(
        /^eznas: inputs: a batch of 100000000 takes about \d+\.\d GiB, of .* that are free.*; the largest batch that fits is \d+$/,
      );
      expect(performance.now() - began).toBeLessThan(5000);
    }
  });

  test("that a file is missing", async () => {
    expect(await refused(["--model", "none.json", ...noise])).toBe("eznas: model none.json: there is no such file");
    expect(await refused(["--arch", arch, ...small, "--images", "none.npy"])).toMatch(/none\.npy/);
  });
});
