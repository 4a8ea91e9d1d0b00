import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eznas, lastLine, temporaryFolder } from "../command-line.ts";

/** Accuracy grows with the product of a and −b. */
function scoresIn(folder: string, name: string, networks = 60, head = ""): string {
  const rows = Array.from({ length: networks }, (_, i) => {
    const [a, b] = [(i * 37) % 61, (i * 23) % 59];
    return `${name} ${i},${a * b},${a},${-b},${a + ((i * 17) % 31)}`;
  });
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, `${head}arch,accuracy,eznas-a,naswot,params\n${rows.join("\n")}\n`);
  return path;
}

test("it chooses pairs over files, reports them beside the rivals, and is the same for the same seed", async () => {
  const folder = temporaryFolder();
  const files = [scoresIn(folder, "x"), scoresIn(folder, "y", 80)];
  const asked = ["combine", ...files, "--max", "2", "--resamples", "20", "--top", "1"];
  const { seconds, ...study } = (await eznas([...asked, "--json"])).json<{
    readonly seconds: number;
    readonly best: readonly { readonly text: string }[];
    readonly leaveOneOut: readonly { readonly folds: readonly { readonly chosen: string }[] }[];
  }>();
  expect(study.best.at(-1)?.text).toBe("logRanks(eznas-a, -naswot)");
  expect(study.leaveOneOut[1]?.folds.map(({ chosen }) => chosen)).toEqual(Array(2).fill("logRanks(eznas-a, -naswot)"));
  const again = (await eznas([...asked, "--json"])).json<{ readonly seconds: number }>();
  expect({ ...again, seconds }).toEqual({ ...study, seconds });
  const { out, code } = await eznas([
    ...asked,
    "--metric",
    "eznas-a, naswot",
    "--rivals",
    "params",
    "--signs",
    "fixed",
  ]);
  expect(code).toBe(0);
  expect(out).toContain("3 combinations of 2 metrics: 2 of 1, 1 of 2");
  expect(out).toMatch(/^\| logRanks\(eznas-a, naswot\) \| -?0\.\d{3}, /m);
  expect(out).toMatch(/^\| 2 \| mean \| \| -?0\.\d{3} \[.*\] \| params \|/m);
  expect(out.trimEnd().split("\n").at(-1)).toMatch(/max 2 · sum logRanks · signs fixed · by mean · searchShare 0.5/);
});

test("the same networks for choosing and reporting are told", async () => {
  const { out } = await eznas([
    ...["combine", scoresIn(temporaryFolder(), "x"), "--max", "1", "--resamples", "5", "--search-share", "1"],
  ]);
  expect(out).toContain("chosen and reported on the same networks: what is reported is too good");
});

test.each([
  ["a missing file", ["none.csv"], /^eznas: scores none\.csv: there is no such file$/],
  ["a metric that no file has", ["FILE", "--metric", "synflow"], /not all tables have the metric "synflow"/],
])("%s ends with 1 and a line that says so", async (_, args, message) => {
  const file = scoresIn(temporaryFolder(), "x");
  const ended = await eznas(["combine", ...args.map((arg) => (arg === "FILE" ? file : arg))]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(message);
});

test("an unfinished file is told with the command that finishes it", async () => {
  const head = '# eznas scores\n# count: 300\n# command: "eznas rank --seed 7"\n';
  const ended = await eznas(["combine", scoresIn(temporaryFolder(), "x", 60, head)]);
  expect(lastLine(ended)).toMatch(/x\.csv: it has 60 of 300 networks; finish it with eznas rank --seed 7$/);
});

test("a share that is none ends with 2", async () => {
  const ended = await eznas(["combine", "x.csv", "--search-share", "0"]);
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(/expected a number over 0 and at most 1/);
});
