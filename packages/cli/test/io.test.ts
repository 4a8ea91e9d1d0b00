import { expect, onTestFinished, test, vi } from "vitest";
import { processIo } from "../src/io.ts";

test("results go to stdout and everything else to stderr", () => {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const io = processIo(new AbortController().signal);
  io.out("result");
  io.err("note");
  expect(out.mock.calls).toEqual([["result"]]);
  expect(err.mock.calls).toEqual([["note"]]);
});
