import { useBackend } from "@eznas/kernels";
import {
  anyNet,
  type EnumerableSpace,
  mobileNet,
  residualActivations,
  residualDepths,
  residualNorms,
  type Space,
  stack,
  visionTransformer,
} from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { denseActivation, findInstances, layerNormDense, rcb } from "@eznas/stats";
import { beforeAll, describe, expect, test } from "vitest";
import { deviates } from "../nds/cells.ts";

beforeAll(() => useBackend("cpu"));

const tiny = { classes: 3, resolution: 8 };
const spaces: Readonly<Record<string, Space<unknown>>> = {
  stack: stack({ ...tiny, widths: [2, 4], channels: 2, depths: [1, 3] }),
  anyNet: anyNet({ ...tiny, widths: [4, 8], groupWidths: [2, 4], bottlenecks: [1, 2], channels: 4, stages: 2 }),
  mobileNet: mobileNet({ ...tiny, channels: 2, stages: 2, depths: [1, 2] }),
  residualDepths: residualDepths({ ...tiny, channels: 2, depths: [1, 3] }),
  residualActivations: residualActivations({ ...tiny, channels: 2, units: 3 }),
  residualNorms: residualNorms({ ...tiny, channels: 2, units: 5 }),
  visionTransformer: visionTransformer({ ...tiny, widths: [4, 6], depths: [1, 2], headWidth: 2, patch: 4 }),
};

/** In how many values, or in their number of blocks, two architectures differ. */
function distance(a: unknown, b: unknown): number {
  const [x, y] = [a, b] as { blocks: Record<string, unknown>[] }[];
  const values = (of: object, other: object): number =>
    Object.entries(of).filter(([name, value]) => name !== "blocks" && value !== other[name as keyof typeof other])
      .length;
  const shared = Math.min(x!.blocks.length, y!.blocks.length);
  const blocks = x!.blocks.slice(0, shared).reduce((sum, block, i) => sum + values(block, y!.blocks[i]!), 0);
  return values(x!, y!) + blocks + (x!.blocks.length === y!.blocks.length ? 0 : 1);
}

describe.each(Object.entries(spaces))("%s", (_, space) => {
  test("it keeps the laws of a space", () => spaceLaws(space, { distance, numRuns: 200, networks: 4 }));

  test("draws are of all its choices", () => {
    const rng = deviates(7);
    const drawn = new Set(Array.from({ length: 400 }, () => space.format(space.sample(rng))));
    expect(drawn.size).toBeGreaterThan(Math.min(space.size / 2, 150));
  });

  test("it says of a text what it expected where", () => {
    const text = space.format(space.sample(deviates(9)));
    expect(() => space.parse(`${text}!`)).toThrow(
      /expected "-" before block \d or the end, got "!" \(at column \d+ of/,
    );
    expect(() => space.parse("")).toThrow(`${space.name}: expected `);
    expect(() => space.parse(`${text}-${text}-${text}-${text}`)).toThrow(SyntaxError);
  });
});

test.each<[string, EnumerableSpace<unknown>, number]>([
  ["depths", residualDepths({ depths: [1, 2, 5] }), 27],
  ["activations", residualActivations({ activations: ["relu", "gelu"], units: 5 }), 32],
  ["norms", residualNorms({ units: 4 }), 81],
])("it goes through every architecture once: %s", (_, space, size) => {
  const texts = [...space.all()].map(space.format);
  expect([space.size, texts.length, new Set(texts).size]).toEqual([size, size, size]);
});

test.each<[() => unknown, string]>([
  [() => stack({ kernels: [2] }), "stack: kernels must be odd, got 2"],
  [() => stack({ residuals: [] }), "stack: residuals must be 0, 1 or both, got none"],
  [() => stack({ widths: [8, 8] }), "stack: widths must be different whole numbers from 1 up, got 8, 8"],
  [() => stack({ depths: [] }), "stack: depths must be different whole numbers from 1 up, got none"],
  [
    () => anyNet({ widths: [48], groupWidths: [16] }),
    "anyNet: widths must be multiples of their bottlenecks times their group widths, " +
      "got 48 with bottleneck 2 and group width 16",
  ],
  [() => mobileNet({ channels: 0 }), "mobileNet: channels must be a whole number from 1 up, got 0"],
  [() => residualDepths({ stages: 1.5 }), "residualDepths: stages must be a whole number from 1 up, got 1.5"],
  [
    () => residualActivations({ activations: ["relu", "relu"] }),
    "residualActivations: activations must be different ones of relu, relu6, elu, selu, swish, gelu, softplus, " +
      "tanh, sigmoid, linear, got relu",
  ],
  [() => residualNorms({ units: 0 }), "residualNorms: units must be a whole number from 1 up, got 0"],
  [() => visionTransformer({ patch: 5 }), "visionTransformer: patch must divide the resolution 16, got 5"],
])("options that are no network are refused: %#", (make, message) => {
  expect(make).toThrow(new RangeError(message));
});

test("groups that are as wide as the middle are one function", () => {
  const space = anyNet();
  const [wide, narrow] = ["d1w16b2g16-d1w16b1g4-d1w16b1g4", "d1w16b2g8-d1w16b1g4-d1w16b1g4"].map(space.parse);
  expect(space.functionOf!(wide!)).toBe(space.functionOf!(narrow!));
  expect(space.params(wide!)).toBe(space.params(narrow!));
});

test("activations change no cost, and norms no FLOPs", () => {
  const rng = deviates(11);
  const [activations, norms] = [residualActivations(), residualNorms()];
  const costs = Array.from({ length: 50 }, () => activations.sample(rng)).map(
    (each) => `${activations.params(each)} ${activations.flops(each)}`,
  );
  expect(new Set(costs).size).toBe(1);
  const flops = Array.from({ length: 50 }, () => norms.flops(norms.sample(rng)));
  expect(new Set(flops).size).toBe(1);
});

test("patterns find what programs read: in a transformer every block's hidden layer", () => {
  const space = spaces.visionTransformer!;
  const model = space.build(space.parse("w4-h2m2-h1m4"), deviates());
  for (const pattern of [layerNormDense(), denseActivation()])
    expect(findInstances(model, pattern).map(({ name }) => name)).toEqual(["block1/mlp/expand", "block2/mlp/expand"]);
  model.dispose();
});

test("patterns find what programs read: in a bottleneck every convolution behind a ReLU, grouped or not", () => {
  const space = spaces.anyNet!;
  const model = space.build(space.parse("d1w8b1g2-d1w8b2g4"), deviates());
  expect(findInstances(model, rcb()).map(({ name }) => name)).toEqual(
    ["a", "b", "c", "shortcut"]
      .flatMap((part) => [`stage1/block1/${part}/conv`])
      .concat(["a", "b", "c", "shortcut"].map((part) => `stage2/block1/${part}/conv`)),
  );
  model.dispose();
});
