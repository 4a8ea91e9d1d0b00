import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../data/test/folder.ts";
import { fillWhole } from "../src/fill-whole.ts";

test("a folder is there when all of it is, and not before", async () => {
  const path = join(temporaryFolder(), "images");
  await fillWhole(path, async (folder) => {
    await writeFile(join(folder, "a"), "a");
    expect(existsSync(path)).toBe(false);
    await writeFile(join(folder, "b"), "b");
  });
  expect([readdirSync(path), readdirSync(join(path, ".."))]).toEqual([["a", "b"], ["images"]]);
});

test("one that cannot be filled leaves nothing behind", async () => {
  const path = join(temporaryFolder(), "images");
  const filling = fillWhole(path, async (folder) => {
    await writeFile(join(folder, "a"), "a");
    throw new Error("damaged");
  });
  await expect(filling).rejects.toThrow("damaged");
  expect(readdirSync(join(path, ".."))).toEqual([]);
});

test("of several at once one fills it, and the others find it filled", async () => {
  const path = join(temporaryFolder(), "images");
  let filled = 0;
  const fill = async (folder: string): Promise<void> => {
    filled++;
    await writeFile(join(folder, "a"), "a");
  };
  await Promise.all(Array.from({ length: 4 }, () => fillWhole(path, fill)));
  expect([filled, readdirSync(join(path, ".."))]).toEqual([1, ["images"]]);
});

test("what a killed process had unpacked is removed by the next, and what is another folder's is not", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "images");
  const module = new URL("../src/fill-whole.ts", import.meta.url).href;
  const script = `const { fillWhole } = await import(${JSON.stringify(module)});
    const { writeFileSync } = await import("node:fs");
    await fillWhole(${JSON.stringify(path)}, async (folder) => {
      writeFileSync(folder + "/half", "half");
      console.log("half");
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const child = spawn(
    process.execPath,
    ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", "--input-type=module", "-e", script],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(readdirSync(folder).length).toBe(2); // its lock and its half
  mkdirSync(join(folder, "images-2.0123456789ab.tmp"));
  writeFileSync(join(folder, "images.tmp"), "");
  await setTimeout(20);
  await fillWhole(path, (temporary) => writeFile(join(temporary, "whole"), "whole"));
  expect(readdirSync(folder).sort()).toEqual(["images", "images-2.0123456789ab.tmp", "images.tmp"]);
  expect(readFileSync(join(path, "whole"), "utf8")).toBe("whole");
});
