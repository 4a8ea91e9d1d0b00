import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "../src/index.ts";
import { temporaryFolder } from "./folder.ts";

test.each([
  ["linux", {}, "/home/ada", "/home/ada/.cache/eznas"],
  ["linux", { XDG_CACHE_HOME: "/fast" }, "/home/ada", "/fast/eznas"],
  ["linux", { XDG_CACHE_HOME: "" }, "/home/ada", "/home/ada/.cache/eznas"],
  ["darwin", {}, "/Users/ada", "/Users/ada/Library/Caches/eznas"],
  ["win32", { LOCALAPPDATA: "D:\\Local" }, "C:\\Users\\ada", "D:\\Local\\eznas"],
  ["win32", {}, "C:\\Users\\ada", "C:\\Users\\ada\\AppData\\Local\\eznas"],
] as const)("on %s with %o and home %s it is %s", (platform, env, home, folder) => {
  expect(cacheFolder({ platform, env, home })).toBe(folder);
});

test("EZNAS_DATA names it, whether or not it exists", () => {
  const folder = temporaryFolder();
  expect(cacheFolder({ env: { EZNAS_DATA: folder } })).toBe(folder);
  expect(cacheFolder({ env: { EZNAS_DATA: join(folder, "new") } })).toBe(join(folder, "new"));
});

test("EZNAS_DATA that names a file is refused with what to do", () => {
  const file = join(temporaryFolder(), "table.csv");
  writeFileSync(file, "");
  expect(() => cacheFolder({ env: { EZNAS_DATA: file } })).toThrow(/must name a folder.*table\.csv is a file.*--table/);
});

test("without arguments it is this process's own", () => {
  expect(cacheFolder()).toMatch(/./);
});
