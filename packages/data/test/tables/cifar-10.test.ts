import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";
import { expect, test } from "vitest";
import { unpackCifar10 } from "../../src/tables/cifar-10.ts";
import { temporaryFolder } from "../folder.ts";

test("an archive as its authors offer it becomes a folder of six batches of 10,000 images", async () => {
  const source = temporaryFolder();
  const names = ["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"];
  for (const name of names) writeFileSync(join(source, `${name}.bin`), Buffer.alloc(30_730_000));
  writeFileSync(join(source, "batches.meta.txt"), "airplane\n");
  writeFileSync(join(source, "readme.html"), "<meta>");
  const archive = join(temporaryFolder(), "cifar-10-binary.tar.gz");
  await create({ file: archive, cwd: source, gzip: { level: 1 }, prefix: "cifar-10-batches-bin" }, readdirSync(source));
  const folder = join(temporaryFolder(), "cifar-10-batches-bin");
  await unpackCifar10(archive, folder);
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.bin`));
  expect(statSync(join(folder, "test_batch.bin")).size).toBe(30_730_000);
});
