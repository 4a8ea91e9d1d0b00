import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DatasetError } from "../../src/node/dataset-error.ts";
import { type Manifest, manifestPath, parseManifest, readManifest, writeManifest } from "../../src/node/manifest.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders();

const manifest: Manifest = {
  name: "task",
  settings: {
    statistics: ["T3", "T1G_D"],
    pattern: "rcb",
    output: null,
    numbers: "float32",
    inputs: { shape: [1, 8, 8, 3], D: 1, N: 2, P: 3 },
    description: { seed: 7, space: "none", fresh: true },
  },
  networks: ["x", "y"].map((id, i) => ({
    id,
    accuracy: 90 + i,
    file: `00000${i}.safetensors`,
    bytes: 100,
    headerChecksum: 5,
    instances: ["c1", "c2"],
  })),
};

test("what was written is read again; the text has one network a line; the folder has nothing else", async () => {
  const folder = await temporaryFolder();
  expect(await readManifest(folder)).toBeUndefined();
  for (const networks of [[], manifest.networks]) {
    await writeManifest(folder, { ...manifest, networks });
    expect(await readManifest(folder)).toEqual({ ...manifest, networks });
  }
  expect(await readdir(folder)).toEqual(["manifest.json"]);
  const lines = (await readFile(manifestPath(folder), "utf8")).split("\n");
  expect(lines.filter((line) => line.includes('"id"'))).toHaveLength(2);
});

test("every flipped bit of a manifest is told", async () => {
  const folder = await temporaryFolder();
  await writeManifest(folder, manifest);
  const bytes = await readFile(manifestPath(folder));
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const damaged = Buffer.from(bytes);
    damaged[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => parseManifest("m.json", damaged.toString("utf8")), `bit ${bit}`).toThrow(DatasetError);
  }
});

test("a manifest of the first version, which has no checksum, is read", () => {
  const text = JSON.stringify({ format: "eznas-dataset", version: 1, ...manifest });
  expect(parseManifest("m.json", text)).toEqual(manifest);
});

test("a manifest that cannot be read for another reason is not taken for none", async () => {
  const folder = await temporaryFolder();
  await mkdir(manifestPath(folder));
  await expect(readManifest(folder)).rejects.toThrow(/EISDIR/);
  const file = join(folder, "a file");
  await writeFile(file, "");
  await expect(readManifest(file)).rejects.toThrow(/ENOTDIR/);
});

describe("refuses", () => {
  const [first, second] = manifest.networks;
  const whole = { format: "eznas-dataset", version: 1, ...manifest };
  const settings = (more: object) => ({ settings: { ...manifest.settings, ...more } });
  const networks = (more: object) => ({ networks: [{ ...first, ...more }] });

  test.each<[string, object, RegExp]>([
    ["another format", { format: "zip" }, /is not the manifest of an EZNAS dataset/],
    ["no version", { version: "1" }, /does not say its format version/],
    ["no version that there was", { version: 0 }, /does not say its format version/],
    ["a newer version", { version: 4 }, /has format version 4, this release reads up to 3: update @eznas\/stats/],
    ["a present version without its checksum", { version: 3 }, /is damaged or was edited: its checksum/],
    ["no name", { name: 1 }, /name must be text/],
    ["no settings", { settings: [] }, /settings must be an object/],
    ["an unknown statistic", settings({ statistics: ["T9"] }), /settings.statistics must be a list of statistics/],
    ["no pattern", settings({ pattern: null }), /settings.pattern must be text/],
    ["no output", settings({ output: 1 }), /settings.output must be a layer's name or null/],
    ["a nested description", settings({ description: { a: [] } }), /settings.description must be plain values/],
    [
      "another format of numbers",
      settings({ numbers: "float16" }),
      /settings.numbers must be one of float32, bfloat16/,
    ],
    [
      "no inputs",
      settings({ inputs: { shape: [1], D: 1, N: 2 } }),
      /settings.inputs must be a shape and three checksums/,
    ],
    ["no networks", { networks: {} }, /networks must be a list/],
    ["a network that is no object", { networks: [1] }, /networks\[0\] must be an object/],
    ["a network without id", networks({ id: 1 }), /networks\[0\].id must be text/],
    [
      "the same network twice",
      { networks: [first, { ...second, id: "x" }] },
      /networks\[1\].id must be text that no other/,
    ],
    ["no accuracy", networks({ accuracy: null }), /networks\[0\].accuracy must be a number/],
    [
      "a file elsewhere",
      networks({ file: "../../etc/passwd" }),
      /networks\[0\].file must be a file name without a folder/,
    ],
    [
      "the same file twice",
      { networks: [first, { ...second, file: first!.file }] },
      /networks\[1\].file must be a file that no other/,
    ],
    ["a size that is no count", networks({ bytes: -1 }), /networks\[0\].bytes must be a count/],
    ["a checksum that is no count", networks({ headerChecksum: 0.5 }), /headerChecksum must be a count/],
    ["names that are no texts", networks({ instances: [1] }), /instances must be a list of names/],
  ])("%s, and says where", (_, more, message) => {
    const text = JSON.stringify({ ...whole, ...more });
    expect(() => parseManifest("m.json", text)).toThrow(message);
    expect(() => parseManifest("m.json", text)).toThrow(DatasetError);
  });

  test("what is no JSON, as a manifest cut short is not", () => {
    const text = JSON.stringify(whole);
    expect(parseManifest("m.json", text)).toEqual(manifest);
    expect(() => parseManifest("m.json", text.slice(0, -1))).toThrow("m.json: the manifest is no JSON");
    expect(() => parseManifest("m.json", text.replace("{", `{"z":${"[".repeat(9000)}${"]".repeat(9000)},`))).toThrow(
      "m.json: the manifest has lists and objects more than 200 deep in each other",
    );
    expect(() => parseManifest("m.json", "[]")).toThrow("the manifest is no JSON object");
  });
});
