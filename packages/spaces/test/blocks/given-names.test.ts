import { useBackend } from "@eznas/kernels";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import type { NetworkDefinition } from "../../src/index.ts";
import { buildModel, nasBench201 } from "../../src/index.ts";

beforeAll(() => useBackend("cpu"));

const space = nasBench201({ channels: 2, cells: 1 });
const cell = space.parse("|nor_conv_3x3~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|none~0|nor_conv_3x3~1|skip_connect~2|");
const build = () => space.build(cell, () => 0.6);
const namesOf = (model: { readonly weights: readonly { readonly name: string }[] }): readonly string[] =>
  model.weights.map(({ name }) => name);

/** The map in which tf.layers notes the names of weights. */
function notedNames(): ReadonlyMap<string, number> {
  const { set } = Map.prototype;
  let noted: ReadonlyMap<string, number> | undefined;
  Map.prototype.set = function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
    if (typeof key === "string" && key.endsWith("/kernel")) noted = this as Map<string, number>;
    return set.call(this, key, value);
  };
  try {
    build().dispose();
  } finally {
    Map.prototype.set = set;
  }
  return noted!;
}

test("fifty networks that are built and disposed leave no name behind", () => {
  const noted = notedNames();
  const before = new Set(noted.keys());
  expect(before.size).toBeGreaterThan(10);
  for (let i = 0; i < 50; i++) {
    const [model, other] = [build(), build()];
    expect(noted.size).toBeGreaterThan(before.size);
    model.dispose();
    other.dispose();
  }
  expect(new Set(noted.keys())).toEqual(before);
});

test("no two models that are there have a weight of one name, whichever were disposed between", () => {
  const kept = build();
  const own = (name: string) =>
    sequential({ layers: [layers.dense({ units: 1, useBias: false, inputShape: [1], name })] });
  const mine = [own("linear"), own("linear")];
  const models = [kept, ...mine];
  for (let i = 0; i < 5; i++) {
    build().dispose();
    models.push(build(), own("linear"));
  }
  const names = models.flatMap(namesOf);
  expect(new Set(names).size).toBe(names.length);
  for (const model of models) model.dispose();
});

test("a layer of one's own that is called as a weight was is told from others as ever", () => {
  const network: NetworkDefinition = (of, images) => of.linear(of.globalAveragePool(images, "pool"), 1, "called");
  const options = { name: "m", inputShape: [2, 2, 1], rng: () => 0.5 } as const;
  buildModel(network, options).dispose();
  const second = buildModel(network, options);
  const [taken] = namesOf(second);
  const own = () =>
    sequential({ layers: [layers.dense({ units: 1, useBias: false, inputShape: [1], name: taken!.split("/")[0]! })] });
  const models: LayersModel[] = [own(), own()];
  second.dispose();
  models.push(own(), own(), buildModel(network, options));
  const names = models.flatMap(namesOf);
  expect(new Set(names).size).toBe(names.length);
  for (const model of models) model.dispose();
});
