import { useBackend } from "@eznas/kernels";
import { zoo } from "@eznas/program";
import { findInstances, rcb } from "@eznas/stats";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { fromProgram, snip } from "../../src/index.ts";
import { goldenNetworks } from "../golden-networks.ts";
import { imagesOf, normalized } from "../models.ts";
import { scored } from "../scored.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test.each(goldenNetworks)(
    "with the sum as loss, over the instances of $name, it is the program of Fig. 2",
    async (of) => {
      const model = of.build();
      const names = findInstances(model, rcb()).map(({ name }) => name);
      const restricted = snip({ loss: "sum", layers: (name) => names.includes(name) });
      const value = await scored(restricted, model, of.batch);
      const ofProgram = await scored(fromProgram(zoo.snip), model, of.batch);
      expect(Math.abs(ofProgram / value - 1)).toBeLessThan(1e-5);
      expect(names.length).toBeGreaterThan(3);
      model.dispose();
    },
  );

  test("the scale of a kernel before a batch norm does not count", async () => {
    const model = normalized();
    const batch = { images: imagesOf(4), labels: [0, 1, 2, 0] };
    const before = await scored(snip(), model, batch);
    for (const name of ["stem", "c1", "c2"]) {
      const kernel = model.getLayer(name).weights[0]!;
      kernel.write(tf.tidy(() => tf.mul(kernel.read(), 3)));
    }
    expect(Math.abs((await scored(snip(), model, batch)) / before - 1)).toBeLessThan(1e-3);
    model.dispose();
  });
});
