import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useBackend } from "@eznas/kernels";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../cli/test/command-line.ts";
import { failingWrites } from "../../node/test/failing-writes.ts";
import { type Reproduced, reproduce, studyNames } from "../src/reproduce.ts";
import { folderOf32, folderOfAll, folderOfTransNas } from "./context.ts";

beforeAll(() => useBackend("wasm"));

type Options = Partial<Parameters<typeof reproduce>[1]>;

function made(name: string, options: Options = {}): Promise<Reproduced> {
  const out = temporaryFolder();
  return reproduce(name, {
    data: name.startsWith("transnas") ? folderOfTransNas() : folderOf32(),
    out,
    backend: "wasm",
    images: "noise",
    quick: true,
    count: 4,
    ...options,
  });
}

/** Of a table, by head and first cell. */
function cell({ tables }: Reproduced, table: number, row: string, column: string): string {
  const { head, rows } = tables[table]!;
  return rows.find(([first]) => first === row)![head.indexOf(column)]!;
}

describe.each([
  ["table-1", { metrics: ["eznas-a", "params"] }],
  ["figure-5", {}],
  ["figure-6", { count: 20, metrics: ["eznas-a-paper", "frobenius(T4_D)"] }],
  ["figure-7", {}],
  ["top-10-percent", { count: 30, metrics: ["params"] }],
  ["cbr-vs-rcb", { metrics: ["eznas-a", "cbr:eznas-a"] }],
  ["set-ups", { metrics: ["synflow", "proxy:snip"] }],
  ["transnas", { metrics: ["eznas-a", "params"] }],
  ["transnas-set-ups", { metrics: ["params", "synflow"] }],
  ["to-scalar", { metrics: ["abs(T3)", "l2:abs(T3)"] }],
] as const)("%s", (name, options) => {
  test("is saved as JSON, Markdown and SVG with all that it was made with", async () => {
    const { files, tables, settings, title } = await made(name, options);
    const [json, markdown, svg] = files.map((file) => readFileSync(file, "utf8"));
    const read = JSON.parse(json!) as Reproduced;
    expect(read).toMatchObject({ name, title, settings: { seed: 1, backend: "wasm", quick: true, resamples: 100 } });
    expect(read.settings).toEqual(JSON.parse(JSON.stringify(settings)));
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(["count", "machine", "seconds", "date"]));
    expect(tables.length).toBeGreaterThan(0);
    for (const { head, rows } of tables) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row.length).toBe(head.length);
      expect(markdown).toContain(`| ${head.join(" | ")} |`);
    }
    const { document } = parseHTML(svg!);
    expect(document.querySelectorAll("circle").length).toBeGreaterThan(0);
    expect(svg).not.toContain("NaN");
  });
});

test("proxies keep their rank correlation where a set-up changes nothing that they see", async () => {
  const { results } = await made("set-ups", { metrics: ["params", "synflow"], images: "photographs" });
  const of = (name: string) =>
    (results as readonly { readonly metric: string; readonly batch: number; readonly spearman: number }[])
      .filter(({ metric }) => metric === name)
      .map(({ spearman }) => spearman);
  expect(new Set(of("params")).size).toBe(1);
  const [he16, he64, ...uniform] = of("synflow");
  expect(he16).toBe(he64);
  expect([uniform.length, new Set(uniform).size]).toEqual([3, 1]);
  expect((await made("set-ups", { metrics: ["params"], images: "fashion" })).results.length).toBe(4);
});

test("set-ups have the paper's column where the paper has figures", async () => {
  const headOf = async (name: string): Promise<readonly string[]> =>
    (await made(name, { metrics: ["params"] })).tables[0]!.head.slice(-3);
  expect(await headOf("set-ups")).toEqual(["paper", "Suite-Zero", "n"]);
  expect(await headOf("transnas-set-ups")).toEqual(["256×256, batch 4, fan-in-uniform, noise", "Suite-Zero", "n"]);
});

test("a study whose tables are all missing is refused, names them and leaves earlier results as they are", async () => {
  for (const [name, missing] of [
    ["table-2", 3],
    ["table-3", 3],
    ["table-4", 3],
    ["transnas", 3],
    ["figure-4", 1],
    ["figure-5", 1],
    ["figure-7", 1],
    ["set-ups", 1],
    ["transnas-set-ups", 1],
  ] as const) {
    const out = temporaryFolder();
    writeFileSync(join(out, `${name}.json`), "hours of work");
    const data = join(out, "none");
    const refusal = await made(name, { data, out }).catch((error: unknown) => error);
    expect(String(refusal)).toMatch(`Error: reproduce: ${name} has nothing to show: `);
    expect(String(refusal)).toContain(
      `The folder of tables is ${data}; what earlier runs left in ${out} stays as it is`,
    );
    expect(String(refusal).split("is left out").length - 1).toBeGreaterThanOrEqual(missing);
    expect([readdirSync(out), readFileSync(join(out, `${name}.json`), "utf8")]).toEqual([
      [`${name}.json`],
      "hours of work",
    ]);
  }
});

test("files that cannot be written are an error before anything is computed, and after", async () => {
  const out = temporaryFolder();
  mkdirSync(join(out, "figure-6.md"));
  const progress = (): void => expect.unreachable();
  await expect(made("figure-6", { out, progress })).rejects.toThrow(
    `${join(out, "figure-6.md")} is a folder; move it away`,
  );
  writeFileSync(join(out, "file"), "");
  await expect(made("figure-6", { out: join(out, "file", "none") })).rejects.toThrow(/cannot write .* is no folder/);
  const late = temporaryFolder();
  mkdirSync(join(late, "figure-6.json.tmp")); // in the way of a name that can be foreseen
  expect((await made("figure-6", { out: late, metrics: ["eznas-a-paper"] })).files.length).toBe(3);
  await failingWrites("ENOSPC", async () => {
    await expect(made("figure-6", { out: late, metrics: ["eznas-a-paper"] })).rejects.toThrow("the disk is full");
  });
  expect(readdirSync(late).sort()).toEqual(["figure-6.json", "figure-6.json.tmp", "figure-6.md", "figure-6.svg"]);
});

