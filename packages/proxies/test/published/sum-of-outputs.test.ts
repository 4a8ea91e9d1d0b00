/** Proxies on networks where the sum of the outputs, or what the outputs are, is not what it seems. */
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ZeroCostProxy } from "../../src/index.ts";
import {
  epeNas,
  fisher,
  gradNorm,
  gradSign,
  grasp,
  jacobCov,
  plain,
  proxies,
  snip,
  synflow,
  vkdnw,
  zico,
} from "../../src/index.ts";
import { bn, chain, conv, headed, imagesOf, layer, relu } from "../models.ts";

beforeAll(() => useBackend("wasm"));

/** Those that differentiate a sum of outputs. */
const ofSums: Readonly<Record<string, ZeroCostProxy>> = {
  jacob_cov: jacobCov(),
  epe_nas: epeNas(),
  "plain of the sum": plain({ loss: "sum" }),
  "gradsign of the sum": gradSign({ loss: "sum" }),
  "snip of the sum": snip({ loss: "sum" }),
  "grad_norm of the sum": gradNorm({ loss: "sum" }),
  "grasp of the sum": grasp({ loss: "sum" }),
  "fisher of the sum": fisher({ loss: "sum" }),
  "fisher of the sum, at norms": fisher({ loss: "sum", at: "norms" }),
  "zico of the sum": zico({ loss: "sum" }),
  synflow: synflow(),
  synflow_bn: synflow({ batchNorm: "training" }),
};
const all: Readonly<Record<string, ZeroCostProxy>> = {
  ...ofSums,
  ...Object.fromEntries(proxies.map((proxy) => [proxy.name, proxy])),
};
const batch = { images: imagesOf(4), labels: [0, 2, 1, 1] };
const scoreOf = (proxy: ZeroCostProxy, of: LayersModel, options = {}, given = batch) =>
  proxy.score(of, given, seeded(1), options);

const body = (x: SymbolicTensor): SymbolicTensor =>
  chain(x, conv("a", 4), bn("an"), relu("ar"), conv("b", 4), bn("bn"), relu("br"));
const under = ({ inputs, outputs }: LayersModel, ...last: Parameters<typeof chain>[1][]): LayersModel =>
  model({ inputs, outputs: chain(outputs[0]!, ...last) });

describe.each(Object.entries(all))("%s", (_, proxy) => {
  test.each(["softmax", "sigmoid"] as const)("does not see a final %s, however it is written", async (activation) => {
    const logits = await scoreOf(proxy, headed(body));
    expect(logits.ok).toBe(true);
    expect(await scoreOf(proxy, headed(body, { activation }))).toEqual(logits);
    expect(await scoreOf(proxy, under(headed(body), layer(layers.activation({ activation }))))).toEqual(logits);
    for (const engine of ["tfjs", "auto"] as const)
      expect(await scoreOf(proxy, headed(body, { activation }), { engine })).toEqual(
        await scoreOf(proxy, headed(body), { engine }),
      );
  });

  test("is the same with channels first, or says why it is not", async () => {
    const last = headed(body);
    const first = channelsFirst(last);
    const { shape, data } = batch.images;
    const [n, height, width, channels] = shape as [number, number, number, number];
    const turned = new Float32Array(data.length);
    for (let image = 0; image < n; image++)
      for (let pixel = 0; pixel < height * width; pixel++)
        for (let channel = 0; channel < channels; channel++)
          turned[(image * channels + channel) * height * width + pixel] =
            data[(image * height * width + pixel) * channels + channel]!;
    const given = { ...batch, images: { shape: [n, channels, height, width], data: turned } };
    const [expected, score] = [await scoreOf(proxy, last), await scoreOf(proxy, first, {}, given)];
    if (!score.ok) expect(score.detail).toMatch(/puts channels first|within the rounding/);
    // Noise and weights are drawn in the order of the axes.
    else if (!proxy.needs.rng) expect(score.value / (expected.ok ? expected.value : Number.NaN)).toBeCloseTo(1, 2);
  });
});

