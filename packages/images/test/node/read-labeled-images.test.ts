import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seeded } from "@eznas/gp";
import { ImagesError } from "@eznas/images/node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../training/test/node/temporary-folder.ts";
import { readImages, readLabeledImages } from "../../src/node/index.ts";
import { idx, png } from "./image-files.ts";

const random = (length: number, seed = 1): Uint8Array => {
  const rng = seeded(seed);
  return Uint8Array.from({ length }, () => rng() * 256);
};

/** Files, by their paths, in a folder of their own. */
function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

const refusal = async (path: string): Promise<ImagesError> => {
  const error = await readLabeledImages(path).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ImagesError);
  return error as ImagesError;
};

describe("folders of PNGs", () => {
  const red = random(3 * 2 * 3, 1);
  const gray = random(3 * 2, 2);
  const blue = random(3 * 2 * 3, 3);
  const pngs = {
    "cat/b.png": png(3, 2, 3, red),
    "cat/a.png": png(3, 2, 1, gray),
    "cat/notes.txt": "not an image",
    "dog/one.PNG": png(3, 2, 3, blue),
    "README.md": "not a class",
  };

  test("are one class each, in the order of their names, with the files in the order of theirs", async () => {
    const folder = folderOf(pngs);
    const images = await readLabeledImages(folder);
    expect(images).toMatchObject({ shape: [3, 2, 3, 3], classes: 2, source: folder });
    expect([...images.labels]).toEqual([0, 0, 1]);
    expect([...images.pixels]).toEqual([...gray].flatMap((byte) => [byte, byte, byte]).concat([...red], [...blue]));
    expect(images.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test("have every byte as it was written", async () => {
    const all = Uint8Array.from({ length: 3 * 256 }, (_, i) => i % 256);
    const { pixels } = await readLabeledImages(folderOf({ "a/all.png": png(256, 1, 3, all) }));
    expect([...pixels]).toEqual([...all]);
  });

  test.each<[string, Readonly<Record<string, Uint8Array | string>>, string, RegExp]>([
    [
      "of another size in one class",
      { ...pngs, "cat/c.png": png(2, 2, 1, random(4)) },
      "cat/c.png",
      /is 2×2, but a.png is 3×2/,
    ],
    [
      "of another size in another class",
      { ...pngs, "dog/one.PNG": png(2, 2, 1, random(4)) },
      "dog",
      /has images of 2×2, cat 2×3/,
    ],
    ["cut short", { ...pngs, "cat/b.png": png(3, 2, 3, red).subarray(0, 40) }, "cat/b.png", /is no readable PNG/],
    ["that are none", { ...pngs, "dog/one.PNG": "text" }, "dog/one.PNG", /is no readable PNG/],
    ["missing in a class", { ...pngs, "eel/notes.txt": "" }, "eel", /has no PNG files/],
  ])("%s are refused", async (_, files, name, message) => {
    const folder = folderOf(files);
    const error = await refusal(folder);
    expect(error.path).toBe(join(folder, name));
    expect(error.message).toMatch(message);
  });

  test("are images to look at too", async () => {
    const folder = folderOf({ "cat/b.png": pngs["cat/b.png"], "dog/one.PNG": pngs["dog/one.PNG"] });
    const { labels, classes, shape } = await readImages(folder);
    expect([[...labels!], classes, shape]).toEqual([[0, 1], 2, [2, 2, 3, 3]]);
  });

  test("are what is learned from, whatever PNGs lie beside them; those alone have no labels", async () => {
    const preview = png(1, 1, 1, random(1));
    expect((await readLabeledImages(folderOf({ ...pngs, "preview.png": preview }))).classes).toBe(2);
    expect((await refusal(folderOf({ "preview.png": preview }))).message).toMatch(/has neither folders of PNGs/);
    const alone = await refusal(join(folderOf({ "preview.png": preview }), "preview.png"));
    expect(alone.message).toMatch(/has images without labels/);
  });

  test("of more classes than a byte can tell are refused", async () => {
    const one = png(1, 1, 1, random(1));
    const folder = folderOf(Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`${i}/a.png`, one])));
    expect((await refusal(folder)).message).toBe(`${folder}: has 257 folders, but a byte tells 256 classes apart`);
  });
});

