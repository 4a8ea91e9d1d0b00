import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inputsFor } from "../src/inputs.ts";
import { temporaryFolder } from "./command-line.ts";

const choice = { batch: 2, seed: 1, shape: [32, 32, 3] };

describe.each(["photographs", "noise"])("%s", (images) => {
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

test("photographs are of CIFAR's size and no other", async () => {
  await expect(inputsFor({ ...choice, images: "photographs", shape: [64, 64, 3] })).rejects.toThrow(
    "inputs: the network takes images of 64×64×3, but the package's photographs has 32×32×3",
  );
});

test("a path without images is refused with the path", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "empty"));
  await expect(inputsFor({ ...choice, images: join(folder, "empty") })).rejects.toThrow(`${folder}/empty`);
  await expect(inputsFor({ ...choice, images: join(folder, "none.npy") })).rejects.toThrow(`${folder}/none.npy`);
});
