import { expect, onTestFinished, test, vi } from "vitest";
import { processIo } from "../src/io.ts";

const deaf = { listen: () => new AbortController().signal, letGo: () => {} };

test("results go to stdout and everything else to stderr", () => {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  const io = processIo(deaf);
  io.out("result");
  io.err("note");
  expect(out.mock.calls).toEqual([["result"]]);
  expect(err.mock.calls).toEqual([["note"]]);
});

test("what names in files may hold does not reach the terminal as commands to it", () => {
  const [out, err]: [string[], string[]] = [[], []];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  const io = processIo(deaf);
  const hostile = "\x1b]0;title\x07\x1b[2J a\rb\u202ec τ-b\ttab\n";
  io.out(hostile);
  io.err(hostile);
  const shown = "\\x1b]0;title\\x07\\x1b[2J a\\x0db\\u202ec τ-b\ttab\n";
  expect([out.join(""), err.join("")]).toEqual([shown, shown]);
});

test("signals are listened to when a command asks for them, once until it lets go", () => {
  const ending = new AbortController();
  const calls: string[] = [];
  const io = processIo({
    listen() {
      calls.push("listen");
      return ending.signal;
    },
    letGo: () => void calls.push("let go"),
  });
  expect(calls).toEqual([]);
  expect([io.signal.aborted, io.signal]).toEqual([false, ending.signal]);
  expect(calls).toEqual(["listen"]);
  io.letGo!();
  expect([io.signal, calls]).toEqual([ending.signal, ["listen", "let go", "listen"]]);
});