/** The same network, of the other format. */
function channelsFirst(last: LayersModel): LayersModel {
  const [, height, width, channels] = last.inputs[0]!.shape as number[];
  const x = input({ shape: [channels!, height!, width!] });
  const outputs = last.layers.slice(1).reduce<SymbolicTensor>((y, of) => {
    const config = of.getConfig() as Record<string, unknown>;
    if ("dataFormat" in config) config["dataFormat"] = "channelsFirst";
    if (of.getClassName() === "BatchNormalization") config["axis"] = 1;
    const turned = new (of.constructor as new (config: object) => typeof of)(config);
    const made = turned.apply(y) as SymbolicTensor;
    turned.setWeights(of.getWeights());
    return made;
  }, x);
  return model({ inputs: x, outputs });
}

describe("networks whose outputs sum up to what no kernel moves", () => {
  const batchNorms = (): LayersModel => headed((x) => chain(body(x), conv("c", 4), bn("cn")));
  const layerNorms = (): LayersModel => under(headed(body), layer(layers.layerNormalization({ axis: -1 })));

  test.each(Object.entries(ofSums))(
    "%s behind a batch norm that only a pool and a dense layer follow",
    async (name, proxy) => {
      const score = await scoreOf(proxy, batchNorms());
      if (name === "synflow") expect(score.ok).toBe(true);
      else expect(score).toMatchObject({ ok: false, reason: "vanished-gradient" });
      expect(await scoreOf(proxy, batchNorms(), { vanishedGradients: "score" })).toMatchObject({ ok: true });
    },
  );

  test.each(Object.entries(ofSums))("%s behind a final layer norm", async (_, proxy) => {
    expect(await scoreOf(proxy, layerNorms())).toMatchObject({ ok: false, reason: "vanished-gradient" });
  });

  test("what takes another loss has its score", async () => {
    for (const proxy of [snip(), gradNorm(), grasp(), fisher(), zico()])
      for (const make of [batchNorms, layerNorms]) expect(await scoreOf(proxy, make())).toMatchObject({ ok: true });
  });

  test("what reads each output by itself has no gradient either, but behind a layer norm it has", async () => {
    expect(await scoreOf(vkdnw(), batchNorms())).toMatchObject({ ok: false, reason: "vanished-gradient" });
    expect(await scoreOf(vkdnw(), layerNorms())).not.toMatchObject({ reason: "vanished-gradient" });
  });

  test("a reason says where, and of which model", async () => {
    expect(await scoreOf(jacobCov(), batchNorms())).toMatchObject({
      detail: expect.stringMatching(/at the images: it cancels/),
    });
    expect(await scoreOf(snip({ loss: "sum" }), batchNorms())).toMatchObject({
      detail: expect.stringMatching(/at "a"/),
    });
    expect(await scoreOf(snip({ loss: "sum", layers: (name) => name === "head" }), batchNorms())).toMatchObject({
      ok: true,
    });
  });
});

test("behind a layer norm in the middle scores are those of another backend", async () => {
  const make = (): LayersModel =>
    headed((x) => chain(x, conv("a", 4), layer(layers.layerNormalization({ axis: -1 })), relu("ar"), conv("b", 4)));
  const scores = new Map<string, number[]>();
  for (const backend of ["wasm", "cpu"] as const) {
    await useBackend(backend);
    for (const [name, proxy] of Object.entries(all)) {
      const score = await scoreOf(proxy, make());
      if (score.ok) scores.set(name, [...(scores.get(name) ?? []), score.value]);
    }
  }
  await useBackend("wasm");
  for (const [name, [a, b]] of scores) expect([name, a! === b! ? 1 : a! / b!]).toEqual([name, expect.closeTo(1, 3)]);
  expect(scores.size).toBeGreaterThan(14);
});