test("of two that make one study in one folder the second is refused", async () => {
  const out = temporaryFolder();
  const ended = await Promise.allSettled([1, 2].map(() => made("figure-6", { out, metrics: ["eznas-a-paper"] })));
  expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { reason } = ended.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(String(reason)).toContain(`figure-6 is being made in ${out} by process ${process.pid}; wait for it`);
});

test("EZNAS-A's response to the size of a kernel is the paper's within sampling error", async () => {
  const { results } = await made("figure-6", { count: 5000, metrics: ["eznas-a-paper"] });
  interface Row {
    readonly varied: string;
    readonly size: number;
    readonly perValue: number;
    readonly perValueInterval: { readonly low: number; readonly high: number };
    readonly published?: number;
  }
  const byKernel = (results as readonly Row[]).filter(({ varied }) => varied === "kernel");
  expect(byKernel.map(({ size, published }) => [size, published])).toEqual([
    [1, 0.5],
    [3, 0.408],
    [5, 0.445],
    [7, 0.51],
  ]);
  // Of PyTorch 1.13 over a million kernels each.
  const many = [0.5, 0.40878, 0.44312, 0.50643];
  byKernel.forEach(({ perValue, perValueInterval: { low, high }, published }, i) => {
    expect(low).toBeLessThanOrEqual(published!);
    expect(high).toBeGreaterThanOrEqual(published!);
    expect(Math.abs(perValue - many[i]!)).toBeLessThan(0.02);
  });
});

test("per value, a norm over many kernels is the root mean square of theirs", async () => {
  const { results } = await made("figure-6", { count: 200, metrics: ["eznas-a-paper"] });
  const rows = results as readonly { varied: string; size: number; score: number; perValue: number }[];
  const wide = rows.find(({ varied, size }) => varied === "channels" && size === 32)!;
  expect(wide.perValue).toBeCloseTo(0.40878, 2);
  expect(wide.score).toBeCloseTo(32 * wide.perValue, 1);
});

test("figure 4 starts every method with the same networks, and its best never gets worse", async () => {
  const data = folderOfAll();
  const found = await made("figure-4", { data, count: 40, repeats: 2, metrics: ["params"] });
  const methods = found.results as readonly { readonly method: string; readonly curves: readonly number[][] }[];
  expect(methods.map(({ method }) => method)).toEqual([
    "random search",
    "aging evolution",
    "params, best of 2",
    "params, best of 4",
    "params, best of 8",
  ]);
  for (const { curves } of methods) {
    expect(curves.map(({ length }) => length)).toEqual([40, 40]);
    for (const [repeat, curve] of curves.entries()) {
      expect(curve).toEqual(curve.map((_, i) => Math.max(...curve.slice(0, i + 1))));
      // Not all 32: one that is met twice counts once.
      expect(curve.slice(0, 28)).toEqual(methods[0]!.curves[repeat]!.slice(0, 28));
    }
  }
  const took = (method: number, goal: number) =>
    methods[method]!.curves.map((curve) => {
      const at = curve.findIndex((best) => best >= goal);
      return at < 0 ? 41 : at + 1;
    });
  const fewer = took(1, 93.5).map((plain, repeat) => plain - took(2, 93.5)[repeat]!);
  const sooner = fewer.filter((by) => by > 0).length;
  const later = fewer.filter((by) => by < 0).length;
  expect(cell(found, 2, "params, best of 2", "93.5 %")).toMatch(
    new RegExp(`^${((fewer[0]! + fewer[1]!) / 2).toFixed(1)} \\[.*\\] \\(${sooner} sooner, ${later} later\\)$`),
  );
  expect(cell(found, 1, "params, best of 4", "93.5 %")).toMatch(/^>?\d+ \[>?\d+, >?\d+\] \(\d\/2\)$/);
});

test("a table that lacks a network which a search meets is an error that names it", async () => {
  await expect(made("figure-4")).rejects.toThrow(/figure-4: the table has no \|/);
});

test("the same seed gives the same figures on any number of threads", async () => {
  const options = { metrics: ["eznas-a", "synflow"] };
  const [one, two] = [await made("table-1", options), await made("table-1", { ...options, workers: 2 })];
  expect(two.results).toEqual(one.results);
});

test("a signal ends it, and what was scored is kept", async () => {
  const ending = new AbortController();
  const out = temporaryFolder();
  const progress = (_: string, done: number) => done === 2 && ending.abort("enough");
  const options = { out, metrics: ["eznas-a"], data: folderOf32() };
  await expect(made("table-1", { ...options, signal: ending.signal, progress })).rejects.toBe("enough");
  const started: number[] = [];
  await made("table-1", { ...options, progress: (_, done, total) => void (done === 0 && started.push(total)) });
  expect(started[0]).toBe(2);
});

test("what is no study, and what has no response, is refused", async () => {
  await expect(made("table-5")).rejects.toThrow(`reproduce: there is no "table-5"; there are ${studyNames.join(", ")}`);
  await expect(made("figure-6", { metrics: ["naswot"] })).rejects.toThrow("figure-6: naswot is no program");
});
