import { useBackend } from "@eznas/kernels";
import { natsBenchSss } from "@eznas/spaces";
import { ones, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";
import { expectSameAsTorch, torchNetworks } from "../torch-network.ts";

beforeAll(() => useBackend("cpu"));

test.each(torchNetworks("nats-bench-sss.json"))("PyTorch's network of $architecture has the same numbers", (golden) => {
  expectSameAsTorch(natsBenchSss({ classes: 3, resolution: 8 }), golden);
});

test("the skip of a cell is a layer only where the width changes, and then without a ReLU", () => {
  const model = natsBenchSss({ resolution: 4 }).build([8, 16, 16, 8, 24], uniform());
  const names = model.layers.map(({ name }) => name).filter((name) => name.includes("edge3-0"));
  expect(names).toEqual(["stage5/cell/edge3-0/conv", "stage5/cell/edge3-0/bn"]);
  model.dispose();
});

test("a network of features ends at the pool and is the other one's inside", () => {
  const options = { classes: 3, resolution: 4 };
  const [whole, features] = [natsBenchSss(options), natsBenchSss({ ...options, output: "features" })];
  const architecture = whole.parse("8:16:8:8:24");
  expect(whole.params(architecture) - features.params(architecture)).toBe(25 * 3);
  expect(whole.flops(architecture) - features.flops(architecture)).toBe(25 * 3);
  const [a, b] = [whole.build(architecture, uniform()), features.build(architecture, uniform())];
  expect(b.outputs[0]!.shape).toEqual([null, 24]);
  expect(b.layers.map(({ name }) => name)).toEqual(a.layers.map(({ name }) => name).slice(0, -1));
  expect(b.layers.at(-1)!.name).toBe("head/pool");
  tidy(() => {
    const pooled = b.predict(ones([1, 4, 4, 3])) as Tensor;
    const logits = a.getLayer("head/linear").apply(pooled) as Tensor;
    expect([...logits.dataSync()]).toEqual([...(a.predict(ones([1, 4, 4, 3])) as Tensor).dataSync()]);
  });
  a.dispose();
  b.dispose();
});
