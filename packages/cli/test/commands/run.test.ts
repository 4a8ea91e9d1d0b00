import { describe, expect, test } from "vitest";
import { eznas, recordedIo } from "../command-line.ts";

test("--version and --help answer on stdout and end with 0", async () => {
  expect(await eznas(["--version"])).toMatchObject({ code: 0, out: "1.2.3\n", err: "" });
  const help = await eznas(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  for (const command of ["score", "rank", "collect", "search", "ops", "explain"])
    expect(help.out).toContain(`\n  ${command} `);
});

test("the help of a command names its defaults", async () => {
  const { out } = await eznas(["rank", "--help"]);
  expect(out).toMatch(/--count <n> .*\(default: 300\)/);
  expect(out).toMatch(/--metric <list>[\s\S]*"eznas-a,params,flops"/);
});

test.each([[["frob"]], [[]], [["rank"]], [["score", "--batch", "0"]], [["explain"]]])(
  "the command line %o is answered on stderr and ends with 2",
  async (args) => {
    const ended = await eznas(args);
    expect([ended.code, ended.out]).toEqual([2, ""]);
    expect(ended.err).not.toBe("");
    expect(ended.err).not.toMatch(/^ +at /m);
  },
);

describe("an error", () => {
  test("is one line without a stack", async () => {
    const { code, err } = await eznas(["explain", "nothing"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^eznas: metric: "nothing" is neither [^\n]*\n$/);
  });

  test("comes with stack and causes where DEBUG is set", async () => {
    const args = ["score", "--model", "none.json", "--backend", "cpu"];
    const { code, err } = await eznas(args, recordedIo(), { debug: true });
    expect(code).toBe(1);
    expect(err).toMatch(/^eznas: Error: model none\.json: there is no such file\n +at /m);
    expect(err).toMatch(/^caused by Error: ENOENT/m);
  });
});
