import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../cli/test/command-line.ts";
import { inputsFor } from "../src/inputs.ts";

const choice = { batch: 2, seed: 1, shape: [32, 32, 3] };

describe.each(["photographs", "fashion", "noise"])("%s", (images) => {
  test("fill the batch, the same for the same seed", async () => {
    const { D, N, P } = await inputsFor({ ...choice, images });
    for (const { shape, data } of [D, N, P]) {
      expect(shape).toEqual([2, 32, 32, 3]);
      expect(data.every(Number.isFinite)).toBe(true);
    }
    expect(await inputsFor({ ...choice, images })).toEqual({ D, N, P });
    expect((await inputsFor({ ...choice, images, seed: 2 })).D).not.toEqual(D);
  });
});

test.each([16, 64])("photographs are resized to a side of %d, with the colors that they have", async (side) => {
  const of = async (size: number) => {
    const { D } = await inputsFor({ ...choice, batch: 64, images: "photographs", shape: [size, size, 3] });
    expect(D.shape).toEqual([64, size, size, 3]);
    return D.data.reduce((sum, value) => sum + value) / D.data.length;
  };
  expect(await of(side)).toBeCloseTo(await of(32), 1);
});

test("photographs have three channels and no other number", async () => {
  await expect(inputsFor({ ...choice, images: "photographs", shape: [32, 32, 1] })).rejects.toThrow(
    "inputs: the network takes images of 32×32×1, but the package's photographs has 32×32×3",
  );
});

test("a path without images is refused with the path", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "empty"));
  await expect(inputsFor({ ...choice, images: join(folder, "empty") })).rejects.toThrow(`${folder}/empty`);
  await expect(inputsFor({ ...choice, images: join(folder, "none.npy") })).rejects.toThrow(`${folder}/none.npy`);
});
