import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolders } from "../../stats/test/node/temporary-folder.ts";
import { writeAtomically } from "../src/write-atomically.ts";
import { failingWrites } from "./failing-writes.ts";

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
  await expect(writeAtomically(join(folder, "none", "file"), [bytes("x")])).rejects.toThrow(
    `cannot write ${join(folder, "none", "file")}: there is no folder ${join(folder, "none")}; make it, ` +
      "or name another place (ENOENT)",
  );
});

test("a link that lies where a temporary file could be foreseen is not followed", async () => {
  const folder = await temporaryFolder();
  const [path, precious] = [join(folder, "file"), join(folder, "precious")];
  await writeFile(precious, "precious");
  await symlink(precious, `${path}.tmp`);
  await writeAtomically(path, "new");
  expect([await readFile(path, "utf8"), await readFile(precious, "utf8")]).toEqual(["new", "precious"]);
});

test("two that write one file at once leave one of the two, whole, and nothing else", async () => {
  const path = join(await temporaryFolder(), "file");
  const texts = Array.from({ length: 8 }, (_, i) => `${i}`.repeat(100_000));
  await Promise.all(texts.map((text) => writeAtomically(path, text)));
  expect(texts).toContain(await readFile(path, "utf8"));
  expect(await readdir(join(path, ".."))).toEqual(["file"]);
});

test("a full disk is said with the path, what is kept and what to do, and leaves nothing behind", async () => {
  const path = join(await temporaryFolder(), "file");
  await writeFile(path, "before");
  await failingWrites("ENOSPC", async () => {
    await expect(writeAtomically(path, "after")).rejects.toThrow(
      `cannot write ${path}: the disk is full; free some space and run the same again (ENOSPC); ` +
        "what was there before is untouched",
    );
  });
  expect([await readFile(path, "utf8"), await readdir(join(path, ".."))]).toEqual(["before", ["file"]]);
});
