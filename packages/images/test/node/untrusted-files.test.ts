/**
 * Files that say more than they have: one clear refusal, no memory that nobody wrote, and none taken on a file's word.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { seeded } from "@eznas/gp";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../training/test/node/temporary-folder.ts";
import { ImagesError, readImages, readLabeledImages } from "../../src/node/index.ts";
import { idx, pngOfLines } from "./image-files.ts";

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ImagesError);
  const { message } = error as ImagesError;
  expect(message).not.toContain("\n");
  return message;
}

/** How many bytes the lines of a picture take, filters included. */
const lineBytes = (width: number, bits: number): number => 1 + Math.ceil((width * bits) / 8);

const kinds = [
  { color: 0, depth: 1, channels: 1 },
  { color: 0, depth: 8, channels: 1 },
  { color: 0, depth: 16, channels: 1 },
  { color: 2, depth: 8, channels: 3 },
  { color: 2, depth: 16, channels: 3 },
  { color: 4, depth: 8, channels: 2 },
  { color: 6, depth: 8, channels: 4 },
] as const;

/** Adam7's passes, as the standard lists them: where they begin and their steps. */
const adam7 = "0,0,8,8 4,0,8,8 0,4,4,8 2,0,4,4 0,2,2,4 1,0,2,2 0,1,1,2"
  .split(" ")
  .map((pass) => pass.split(",").map(Number));

function linesOf(width: number, height: number, bits: number, interlaced: boolean): number {
  if (!interlaced) return height * lineBytes(width, bits);
  let total = 0;
  for (const [x, y, across, down] of adam7 as [number, number, number, number][]) {
    let [columns, rows] = [0, 0];
    for (let at = x; at < width; at += across) columns++;
    for (let at = y; at < height; at += down) rows++;
    if (columns > 0) total += rows * lineBytes(columns, bits);
  }
  return total;
}

describe("PNG", () => {
  const any = fc.record({
    width: fc.integer({ min: 1, max: 20 }),
    height: fc.integer({ min: 1, max: 20 }),
    kind: fc.constantFrom(...kinds),
    interlaced: fc.boolean(),
  });

  test("of every depth, color and interlacing is read, and refused with a byte too few or too many", async () => {
    await fc.assert(
      fc.asyncProperty(any, fc.nat(), async ({ width, height, kind, interlaced }, cut) => {
        const all = linesOf(width, height, kind.channels * kind.depth, interlaced);
        const picture = (bytes: number): string =>
          fileOf("a.png", pngOfLines({ width, height, ...kind, interlaced }, new Uint8Array(bytes)));
        expect((await readImages(picture(all))).shape).toEqual([1, height, width, 3]);
        expect(await refusal(readImages(picture(all - 1 - (cut % all))))).toMatch(
          /a.png: is no readable PNG: (it has fewer rows of pixels than its height|unexpected end of file)/,
        );
        expect(await refusal(readImages(picture(all + 1 + (cut % 5000))))).toMatch(
          /more rows of pixels than its height/,
        );
      }),
      { numRuns: 300 },
    );
  });

  test("of 68 bytes that says it is 2³¹×2³¹, or has no side, is refused at once", async () => {
    for (const [width, height] of [
      [2 ** 31, 2 ** 31],
      [2 ** 32 - 1, 1],
      [8192, 8193],
      [0, 1],
      [1, 0],
    ] as const) {
      const path = fileOf(
        "a.png",
        pngOfLines({ width, height, color: 2, depth: 8, interlaced: false }, new Uint8Array(4)),
      );
      expect(await refusal(readImages(path))).toMatch(`it says that it is ${width}×${height}`);
    }
    const large = fileOf(
      "b.png",
      pngOfLines({ width: 8192, height: 8192, color: 2, depth: 8, interlaced: false }, new Uint8Array(4)),
    );
    expect(await refusal(readImages(large))).toMatch(/fewer rows of pixels/);
  });

  test("with any bytes changed is read or refused with one line", async () => {
    const rng = seeded(3);
    const whole = pngOfLines(
      { width: 5, height: 4, color: 2, depth: 8, interlaced: false },
      Uint8Array.from({ length: 4 * 16 }, (_, i) => (i % 16 === 0 ? i / 16 : rng() * 256)),
    );
    const expected = (await readImages(fileOf("a.png", whole))).pixels;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, byte, length) => {
        const damaged = Buffer.from(whole.subarray(0, length));
        if (at < length) damaged[at] = byte;
        const outcome = await readImages(fileOf("a.png", damaged)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ImagesError);
        else expect((outcome as { pixels: Uint8Array }).pixels).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe("MNIST's files", () => {
  const folderWith = (images: Uint8Array): string => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "train-images-idx3-ubyte.gz"), images);
    writeFileSync(join(folder, "train-labels-idx1-ubyte"), idx([1], Uint8Array.of(0)));
    return folder;
  };

  test("that unpack to far more than their head says are given up there", async () => {
    const bomb = gzipSync(idx([1, 2, 2], new Uint8Array(300_000_000)));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(readLabeledImages(folderWith(bomb)))).toMatch(/cannot be unpacked|but has/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });

  test("whose head says more than its bytes can hold, or than is read, are refused unpacked", async () => {
    const few = gzipSync(idx([60_000, 100, 100], new Uint8Array(7)));
    expect(await refusal(readLabeledImages(folderWith(few)))).toMatch(
      /says that it has 60000×100×100 numbers, but has \d+ packed bytes/,
    );
    const many = gzipSync(idx([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], new Uint8Array(7)));
    expect(await refusal(readLabeledImages(folderWith(many)))).toMatch(/more than 1073741824 are not read/);
  });
});

describe(".npy", () => {
  const npy = (shape: string, body: Uint8Array, length?: number): Uint8Array => {
    const header = Buffer.from(`{'descr': '|u1', 'fortran_order': False, 'shape': (${shape}), }\n`, "latin1");
    const head = Buffer.from([0x93, ...Buffer.from("NUMPY"), 2, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(length ?? header.length, 8);
    return Buffer.concat([head, header, body]);
  };

  test.each([
    ["1000000, 1000000, 1000000, 3", /needs 3000000000000000000 bytes, the file has 12/],
    ["9007199254740993, 1, 1, 3", /has shape/],
    ["0, 2, 2, 3", /has shape \[0,2,2,3\]: there are no images in it/],
    ["1000000000000000, 0, 3, 3", /there are no images in it/],
  ])("of shape %s is refused", async (shape, message) => {
    expect(await refusal(readImages(fileOf("a.npy", npy(shape, new Uint8Array(12)))))).toMatch(message);
  });

  test("with a header longer than NumPy writes is refused", async () => {
    const bytes = npy("1, 2, 2, 3", new Uint8Array(12), 2 ** 32 - 1);
    expect(await refusal(readImages(fileOf("a.npy", bytes)))).toMatch(/says that its header has 4294967295 bytes/);
  });
});
