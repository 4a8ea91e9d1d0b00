import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { create, Header } from "tar";
import { expect, test } from "vitest";
import { unpackTar } from "../../src/tables/unpack-tar.ts";
import { temporaryFolder } from "../folder.ts";

/** An archive of files with a letter as content. */
async function archiveOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, "in", name)), { recursive: true });
    writeFileSync(join(folder, "in", name), text);
  }
  const file = join(folder, "a.tar.gz");
  await create({ file, cwd: join(folder, "in"), gzip: true }, Object.keys(files));
  return file;
}

test("the wanted files come out without their folders, and nothing else", async () => {
  const archive = await archiveOf({ "batches/a.bin": "aa", "batches/b.bin": "bbb", "batches/readme.html": "r" });
  const folder = join(temporaryFolder(), "out");
  await unpackTar(archive, folder, { "a.bin": 2, "b.bin": 3 });
  expect(readdirSync(folder).sort()).toEqual(["a.bin", "b.bin"]);
  expect(readFileSync(join(folder, "b.bin"), "utf8")).toBe("bbb");
});

test("an archive that points out of the folder writes nothing there", async () => {
  const outside = temporaryFolder();
  const entries = ["/a.bin", "/../../../../../../b.bin"].flatMap((name) => {
    const header = new Header({ path: `${outside}${name}`, type: "File", size: 4, mode: 0o644 });
    header.encode();
    return [header.block!, Buffer.from("evil".padEnd(512, "\0"))];
  });
  const archive = join(temporaryFolder(), "a.tar.gz");
  writeFileSync(archive, gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)])));
  const folder = join(temporaryFolder(), "out");
  await unpackTar(archive, folder, { "a.bin": 4, "b.bin": 4 });
  expect([readdirSync(outside), readdirSync(folder).sort()]).toEqual([[], ["a.bin", "b.bin"]]);
  expect(existsSync("/b.bin")).toBe(false);
});

test("a link in place of a file is passed over", async () => {
  const source = temporaryFolder();
  symlinkSync("/etc/hostname", join(source, "a.bin"));
  const archive = join(temporaryFolder(), "a.tar.gz");
  await create({ file: archive, cwd: source, gzip: true }, ["a.bin"]);
  const folder = join(temporaryFolder(), "out");
  await expect(unpackTar(archive, folder, { "a.bin": 4 })).rejects.toThrow(/has no a\.bin/);
  expect(existsSync(folder)).toBe(false);
});

test.each([
  ["lacks a file", { "a.bin": 2, "c.bin": 1 }, /a\.tar\.gz: has no c\.bin/],
  ["has one of another length", { "a.bin": 3 }, /a\.bin has 2 bytes, expected 3/],
])("an archive that %s is refused and leaves no folder", async (_, wanted, message) => {
  const folder = join(temporaryFolder(), "out");
  const unpacked = unpackTar(await archiveOf({ "a.bin": "aa" }), folder, wanted);
  await expect(unpacked).rejects.toThrow(SyntaxError);
  await expect(unpacked).rejects.toThrow(message);
  expect(readdirSync(dirname(folder))).toEqual([]);
});

test.each([
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
  ["damaged", (bytes: Buffer) => bytes.fill(7, 30, 60)],
  ["no archive", () => Buffer.from("<html>not found</html>")],
])("an archive that is %s is refused", async (_, change) => {
  const archive = await archiveOf({ "a.bin": "a".repeat(9000), "b.bin": String(Math.PI).repeat(99) });
  writeFileSync(archive, change(readFileSync(archive)));
  const folder = join(temporaryFolder(), "out");
  await expect(unpackTar(archive, folder, { "a.bin": 9000, "b.bin": 1683 })).rejects.toThrow(SyntaxError);
  expect(existsSync(folder)).toBe(false);
});

test("where another process was quicker, its folder stays", async () => {
  const folder = join(temporaryFolder(), "out");
  mkdirSync(folder);
  writeFileSync(join(folder, "a.bin"), "zz");
  await unpackTar(await archiveOf({ "a.bin": "aa" }), folder, { "a.bin": 2 });
  expect(readFileSync(join(folder, "a.bin"), "utf8")).toBe("zz");
});

test("an archive that is not there is the file system's error", async () => {
  const folder = join(temporaryFolder(), "out");
  await expect(unpackTar(join(folder, "none"), folder, {})).rejects.toMatchObject({ code: "ENOENT" });
});
