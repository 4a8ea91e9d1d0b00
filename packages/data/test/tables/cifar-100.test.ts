import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";
import { expect, test } from "vitest";
import { cifar100Npy, npyOf } from "../../src/tables/cifar-100.ts";
import { temporaryFolder } from "../folder.ts";

test("planes under two labels become pixels of three bytes under an .npy header", () => {
  const n = 3;
  const bytes = Uint8Array.from({ length: n * 3074 }, (_, i) => {
    const at = (i % 3074) - 2;
    return at < 0 ? 99 : (Math.floor(i / 3074) * 50 + Math.floor(at / 1024) * 10 + (at % 1024)) % 256;
  });
  const npy = Buffer.from(npyOf(bytes, n));
  expect(npy.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
  const start = 10 + npy.readUInt16LE(8);
  expect(start % 64).toBe(0);
  expect(npy.toString("latin1", 10, start)).toMatch(
    /^\{'descr': '\|u1', 'fortran_order': False, 'shape': \(3, 32, 32, 3\), \} *\n$/,
  );
  expect(npy.length).toBe(start + n * 3072);
  for (const [image, pixel, channel] of [
    [0, 0, 0],
    [0, 0, 2],
    [1, 33, 1],
    [2, 1023, 2],
  ] as const)
    expect(npy[start + image * 3072 + pixel * 3 + channel]).toBe((image * 50 + channel * 10 + pixel) % 256);
});

test("an archive as its authors offer it becomes one .npy of the training images", async () => {
  const source = temporaryFolder();
  writeFileSync(join(source, "train.bin"), Buffer.alloc(153_700_000));
  writeFileSync(join(source, "test.bin"), "");
  const archive = join(temporaryFolder(), "cifar-100-binary.tar.gz");
  await create({ file: archive, cwd: source, gzip: { level: 1 }, prefix: "cifar-100-binary" }, readdirSync(source));
  const folder = temporaryFolder();
  await cifar100Npy(archive, join(folder, "cifar-100.npy"));
  expect(readdirSync(folder)).toEqual(["cifar-100.npy"]);
  expect(statSync(join(folder, "cifar-100.npy")).size).toBe(128 + 50_000 * 32 * 32 * 3);
});
