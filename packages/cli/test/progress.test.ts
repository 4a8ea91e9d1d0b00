import { expect, test } from "vitest";
import { progress } from "../src/progress.ts";
import { recordedIo } from "./command-line.ts";
import { terminal } from "./terminal.ts";

test("where nothing can be redrawn, a line comes at every tenth of the way", () => {
  const io = recordedIo();
  const bar = progress(io, "scoring", 30);
  for (let done = 1; done <= 30; done++) bar.step(done);
  bar.stop();
  const lines = io.written.err.trimEnd().split("\n");
  expect(lines.length).toBe(10);
  expect(lines[0]).toBe("scoring 3/30 · 0 s left");
  expect(lines.at(-1)).toBe("scoring 30/30");
});

test("steps that skip tenths say where they are, once", () => {
  const io = recordedIo();
  const bar = progress(io, "scoring", 2);
  bar.step(1);
  bar.step(1);
  bar.step(2);
  expect(io.written.err).toBe("scoring 1/2\nscoring 2/2\n");
});

test("a terminal gets a bar", () => {
  const { stream, drawn } = terminal();
  const io = recordedIo({ terminal: stream });
  const bar = progress(io, "scoring", 4);
  bar.step(4);
  bar.stop();
  expect(drawn()).toMatch(/scoring .*0\/4.*left/);
  expect(io.written.err).toBe("");
});