describe("CIFAR-10's binary batches", () => {
  const record = (label: number, seed: number): Uint8Array => Uint8Array.of(label, ...random(3072, seed));
  const batch = (...records: readonly Uint8Array[]): Buffer => Buffer.concat(records);
  const files = {
    "data_batch_2.bin": batch(record(9, 3)),
    "data_batch_1.bin": batch(record(3, 1), record(0, 2)),
    "test_batch.bin": batch(record(7, 4)),
    "batches.meta.txt": "airplane\n",
    "readme.html": "",
  };

  test("are read in order, the test batch last, from planes to pixels", async () => {
    const folder = folderOf(files);
    const images = await readLabeledImages(folder);
    expect(images).toMatchObject({ shape: [4, 32, 32, 3], classes: 10, source: folder });
    expect([...images.labels]).toEqual([3, 0, 9, 7]);
    for (const [i, seed] of [1, 2, 3, 4].entries()) {
      const planes = random(3072, seed);
      for (const pixel of [0, 1, 31, 32, 1023])
        for (const channel of [0, 1, 2])
          expect(images.pixels[(i * 1024 + pixel) * 3 + channel]).toBe(planes[channel * 1024 + pixel]);
    }
  });

  test.each<[string, Uint8Array, RegExp]>([
    [
      "cut short",
      batch(record(1, 1)).subarray(0, 3000),
      /has 3000 bytes, but CIFAR-10 records have 3073 and CIFAR-100's 3074: it is truncated/,
    ],
    ["empty", new Uint8Array(0), /has 0 bytes/],
    [
      "with a label that is no class",
      batch(record(1, 1), record(10, 2)),
      /record 1 has label 10, CIFAR-10's are 0 to 9/,
    ],
  ])("%s are refused", async (_, bytes, message) => {
    const folder = folderOf({ ...files, "data_batch_2.bin": bytes });
    const error = await refusal(folder);
    expect(error.path).toBe(join(folder, "data_batch_2.bin"));
    expect(error.message).toMatch(message);
  });
});

