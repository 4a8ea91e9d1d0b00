import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { useBackend } from "@eznas/kernels";
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";

const folder = fileURLToPath(new URL("../../../examples", import.meta.url));
const examples = readdirSync(folder).filter((file) => /^(?!00)\d\d-.*\.ts$/.test(file));

beforeAll(() => useBackend());

test.each(examples)("%s runs, says something and leaves no tensor", async (file) => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => void vi.restoreAllMocks());
  const before = memory().numTensors;
  await import(`${folder}/${file}`);
  expect(log).toHaveBeenCalled();
  expect(log.mock.calls.flat().join("\n")).not.toMatch(/NaN|undefined/);
  expect(memory().numTensors).toBe(before);
});
