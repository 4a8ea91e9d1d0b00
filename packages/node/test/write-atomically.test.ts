import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolders } from "../../stats/test/node/temporary-folder.ts";
import { writeAtomically } from "../src/write-atomically.ts";

const temporaryFolder = temporaryFolders();
const bytes = (text: string) => new TextEncoder().encode(text);

test("writes the parts one after the other, in place of what was there, and leaves nothing else behind", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "what was there, which is longer");
  await writeAtomically(path, [bytes("one "), bytes(""), bytes("two")]);
  expect(await readFile(path, "utf8")).toBe("one two");
  expect(await readdir(join(path, ".."))).toEqual(["file"]);
});

test("keeps what was there and leaves nothing behind when the parts cannot be made", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "before");
  function* failing(): Generator<Uint8Array> {
    yield bytes("half of it");
    throw new Error("no more");
  }
  await expect(writeAtomically(path, failing())).rejects.toThrow("no more");
  expect(await readFile(path, "utf8")).toBe("before");
  expect(await readdir(join(path, ".."))).toEqual(["file"]);
});

test("leaves nothing behind when the file cannot be put in its place, or its folder is not there", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "a folder with something in it");
  await mkdir(join(path, "something"), { recursive: true });
  await expect(writeAtomically(path, [bytes("x")])).rejects.toThrow();
  expect(await readdir(folder)).toEqual(["a folder with something in it"]);
  await expect(writeAtomically(join(folder, "none", "file"), [bytes("x")])).rejects.toThrow(/ENOENT/);
});
