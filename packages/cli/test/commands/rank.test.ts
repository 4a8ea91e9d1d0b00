import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eznas, lastLine, recordedIo, small, table, temporaryFolder } from "../command-line.ts";

const ranking = ["rank", "--table", table, "--column", "cifar10_test", "--count", "6", "--workers", "1", ...small];

test("--json has Kendall and Spearman of every metric, with n, seed, batch, backend and seconds", async () => {
  const ended = await eznas([...ranking, "--seed", "5", "--metric", "eznas-a,params,flops", "--json"]);
  const { seconds, metrics, ...settings } = ended.json<{
    readonly seconds: number;
    readonly metrics: readonly { readonly name: string; readonly kendall: number; readonly spearman: number }[];
  }>();
  expect(settings).toEqual({
    space: "nas-bench-201",
    column: "cifar10_test",
    count: 6,
    batch: 1,
    images: "photographs",
    loss: "logits",
    seed: 5,
    backend: "wasm",
    sizes: ["params", "flops", "layers"],
  });
  expect(seconds).toBeGreaterThan(0);
  expect(metrics.map(({ name }) => name)).toEqual(["eznas-a", "params", "flops"]);
  for (const metric of metrics) {
    expect(metric).toMatchObject({ n: 6, failed: 0 });
    expect(Math.abs(metric.kendall)).toBeLessThanOrEqual(1);
    expect(Math.abs(metric.spearman)).toBeLessThanOrEqual(1);
  }
  expect(ended.out.trimEnd()).not.toContain("\n");
  expect(ended.err).toMatch(/^TensorFlow\.js computes on wasm\n(scoring \d\/6( · \d+ s left)?\n)+$/);
});