describe("CIFAR-100's binary files", () => {
  const record = (coarse: number, fine: number, seed: number): Uint8Array =>
    Uint8Array.of(coarse, fine, ...random(3072, seed));
  const files = {
    "train.bin": Buffer.concat([record(19, 99, 1), record(0, 0, 2)]),
    "test.bin": record(3, 42, 3),
    "fine_label_names.txt": "apple\n",
  };

  test("are read with their fine labels, those to test on last", async () => {
    const folder = folderOf(files);
    const images = await readLabeledImages(folder);
    expect(images).toMatchObject({ shape: [3, 32, 32, 3], classes: 100, source: folder });
    expect([...images.labels]).toEqual([99, 0, 42]);
    for (const [i, seed] of [1, 2, 3].entries())
      for (const pixel of [0, 1, 31, 32, 1023])
        for (const channel of [0, 1, 2])
          expect(images.pixels[(i * 1024 + pixel) * 3 + channel]).toBe(random(3072, seed)[channel * 1024 + pixel]);
    expect([...(await readImages(folder)).labels!]).toEqual([99, 0]);
    expect(await readImages(join(folder, "test.bin"))).toMatchObject({ shape: [1, 32, 32, 3], classes: 100 });
  });

  test.each<[string, Uint8Array, RegExp]>([
    ["a fine label that is no class", record(1, 100, 1), /record 0 has label 100, CIFAR-100's are 0 to 99/],
    ["a coarse label that is no class", record(20, 1, 1), /record 0 has label 20, CIFAR-100's are 0 to 19/],
    ["a record cut short", record(1, 1, 1).subarray(2), /it is truncated/],
  ])("%s is refused", async (_, bytes, message) => {
    const error = await refusal(folderOf({ ...files, "test.bin": bytes }));
    expect(error.path).toMatch(/test.bin$/);
    expect(error.message).toMatch(message);
  });

  test("as many bytes as either kind can have are told apart by the file's name", async () => {
    const both = new Uint8Array(3073 * 3074);
    const folder = folderOf({ "test.bin": both, "test_batch.bin": both });
    expect((await readImages(join(folder, "test.bin"), { limit: 1 })).classes).toBe(100);
    expect((await readImages(join(folder, "test_batch.bin"), { limit: 1 })).classes).toBe(10);
  });
});

describe("MNIST's files", () => {
  const [train, more] = [random(2 * 3 * 4, 1), random(1 * 3 * 4, 2)];
  const files = {
    "t10k-images-idx3-ubyte": idx([1, 3, 4], more),
    "t10k-labels-idx1-ubyte": idx([1], Uint8Array.of(4)),
    "train-images-idx3-ubyte": idx([2, 3, 4], train),
    "train-labels-idx1-ubyte": idx([2], Uint8Array.of(2, 0)),
  };
  const zipped = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));

  test.each([
    ["plain", files],
    ["zipped", zipped],
    ["with one part of each", { ...files, "train-labels-idx1-ubyte": zipped["train-labels-idx1-ubyte.gz"]! }],
    [
      "with points in their names",
      Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name.replace("-idx", ".idx"), bytes])),
    ],
  ])("%s are read, those to train on first", async (kind, given) => {
    const named = kind === "with one part of each" ? rename(given) : given;
    const folder = folderOf(named);
    const images = await readLabeledImages(folder);
    expect(images).toMatchObject({ shape: [3, 3, 4, 1], classes: 5, source: folder });
    expect([...images.labels]).toEqual([2, 0, 4]);
    expect([...images.pixels]).toEqual([...train, ...more]);
  });

  test("are images to look at too: gray, those to train on, a file or no more than asked for", async () => {
    const folder = folderOf(zipped);
    expect(await readImages(folder)).toMatchObject({ shape: [2, 3, 4, 1], pixels: train, labels: Uint8Array.of(2, 0) });
    expect(await readImages(folder, { limit: 1 })).toMatchObject({ shape: [1, 3, 4, 1], labels: Uint8Array.of(2) });
    const one = await readImages(join(folder, "t10k-images-idx3-ubyte.gz"));
    expect([one.shape, one.labels]).toEqual([[1, 3, 4, 1], undefined]);
  });

  const rename = (given: Readonly<Record<string, Uint8Array>>) => {
    const { "train-labels-idx1-ubyte": labels, ...rest } = given;
    return { ...rest, "train-labels-idx1-ubyte.gz": labels! };
  };

  const images = "train-images-idx3-ubyte";
  const labels = "train-labels-idx1-ubyte";
  test.each<[string, string, Uint8Array | undefined, string, RegExp]>([
    [
      "images that are cut short",
      images,
      files[images].subarray(0, -1),
      images,
      /says that it has 2×3×4 numbers, but has 23: truncated/,
    ],
    ["images with more than they say", images, Buffer.concat([files[images], Buffer.of(1)]), images, /has 25/],
    ["images without a head", images, Buffer.of(0, 0, 8), images, /is no IDX file of bytes with 3 axes/],
    [
      "images of floats",
      images,
      Buffer.concat([Buffer.of(0, 0, 13, 3), files[images].subarray(4)]),
      images,
      /is no IDX file/,
    ],
    ["images that are labels", images, files[labels], images, /is no IDX file of bytes with 3 axes/],
    ["labels that are images", labels, files[images], labels, /is no IDX file of bytes with 1 axis/],
    ["labels that are missing", labels, undefined, images, /has no labels: expected train-labels-idx1-ubyte beside it/],
    [
      "fewer labels than images",
      labels,
      idx([1], Uint8Array.of(2)),
      images,
      /has 2 images, but there are 1 labels for them/,
    ],
    [
      "more labels than images",
      labels,
      idx([3], Uint8Array.of(2, 0, 1)),
      images,
      /has 2 images, but there are 3 labels/,
    ],
    [
      "sets of two sizes",
      images,
      idx([2, 4, 3], train),
      "t10k-images-idx3-ubyte",
      /has images of 3×4, train-images-idx3-ubyte 4×3/,
    ],
    ["no images", images, idx([0, 3, 4], new Uint8Array(0)), images, /has no images/],
    ["images of no size", images, idx([2, 0, 4], new Uint8Array(0)), images, /has no images/],
  ])("with %s are refused", async (_, changed, bytes, named, message) => {
    const { [changed as keyof typeof files]: _old, ...rest } = files;
    const folder = folderOf({ ...rest, ...(bytes && { [changed]: bytes }) });
    const error = await refusal(folder);
    expect(error.path).toBe(join(folder, named));
    expect(error.message).toMatch(message);
  });

  test("that cannot be unpacked are refused", async () => {
    const name = "train-images-idx3-ubyte.gz";
    for (const bytes of [zipped[name]!.subarray(0, 20), files[images]]) {
      const folder = folderOf({ ...zipped, [name]: bytes });
      const error = await refusal(folder);
      expect(error.path).toBe(join(folder, name));
      expect(error.message).toMatch(/cannot be unpacked/);
    }
  });

  test("with any bytes for a head are read or refused, and nothing else", async () => {
    const folder = folderOf(files);
    await fc.assert(
      fc.asyncProperty(fc.nat(15), fc.nat(255), fc.nat(), async (at, byte, cut) => {
        const damaged = Buffer.from(files[images]);
        damaged[at] = byte;
        writeFileSync(join(folder, images), damaged.subarray(0, damaged.length - (cut % 3)));
        const outcome = await readLabeledImages(folder).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ImagesError);
        else expect(outcome).toMatchObject({ shape: [3, 3, 4, 1] });
      }),
      { numRuns: 200 },
    );
  });
});

test("a folder that is none, a missing one and one without images are refused", async () => {
  const folder = folderOf({ "notes.txt": "" });
  expect((await refusal(folder)).message).toBe(
    `${folder}: has neither folders of PNGs, one for each class, nor CIFAR or MNIST files`,
  );
  const file = join(folder, "notes.txt");
  expect((await refusal(file)).message).toMatch(/notes.txt: is of an unknown kind/);
  const none = join(folder, "none");
  expect((await refusal(none)).message).toBe(`${none}: does not exist`);
});
