import { expect, test } from "vitest";
import { phases } from "../src/phases.ts";
import { recordedIo } from "./command-line.ts";
import { terminal } from "./terminal.ts";

test("a terminal gets a bar for each phase", () => {
  const { stream, drawn } = terminal();
  const watched = phases(recordedIo({ terminal: stream }));
  watched.onProgress("draw", 1, 2);
  watched.onProgress("draw", 2, 2);
  watched.onProgress("evaluate", 1, 5);
  watched.stop();
  expect(drawn()).toMatch(/drawing valid programs[\s\S]*evaluating/);
});

test("elsewhere phases are not told", () => {
  const io = recordedIo();
  const watched = phases(io);
  watched.onProgress("draw", 1, 2);
  watched.stop();
  expect(io.written).toEqual({ out: "", err: "" });
});
