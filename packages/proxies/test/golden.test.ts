import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  fisher,
  gradNorm,
  plain,
  proxyNamed,
  snip,
  synflow,
  vkdnw,
  vkdnwSingle,
  type ZeroCostProxy,
} from "../src/index.ts";
import { featuresOf } from "../src/published/az-nas/features.ts";
import { expressivityOf, progressivityOf, trainabilityOf } from "../src/published/az-nas/measures.ts";
import { mecoScore } from "../src/published/meco.ts";
import { zenScore } from "../src/published/zen.ts";
import { goldenNetworks } from "./golden-networks.ts";

/** By the golden's names: the published forms, and the variants that are compared with programs. */
const measured: Readonly<Record<string, ZeroCostProxy>> = {
  ...Object.fromEntries(
    [
      ...["params", "flops", "grad_norm", "snip", "grasp", "fisher", "synflow", "jacob_cov", "naswot", "zico", "swap"],
      ...["l2_norm", "plain", "epe_nas", "gradsign", "ntk_condition", "linear_regions", "zico_bc"],
    ].map((name) => [name, proxyNamed(name)]),
  ),
  plain_sum: plain({ loss: "sum" }),
  vkdnw: vkdnw({ draws: "nothing" }),
  vkdnw_single: vkdnwSingle({ draws: "nothing" }),
  grad_norm_sum: gradNorm({ loss: "sum" }),
  snip_sum: snip({ loss: "sum" }),
  fisher_sum: fisher({ loss: "sum" }),
  fisher_norms: fisher({ at: "norms" }),
  fisher_norms_sum: fisher({ at: "norms", loss: "sum" }),
  synflow_bn: synflow({ batchNorm: "training" }),
};

/** Relative errors against float64; where larger than 1e-4, the reason is the proxy's own. */
const tolerances: Readonly<Record<string, number>> = {
  params: 0,
  flops: 0,
  swap: 0,
  linear_regions: 0,
  naswot: 1e-12, // from whole numbers, in float64 on both sides
  gradsign: 1e-3, // whole numbers, of which a few gradients next to 0 change a sign
  zico_bc: 1e-3, // as zico
  grasp: 1e-3, // on the tape a central difference of float32 gradients
  zico: 1e-3, // the weights whose gradients nearly agree weigh most, and of their difference float32 keeps few digits
};

function expectClose(name: string, value: number, expected: number, tolerance = tolerances[name] ?? 1e-4): void {
  expect(Math.abs(value - expected) / Math.abs(expected), `${name}: ${value} for ${expected}`).toBeLessThanOrEqual(
    tolerance,
  );
}

describe.each([
  ["cpu", "tfjs"],
  ["wasm", "tfjs"],
  ["wasm", "simd"],
] as const)("on %s by %s", (backend, engine) => {
  describe.each(goldenNetworks)("$name", ({ batch, noise, image, signs, expected, build }) => {
    let model: LayersModel;
    beforeAll(async () => {
      await useBackend(backend);
      model = build();
    });
    afterAll(() => void model.dispose());

    test.each(Object.keys(measured))("%s is what PyTorch gives", async (name) => {
      const { numTensors } = tf.memory();
      const score = await measured[name]!.score(model, batch, Math.random, { engine });
      expect(tf.memory().numTensors).toBe(numTensors);
      expect(score).toEqual({ ok: true, value: expect.any(Number) });
      const exact = name === "grasp" && engine === "simd" ? 1e-4 : undefined;
      if (score.ok) expectClose(name, score.value, expected[name]!, exact);
    });

    test("zen and meco on given inputs are what PyTorch gives", () => {
      expectClose("zen", zenScore(model, batch.images, noise, 0.01) as number, expected["zen"]!);
      expectClose("meco", mecoScore(model, image) as number, expected["meco"]!);
    });

    test("the parts of AZ-NAS on given inputs and signs are what PyTorch gives", () => {
      let at = 0;
      const measured = featuresOf(model, batch.images, { signs: () => (signs[at++] === "+" ? 1 : -1) });
      if ("ok" in measured) throw new Error("no features");
      expect(at).toBe(signs.length);
      expectClose("az_expressivity", expressivityOf(measured.features), expected["az_expressivity"]!);
      expectClose("az_progressivity", progressivityOf(measured.features), expected["az_progressivity"]!);
      expectClose("az_trainability", trainabilityOf(measured.blocks), expected["az_trainability"]!);
    });
  });
});