test("programs that read what is between samples are ranked and scored, here and in workers", async () => {
  const program = "minEigenvalue(gram(JX_D))";
  const metric = `${program},sum of mean: deviationOverSamples(T3G_S),mean(T3)`;
  const rankedBy = async (workers: string) =>
    (await eznas([...ranking, "--batch", "4", "--metric", metric, "--workers", workers, "--json"])).json<{
      readonly metrics: readonly { readonly failed: number; readonly kendall: number }[];
    }>().metrics;
  const ranked = await rankedBy("1");
  expect(ranked.map(({ failed }) => failed)).toEqual([0, 0, 0]);
  expect(await rankedBy("2")).toEqual(ranked);
  const arch = readFileSync(table, "utf8").split("\n")[1]!.split(",")[0]!;
  const scored = await eznas(["score", "--arch", arch, "--metric", metric, ...small, "--batch", "4", "--json"]);
  const { scores } = scored.json<{ readonly scores: readonly { readonly ok: boolean }[] }>();
  expect(scores.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect((await eznas(["explain", program])).out).toContain("reads JX_D");
});

test("two workers give what one thread gives", async () => {
  const rankedBy = async (workers: string) => {
    const ended = await eznas([
      ...ranking,
      "--metric",
      "mean(abs(T1G_D)),det(T1_D),flops",
      "--workers",
      workers,
      "--json",
    ]);
    return ended.json<{ readonly metrics: unknown }>().metrics;
  };
  expect(await rankedBy("2")).toEqual(await rankedBy("1"));
});

test("without --json a person gets a table and the settings", async () => {
  const { code, out } = await eznas([...ranking, "--metric", "params,det(T1_D)", "--images", "noise"]);
  expect(code).toBe(0);
  const [head, params, det, settings] = out.split("\n");
  expect(head).toMatch(/^metric +Kendall τ +beyond size +Spearman ρ +n +failed$/);
  expect(params).toMatch(/^params +-?\d\.\d{3} +– +-?\d\.\d{3} +6 +0$/); // it is size
  expect(det).toMatch(/^det\(T1_D\) /);
  const given = "space nas-bench-201 · column cifar10_test · count 6 · batch 1 · images noise · loss logits · seed 1";
  expect(settings!.startsWith(`${given} · backend wasm · seconds `)).toBe(true);
  expect(settings).toMatch(/ · beyond size: partial τ given params, flops, layers$/);
});

test("two workers rank by proxies and by programs of other instances as one thread does, for any space", async () => {
  const path = join(temporaryFolder(), "sss.csv");
  writeFileSync(path, "arch,accuracy\n8:8:8:8:8,80\n16:8:8:8:8,85\n8:16:8:8:24,84\n");
  const rankedBy = async (workers: string) => {
    const space = ["--space", "nats-bench-sss", "--resolution", "8", "--batch", "2", "--backend", "wasm"];
    const asked = [
      "--metric",
      "synflow,proxy:snip,cbr:eznas-a,l2:T4_D,params,az_nas,logRanks(-params, sum of l2: T3)",
      "--count",
      "3",
      "--workers",
      workers,
    ];
    const ended = await eznas(["rank", "--table", path, "--column", "accuracy", ...space, ...asked, "--json"]);
    return ended.json<{ readonly loss: string; readonly metrics: readonly { n: number }[] }>();
  };
  const { loss, metrics } = await rankedBy("2");
  expect(loss).toBe("features");
  expect(metrics.map(({ n }) => n)).toEqual([3, 3, 3, 3, 3, 3, 3]);
  expect((await rankedBy("1")).metrics).toEqual(metrics);
});

const kept = ["--metric", "mean(abs(T1G_D)),det(T1_D),logRanks(params, naswot)", "--images", "noise", "--batch", "2"];

test("--scores writes every network by every metric, the same bytes for any number of workers and after an end on the way", async () => {
  const folder = temporaryFolder();
  const path = (name: string): string => join(folder, name);
  const whole = await eznas([...ranking, ...kept, "--scores", path("one.csv"), "--json"]);
  expect(whole.code).toBe(0);
  const text = readFileSync(path("one.csv"), "utf8");
  expect(text).toMatch(/^# eznas scores\n# space: "nas-bench-201"\n/);
  expect(text).toMatch(/^# command: "eznas rank --space nas-bench-201 --channels 4 --cells 1 --table .* --count 6/m);
  expect(text).toContain(
    '\narch,accuracy,mean(abs(T1G_D)),det(T1_D),params,naswot,"logRanks(params, naswot)",failures\n',
  );
  expect(
    text
      .trimEnd()
      .split("\n")
      .filter((line) => line.startsWith("|")).length,
  ).toBe(6);
  await eznas([...ranking, ...kept, "--scores", path("two.csv"), "--workers", "2"]);
  expect(readFileSync(path("two.csv"), "utf8")).toBe(text);

  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const ended = await eznas([...ranking, ...kept, "--scores", path("cut.csv")], {
    ...io,
    err: (said) => {
      io.err(said);
      if (said.includes("3/6")) ending.abort();
    },
  });
  expect(ended.code).toBe(130);
  const rows = readFileSync(path("cut.csv"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"));
  expect(rows.length).toBe(3);
  const again = await eznas([...ranking, ...kept, "--scores", path("cut.csv"), "--json"]);
  expect(again.err).toMatch(/scoring 3\/6/);
  expect(again.err).not.toMatch(/scoring [12]\/6/);
  expect(readFileSync(path("cut.csv"), "utf8")).toBe(text);
  expect(again.json<{ readonly metrics: unknown }>().metrics).toEqual(
    whole.json<{ readonly metrics: unknown }>().metrics,
  );
  expect(readdirSync(folder).sort()).toEqual(["cut.csv", "one.csv", "two.csv"]);
  const other = await eznas([...ranking, ...kept, "--scores", path("one.csv"), "--seed", "2"]);
  expect(lastLine(other)).toMatch(/one\.csv has scores of other settings: seed was 1 and is now 2/);
});

test("--store computes nothing twice, also for other metrics and counts, and changes no result", async () => {
  const store = ["--store", join(temporaryFolder(), "store")];
  const ranked = async (...args: readonly string[]) => {
    const ended = await eznas([...ranking, ...kept, ...args, "--json"]);
    return { metrics: ended.json<{ readonly metrics: unknown }>().metrics, err: ended.err };
  };
  const plain = await ranked();
  expect((await ranked(...store, "--count", "4")).err).toMatch(/scoring 1\/4/);
  expect((await ranked(...store)).metrics).toEqual(plain.metrics);
  const again = await ranked(...store, "--workers", "2");
  expect(again.metrics).toEqual(plain.metrics);
  expect(again.err).not.toMatch(/scoring [1-5]\/6/);
});

test("--measures adds columns, partial τ given what is asked for, and asks whether it is only size", async () => {
  const asked = [...ranking, "--metric", "mean(abs(T3)),params", "--measures"];
  const { metrics } = (await eznas([...asked, "--json"])).json<{
    readonly metrics: readonly { readonly name: string; readonly measures: object; readonly size: object }[];
  }>();
  expect(metrics.map(({ name }) => name)).toEqual(["mean(abs(T3))", "params"]); // flops is scored and not shown
  const names = ["kendall", "spearman", "partial", "top25%", "precision@10", "ndcg@10", "regret@10"];
  expect(Object.keys(metrics[0]!.measures)).toEqual(names);
  expect(Object.keys(metrics[0]!.size)).toEqual(["params", "flops"]);
  const { out } = await eznas([...asked, "partial,top50%,regret@2", "--given", "naswot"]);
  expect(out).toMatch(/^metric +Kendall τ +Spearman ρ +partial +top50% +regret@2 +n +failed$/m);
  expect(out).toMatch(/^mean\(abs\(T3\)\): is it only size\? τ with params -?\d\.\d{3}$/m);
  const wrong = await eznas([...asked, "best"]);
  expect(lastLine(wrong)).toMatch(/there is no measure "best"; they are written kendall, spearman/);
});

test("Ctrl-C ends it with 130", async () => {
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const ended = eznas([...ranking, "--json"], {
    ...io,
    err: (text) => {
      io.err(text);
      if (text.includes("2/6")) ending.abort();
    },
  });
  expect((await ended).code).toBe(130);
  expect(io.written.out).toBe("");
  expect(io.written.err).toMatch(/eznas: interrupted\n$/);
});

const broken = (text: string): string => {
  const path = join(temporaryFolder(), "table.csv");
  writeFileSync(path, text);
  return path;
};
const cell = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";

test("equal accuracies are refused, equal scores are told", async () => {
  const other = cell.replace("none~2", "skip_connect~2");
  const constant = broken(`a,cifar10_test\n${cell},80\n${other},80\n`);
  const refused = await eznas([...ranking, "--table", constant, "--count", "2", "--json"]);
  expect([refused.code, refused.out]).toEqual([1, ""]);
  expect(lastLine(refused)).toMatch(
    /rank: all 2 networks that were drawn have the accuracy 80: there is nothing to rank/,
  );
  const table = ["--table", broken(`a,cifar10_test\n${cell},80\n${other},81\n`), "--count", "2"];
  const equal = ["--metric", "params,flops"];
  const { out } = await eznas([...ranking, ...table, ...equal]);
  expect(out).toMatch(/^params +– +– +– +2 +0$/m);
  expect(out).toMatch(/^params: no correlation: all scores are equal$/m);
  const { metrics } = (await eznas([...ranking, ...table, ...equal, "--json"])).json<{ readonly metrics: unknown[] }>();
  expect(metrics[0]).toMatchObject({ name: "params", kendall: null, spearman: null, reason: "all scores are equal" });
});

test("published tables are read as they are: pandas' index, NASLib's tuples, a named column", async () => {
  const rows = [
    ["(0, 1, 2, 3, 4, 1)", "|skip_connect~0|+|none~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|none~2|", 80],
    [
      "(2, 2, 2, 2, 2, 2)",
      "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
      85,
    ],
    ["(1, 1, 2, 1, 1, 1)", "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|", 70],
  ] as const;
  const csv = (head: string, line: (row: (typeof rows)[number], i: number) => string): string =>
    broken(`${head}\n${rows.map(line).join("\n")}\n`);
  const ranked = async (file: string, ...more: readonly string[]) => {
    const ended = await eznas([
      ...["rank", "--table", file, "--count", "3", "--workers", "1", ...small],
      ...["--metric", "eznas-a,params", "--json", "--column", "acc", ...more],
    ]);
    expect(ended.code).toBe(0);
    return ended.json<{ readonly metrics: readonly unknown[] }>().metrics;
  };
  const own = await ranked(csv("arch,acc", ([, id, accuracy]) => `${id},${accuracy}`));
  expect(await ranked(csv(",arch,acc", ([tuple, , accuracy], i) => `${i},"${tuple}",${accuracy}`))).toEqual(own);
  const named = csv("seed,acc,net", ([tuple, , accuracy]) => `1,${accuracy},"${tuple}"`);
  expect(await ranked(named, "--id-column", "net")).toEqual(own);
  const json = broken(
    JSON.stringify({ acc: Object.fromEntries(rows.map(([tuple, , accuracy]) => [tuple, { val_accuracy: accuracy }])) }),
  );
  expect(await ranked(json)).toEqual(own);
});

test.each([
  ["an unknown metric", ["--metric", "zen-score"], /metric: "zen-score" is neither/],
  ["an option that the space has not", ["--widths", "4"], /nas-bench-201 has no option "widths"/],
  ["an unknown column", ["--column", "imagenet"], /no column "imagenet"; the columns are arch, cifar10_test/],
  ["a missing table", ["--table", "none.csv"], /^eznas: table none\.csv: there is no such file$/],
  [
    "more architectures than rows",
    ["--count", "33"],
    /count must be a whole number from 2 to the table's 32 rows, got 33/,
  ],
])("%s ends with 1 and a line that says so", async (_, args, message) => {
  const ended = await eznas([...ranking, ...args, "--json"]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(message);
});

test.each([
  ["NaN", `a,cifar10_test\n${cell},NaN\n`, /line 2.*NaN/],
  ["an architecture that comes twice", `a,cifar10_test\n${cell},1\n${cell},2\n`, /line 3.*again/],
  ["a typo in an architecture", `a,cifar10_test\n${cell.replace("none~2", "non~2")},1\n`, /line 2.*"non"/],
])("a table with %s ends with 1 and its line", async (_, text, message) => {
  const ended = await eznas([...ranking, "--table", broken(text)]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(message);
});

test.each([
  ["an unknown loss", ["--loss", "entropy"], /Allowed choices are logits, features, rectified/],
  ["an unknown space", ["--space", "darts"], /The spaces are nas-bench-101, nas-bench-201/],
  ["a count that is no number", ["--count", "many"], /expected a whole number from 2 up/],
  ["an unknown option", ["--cuont", "3"], /unknown option/],
])("%s ends with 2", async (_, args, message) => {
  const ended = await eznas([...ranking, ...args]);
  expect([ended.code, ended.out]).toEqual([2, ""]);
  expect(ended.err).toMatch(message);
});
