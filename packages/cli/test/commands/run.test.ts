import { describe, expect, test } from "vitest";
import { eznas, recordedIo, table } from "../command-line.ts";

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

test.each<readonly [readonly string[], RegExp]>([
  [["serch"], /unknown command 'serch'\s+\(Did you mean search\?\)/],
  [["score", "--metrc", "params"], /unknown option '--metrc'\s+\(Did you mean --metric\?\)/],
  [["data", "gett", "cifar-10"], /Did you mean get\?|too many arguments/],
  [["data", "get", "cifar-01"], /Did you mean "cifar-10"\?/],
  [["score", "--arch", "x", "--space", "nas-bench-2011"], /Did you mean "nas-bench-201"\?/],
  [
    ["rank", "--table", table, "--column", "cifar10_tst"],
    /there is no column "cifar10_tst"; .*did you mean "cifar10_test"\?/,
  ],
  [["rank", "--table", table, "--column", "cifar10_test", "--id-column", "archh"], /did you mean "arch"\?/],
  [["rank", "--table", "fashion-201", "--space", "fashion-201", "--column", "tests"], /did you mean "test"\?/],
  [["explain", "eznas-aa"], /did you mean "eznas-a"\?/],
  [["explain", "frobeniuss(T3)"], /did you mean "frobenius"\?/],
  [["explain", "frobenius(T3G_E)"], /did you mean "T3G_[DNP]"\?/],
  [["explain", "meanRnk(T3, T1_D)"], /did you mean "meanRank"\?/],
  [["explain", "l3: T3"], /did you mean "l[12]"\?/],
  [["score", "--arch", "x", "--pattern", "mobil"], /did you mean "mobile"\?/],
  [["reproduce", "tabel-1"], /Did you mean table-1\?/],
])("%o is answered with the nearest name", async (args, word) => {
  const ended = await eznas(args);
  expect([ended.code === 0, ended.out]).toEqual([false, ""]);
  expect(ended.err).toMatch(word);
});
