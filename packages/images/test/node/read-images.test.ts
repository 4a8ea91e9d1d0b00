import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { temporaryFolders } from "../../../stats/test/node/temporary-folder.ts";
import { pixelValues } from "../../src/index.ts";
import { ImagesError, type ReadImagesOptions, readImages } from "../../src/node/index.ts";

const temporaryFolder = temporaryFolders();

/** The images of a path, their pixels as numbers. */
async function read(path: string, options?: ReadImagesOptions) {
  const images = await readImages(path, options);
  return { ...images, data: pixelValues(images) };
}

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return path;
}

/** An .npy file as NumPy writes it. */
function npy(
  descr: string,
  shape: readonly number[],
  body: Uint8Array,
  { version = 1, order = "False" } = {},
): Uint8Array {
  const text =
    `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ` +
    `(${shape.join(", ")}${shape.length === 1 ? "," : ""}), }`;
  const prefix = version === 1 ? 10 : 12;
  const header = `${text.padEnd(Math.ceil((prefix + text.length + 1) / 64) * 64 - prefix - 1)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), version, 0]);
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(header.length);
  else length.writeUInt32LE(header.length);
  return Buffer.concat([start, length, Buffer.from(header, "latin1"), body]);
}

const bytesOf = (values: ArrayLike<number> & { buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(values.buffer);
const two = Uint8Array.from({ length: 2 * 2 * 1 * 3 }, (_, i) => i * 20);
const asFloats = [...two].map((byte) => Math.fround(byte / 255));

describe(".npy", () => {
  test.each<[string, Uint8Array]>([
    ["uint8 as n·h·w·3", npy("|u1", [2, 2, 1, 3], two)],
    ["of version 2", npy("|u1", [2, 2, 1, 3], two, { version: 2 })],
    ["float32", npy("<f4", [2, 2, 1, 3], bytesOf(Float32Array.from(two, (byte) => byte / 255)))],
    ["float64", npy("<f8", [2, 2, 1, 3], bytesOf(Float64Array.from(two, (byte) => byte / 255)))],
    ["big-endian float32", npy(">f4", [2, 2, 1, 3], bigEndian())],
    ["uint8 as n·3·h·w", npy("|u1", [2, 3, 2, 1], channelsFirst())],
  ])("reads %s", async (_, bytes) => {
    const path = await fileOf("images.npy", bytes);
    const { shape, data, source } = await read(path);
    expect(shape).toEqual([2, 2, 1, 3]);
    expect([...data]).toEqual(asFloats);
    expect(source).toBe(path);
  });

  test("reads a single image, and no more than the limit", async () => {
    const one = await read(await fileOf("one.npy", npy("|u1", [2, 2, 3], two)));
    expect(one.shape).toEqual([1, 2, 2, 3]);
    const limited = await read(await fileOf("two.npy", npy("|u1", [2, 2, 1, 3], two)), { limit: 1 });
    expect(limited.shape).toEqual([1, 2, 1, 3]);
    expect([...limited.data]).toEqual(asFloats.slice(0, 6));
  });

  test.each<[string, Uint8Array, RegExp]>([
    ["another file", Buffer.from("a text that is long enough"), /is no .npy file/],
    [
      "a version to come",
      npy("|u1", [1, 1, 1, 3], two.subarray(0, 3)).map((byte, i) => (i === 6 ? 9 : byte)),
      /has .npy version 9/,
    ],
    ["a header cut short", npy("|u1", [2, 2, 1, 3], two).subarray(0, 30), /ends inside its header/],
    [
      "a header of something else",
      npy("x', 'y': '", [1], two).map((byte) => (byte === 0x64 ? 0x65 : byte)),
      /has a header without/,
    ],
    ["integers of 64 bits", npy("<i8", [2, 2, 1, 3], new Uint8Array(96)), /holds <i8, expected uint8/],
    ["Fortran's order", npy("|u1", [2, 2, 1, 3], two, { order: "True" }), /is in Fortran order/],
    ["two axes", npy("|u1", [4, 3], two), /has shape \[4,3\], expected/],
    ["one channel", npy("|u1", [2, 2, 3, 1], two), /has shape \[2,2,3,1\]/],
    ["numbers cut short", npy("|u1", [2, 2, 1, 3], two.subarray(0, 5)), /needs 12 bytes, the file has 5/],
    [
      "floats above 1",
      npy("<f4", [1, 1, 1, 3], bytesOf(Float32Array.of(0, 1, 2))),
      /number 2 is 2: images of floats must lie between 0 and 1/,
    ],
    ["NaN", npy("<f4", [1, 1, 1, 3], bytesOf(Float32Array.of(0, Number.NaN, 1))), /number 1 is NaN/],
  ])("refuses %s", async (_, bytes, message) => {
    const path = await fileOf("bad.npy", bytes);
    const refusal = readImages(path);
    await expect(refusal).rejects.toThrow(ImagesError);
    await expect(readImages(path)).rejects.toThrow(message);
  });

  function channelsFirst(): Uint8Array {
    const result = new Uint8Array(12);
    for (let n = 0; n < 2; n++)
      for (let h = 0; h < 2; h++) for (let c = 0; c < 3; c++) result[(n * 3 + c) * 2 + h] = two[(n * 2 + h) * 3 + c]!;
    return result;
  }

  function bigEndian(): Uint8Array {
    const buffer = Buffer.alloc(48);
    two.forEach((byte, i) => void buffer.writeFloatBE(byte / 255, 4 * i));
    return buffer;
  }
});

describe("PNG", () => {
  const png = (width: number, height: number, pixel: readonly number[]): Uint8Array => {
    const picture = new PNG({ width, height });
    for (let i = 0; i < width * height; i++) picture.data.set(pixel, 4 * i);
    return PNG.sync.write(picture);
  };

  test("reads a file, without its alpha", async () => {
    const path = await fileOf("a.PNG", png(3, 2, [255, 0, 51, 7]));
    const { shape, data, source } = await read(path);
    expect(shape).toEqual([1, 2, 3, 3]);
    expect([...data.slice(0, 3)]).toEqual([1, 0, Math.fround(0.2)]);
    expect(source).toBe(path);
  });

  test("reads a folder in the order of the names, no more than the limit, past other files", async () => {
    const folder = await temporaryFolder();
    for (const [name, red] of [
      ["b", 255],
      ["a", 0],
      ["c", 51],
    ] as const)
      await writeFile(join(folder, `${name}.png`), png(1, 1, [red, 0, 0, 255]));
    await writeFile(join(folder, "notes.txt"), "");
    const all = await read(folder);
    expect([all.data[0], all.data[3], all.data[6]]).toEqual([0, 1, Math.fround(0.2)]);
    expect([all.shape, all.source]).toEqual([[3, 1, 1, 3], folder]);
    expect((await read(folder, { limit: 2 })).shape[0]).toBe(2);
  });

  test("refuses pictures of two sizes, and what is no PNG", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "a.png"), png(1, 1, [0, 0, 0, 0]));
    await writeFile(join(folder, "b.png"), png(2, 1, [0, 0, 0, 0]));
    await expect(readImages(folder)).rejects.toThrow(/b.png: is 2×1, but a.png is 1×1: all must have one size/);
    await expect(readImages(await fileOf("c.png", Buffer.from("no picture")))).rejects.toThrow(
      /c.png: is no readable PNG/,
    );
  });
});

describe("CIFAR-10", () => {
  const record = (label: number, red: number): Uint8Array => {
    const bytes = new Uint8Array(3073);
    bytes[0] = label;
    bytes.fill(red, 1, 1025);
    bytes[1025] = 51; // the first pixel's green
    bytes[2049 + 1] = 102; // the second pixel's blue
    return bytes;
  };

  test("reads a batch of planes as pixels", async () => {
    const path = await fileOf("data_batch_1.bin", Buffer.concat([record(0, 255), record(9, 0)]));
    const { shape, data, labels, source } = await read(path);
    expect([shape, source, labels]).toEqual([[2, 32, 32, 3], path, Uint8Array.of(0, 9)]);
    expect([...data.slice(0, 6)]).toEqual([1, 0.2, 0, 1, 0, 0.4].map(Math.fround));
    expect(data[3072]).toBe(0);
  });

  test("reads a folder's training batches in order up to the limit, or else its test batch", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "data_batch_2.bin"), record(1, 102));
    await writeFile(join(folder, "data_batch_1.bin"), record(1, 51));
    await writeFile(join(folder, "test_batch.bin"), record(1, 255));
    const training = await read(folder);
    expect([training.data[0], training.data[3072]]).toEqual([0.2, 0.4].map(Math.fround));
    expect(training.labels).toEqual(Uint8Array.of(1, 1));
    const first = await read(folder, { limit: 1 });
    expect([first.shape[0], first.labels]).toEqual([1, Uint8Array.of(1)]);
    const other = await temporaryFolder();
    await writeFile(join(other, "test_batch.bin"), record(1, 255));
    expect((await read(other)).data[0]).toBe(1);
  });

  test("refuses records cut short, none at all, and labels that CIFAR-10 does not have", async () => {
    await expect(readImages(await fileOf("a.bin", record(0, 0).subarray(1)))).rejects.toThrow(
      /has 3072 bytes.*truncated/,
    );
    await expect(readImages(await fileOf("a.bin", new Uint8Array(0)))).rejects.toThrow(ImagesError);
    await expect(readImages(await fileOf("a.bin", record(10, 0)))).rejects.toThrow(/record 0 has label 10/);
  });
});

test("refuses what is not there, an unknown kind, an empty folder and a limit below 1", async () => {
  const folder = await temporaryFolder();
  await expect(readImages(join(folder, "none"))).rejects.toThrow(/none: does not exist/);
  await expect(readImages(folder)).rejects.toThrow(
    /has neither PNG files nor folders of PNGs, one for each class, nor CIFAR or MNIST files/,
  );
  await expect(readImages(await fileOf("a.jpg", new Uint8Array(1)))).rejects.toThrow(/is of an unknown kind/);
  await expect(readImages(folder, { limit: 0 })).rejects.toThrow(RangeError);
  await mkdir(join(folder, "x"));
  const file = await fileOf("file.npy", new Uint8Array(1));
  await expect(readImages(join(file, "below"))).rejects.toThrow(/below: may not be read, or is below a file/);
});
