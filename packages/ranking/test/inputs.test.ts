import { mkdirSync, writeFileSync } from "node:fs";
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

test("gray images are looked at in color, normalized by what they are themselves; their labels stay", async () => {
  const folder = temporaryFolder();
  const bytes = Uint8Array.from({ length: 4 * 16 }, (_, i) => (i * 37) % 256);
  const head = (...sizes: readonly number[]): Buffer => {
    const written = Buffer.alloc(4 + 4 * sizes.length);
    written.writeUInt32BE(0x0800 + sizes.length, 0);
    for (const [axis, size] of sizes.entries()) written.writeUInt32BE(size, 4 + 4 * axis);
    return written;
  };
  writeFileSync(join(folder, "train-images-idx3-ubyte"), Buffer.concat([head(4, 4, 4), bytes]));
  writeFileSync(join(folder, "train-labels-idx1-ubyte"), Buffer.concat([head(4), Uint8Array.of(3, 1, 4, 1)]));
  const { D } = await inputsFor({ images: folder, batch: 4, seed: 1, shape: [4, 4, 3] });
  expect(D.shape).toEqual([4, 4, 4, 3]);
  for (let i = 0; i < D.data.length; i += 3) expect([D.data[i + 1], D.data[i + 2]]).toEqual([D.data[i], D.data[i]]);
  expect([...D.labels!].sort()).toEqual([1, 1, 3, 4]);
  const mean = bytes.reduce((sum, byte) => sum + byte / 255, 0) / bytes.length;
  const deviation = Math.sqrt(bytes.reduce((sum, byte) => sum + (byte / 255 - mean) ** 2, 0) / bytes.length);
  const known = new Set(Array.from({ length: 256 }, (_, byte) => ((byte / 255 - mean) / deviation).toFixed(4)));
  for (const value of D.data) expect(known.has(value.toFixed(4))).toBe(true);
  await expect(inputsFor({ images: folder, batch: 4, seed: 1, shape: [8, 8, 3] })).rejects.toThrow(
    /takes images of 8×8×3, but .* has 4×4×3/,
  );
});

test("the shipped articles keep their labels in any size", async () => {
  const labels = async (side: number) =>
    (await inputsFor({ images: "fashion", batch: 6, seed: 2, shape: [side, side, 3] })).D.labels;
  expect(await labels(16)).toEqual(await labels(8));
});

test("a network that takes no images is told", async () => {
  await expect(inputsFor({ images: "photographs", batch: 1, seed: 1, shape: [784] })).rejects.toThrow(
    "inputs: the network takes [784], expected height, width and channels of images",
  );
});
