import { useBackend } from "@eznas/kernels";
import { transNasBench101Macro } from "@eznas/spaces";
import { spaceLaws } from "@eznas/spaces/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { uniform } from "../small-networks.ts";
import { edits } from "./edits.ts";
import { idsOf, spread } from "./known-ids.ts";

beforeAll(() => useBackend("cpu"));

const small = transNasBench101Macro({ channels: 2, cells: 1, classes: 3, resolution: 16 });

test("it keeps the laws of a space", () => spaceLaws(small, { distance: edits }));

describe("the architectures of the benchmark's tables", () => {
  const ids = idsOf("transnas101_macro.csv", [
    "64-113214-basic",
    "64-122323-basic",
    "64-134412-basic",
    "64-24313-basic",
    "64-2443-basic",
    "64-3144-basic",
    "64-321414-basic",
    "64-33422-basic",
    "64-441143-basic",
  ]);

  test("are members, each written as it is read", () => {
    const members = new Set([...small.all()].map(small.format));
    expect(ids.filter((id) => !members.has(id) || small.format(small.parse(id)) !== id)).toEqual([]);
  });

  test("can be built, up to 200 of them", () => {
    for (const id of spread(ids, 200)) {
      const architecture = small.parse(id);
      const model = small.build(architecture, uniform());
      expect(model.outputs[0]!.shape).toEqual([null, 3]);
      const { trainableWeights } = model;
      expect(trainableWeights.reduce((n, { shape }) => n + shape.reduce<number>((a, b) => a * b!, 1), 0)).toBe(
        small.params(architecture),
      );
      model.dispose();
    }
  });
});

test("parameters and FLOPs are those of the formula, block by block", () => {
  const space = transNasBench101Macro({ channels: 8, classes: 7, resolution: 64 });
  for (const skeleton of spread([...space.all()], 300)) {
    const stem = { params: 3 * 4 * 9 + 2 * 4 + 4 * 8 * 9 + 2 * 8, flops: 3 * 4 * 9 * 32 ** 2 + 4 * 8 * 9 * 16 ** 2 };
    const total = { ...stem };
    let [inputs, length] = [8, 16];
    for (const module of skeleton) {
      const filters = module === 2 || module === 4 ? 2 * inputs : inputs;
      if (module >= 3) length /= 2;
      const shortcut = module === 1 ? 0 : inputs * filters;
      const weights = 9 * inputs * filters + 3 * 9 * filters ** 2 + shortcut;
      total.params += weights + 2 * filters * (shortcut ? 5 : 4);
      total.flops += weights * length ** 2;
      inputs = filters;
    }
    const linear = (inputs + 1) * 7;
    expect([space.params(skeleton), space.flops(skeleton)]).toEqual([total.params + linear, total.flops + linear]);
  }
});

test("the space says what it is", () => {
  const { name, size, inputShape } = transNasBench101Macro();
  expect([name, size, inputShape]).toEqual(["trans-nas-bench-101-macro", 3256, [256, 256, 3]]);
});

test("options are refused by its own name", () => {
  expect(() => transNasBench101Macro({ channels: 3 })).toThrow(
    new RangeError(
      "transNasBench101Macro: channels must be even, as the stem's first convolution has half of them, got 3",
    ),
  );
});
