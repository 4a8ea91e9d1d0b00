/** `--setup` in the main process and in every worker of every command that has it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { useBackend } from "@eznas/kernels";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { eznas, lastLine, small, table, temporaryFolder } from "../command-line.ts";
import { labeledImageFolder } from "../labeled-images.ts";
import { Doubled } from "../own-setup.ts";
import { saveModel } from "../save-model.ts";

const beside = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const setup = ["--setup", beside("own-setup.ts")];
const own = "mean(cubed(T3)),conv-bn: mean(abs(T3)),-depth,meanRank(depth, mean(cubed(T3)))";

beforeAll(() => useBackend("wasm"));

test("score: operations, patterns and proxies of a module, and its layers in a saved model", async () => {
  const model = sequential({
    layers: [
      layers.conv2d({ inputShape: [6, 6, 3], filters: 4, kernelSize: 3 }),
      layers.batchNormalization(),
      new Doubled({}) as unknown as ReturnType<typeof layers.flatten>,
      layers.flatten(),
      layers.dense({ units: 2 }),
    ],
  });
  const file = await saveModel(model, temporaryFolder());
  const metric = "conv-bn: mean(cubed(T3)),depth";
  const asked = ["score", "--model", file, "--metric", metric, "--images", "noise", "--batch", "2"];
  const scored = await eznas([...asked, "--backend", "wasm", ...setup, "--json"]);
  const { scores } = scored.json<{ scores: readonly { name: string; ok: boolean; value: number }[] }>();
  expect(scores.map(({ name, ok }) => [name, ok])).toEqual(metric.split(",").map((name) => [name, true]));
  expect(scores[1]!.value).toBe(5);
  expect(lastLine(await eznas(asked))).toMatch(/unknown operation "cubed"/);
});

test("rank: the same in this thread and in two workers", async () => {
  const ranked = async (workers: string) => {
    const args = ["rank", "--table", table, "--column", "cifar10_test", "--count", "5", ...small, ...setup];
    const ended = await eznas([...args, "--metric", own, "--workers", workers, "--json"]);
    return ended.json<{ metrics: readonly { readonly n: number }[] }>().metrics;
  };
  const here = await ranked("1");
  expect(here.map(({ n }) => n)).toEqual([5, 5, 5, 5]);
  expect(await ranked("2")).toEqual(here);
});

test("collect and search: a pattern and an operation of a module, the same in this thread and in two workers", async () => {
  const task = join(temporaryFolder(), "task");
  const collecting = ["collect", "--out", task, "--table", table, "--column", "cifar10_test", "--count", "9"];
  const collected = await eznas([...collecting, "--statistics", "T3,T1_D", ...small, ...setup, "--pattern", "conv-bn"]);
  expect(collected.code, collected.err).toBe(0);
  const searching = ["search", "--task", task, "--hold-out", "4", "--networks-per-task", "4", "--population", "12"];
  const quick = ["--generations", "1", "--backend", "wasm", "--seed", "3"];
  const baseline = ["--baseline", "mean(cubed(T3)),meanRank(mean(cubed(T3)), frobenius(T3))"];
  const search = (...args: string[]) => eznas([...searching, ...quick, ...args]);
  const searched = async (workers: string) => {
    const ended = await search(...setup, ...baseline, "--workers", workers, "--json");
    const { seconds: _, ...result } = ended.json<{
      seconds: number;
      tests: readonly { name: string; program: string }[];
    }>();
    return result;
  };
  const here = await searched("1");
  expect(here.tests.slice(-2).map(({ name, program }) => [name, program])).toEqual([
    ["mean(cubed(T3))", "conv-bn: mean(cubed(T3))"],
    ["meanRank(mean(cubed(T3)), frobenius(T3))", "meanRank(mean(cubed(T3)), frobenius(T3))"],
  ]);
  expect(await searched("2")).toEqual(here);
  expect(lastLine(await search("--workers", "1"))).toMatch(
    /pattern "conv-bn", which is none of @eznas\/stats; .*--setup/,
  );
});

test("train: layers of a module in every worker", async () => {
  const folder = temporaryFolder();
  const training = ["train", "--space", beside("doubled-space.ts"), "--data", labeledImageFolder(), "--count", "2"];
  const little = ["--train", "36", "--valid", "12", "--test", "12", "--epochs", "1", "--batch", "12", "--crop", "0"];
  const train = (out: string, ...args: string[]) =>
    eznas([...training, ...little, "--backend", "wasm", "--workers", "2", "--out", join(folder, out), ...args]);
  const trained = await train("a.csv", ...setup);
  expect(trained.code, trained.err).toBe(0);
  expect(trained.out).toMatch(/2 networks with one seed each, 2 trained now/);
});

test("explain reads what a module has", async () => {
  const { code, out } = await eznas(["explain", "conv-bn: cubed(T3)", ...setup]);
  expect([code, out]).toEqual([0, expect.stringContaining("cubed: total; overflows")]);
});

test("a module that is not there, or exports something else, is refused with a word", async () => {
  const folder = temporaryFolder();
  const wrong = join(folder, "wrong.mjs");
  writeFileSync(wrong, "export default { patern: {} };\n");
  const ended = await eznas(["explain", "T3", "--setup", join(folder, "missing.mjs")]);
  expect([ended.code, ended.err]).toEqual([2, expect.stringContaining("There is no such module")]);
  expect(lastLine(await eznas(["explain", "T3", "--setup", wrong]))).toMatch(/has "patern".*did you mean "patterns"\?/);
});

test("a store and a file of scores know a metric by the module that says what it means", async () => {
  const folder = temporaryFolder();
  const [store, file] = [join(folder, "store"), join(folder, "scores.csv")];
  /** A module whose one toScalar is a power. */
  const moduleOf = (name: string, power: number): readonly string[] => {
    const path = join(folder, `${name}.mjs`);
    const of = `(values) => Math.hypot(...values) ** ${power}`;
    const own = `Object.assign(${of}, { text: "own", infix: "own", latex: (x) => x })`;
    writeFileSync(path, `export default { toScalars: { own: ${own} } };`);
    return ["--setup", path];
  };
  const [squared, same, cubed] = [moduleOf("squared", 2), moduleOf("same", 2), moduleOf("cubed", 3)];
  const ranked = async (...args: readonly string[]) => {
    const asked = ["rank", "--table", table, "--column", "cifar10_test", "--count", "4", ...small, "--workers", "1"];
    return eznas([...asked, "--metric", "own: T3", ...args]);
  };
  const scoresIn = async (...args: readonly string[]): Promise<string> => {
    const path = join(temporaryFolder(), "s.csv");
    const ended = await ranked(...args, "--scores", path);
    expect(ended.code, ended.err).toBe(0);
    return readFileSync(path, "utf8").replaceAll(/^#.*\n/gm, "");
  };
  const stored = (): string =>
    readdirSync(store)
      .map((name) => readFileSync(join(store, name), "utf8"))
      .join();
  const first = await scoresIn(...squared, "--store", store);
  expect(first).toBe(await scoresIn(...squared));
  const before = stored();
  expect(await scoresIn(...same, "--store", store)).toBe(first);
  expect(stored()).toBe(before);
  const other = await scoresIn(...cubed, "--store", store);
  expect(other).not.toBe(first);
  expect(other).toBe(await scoresIn(...cubed));
  expect(stored()).not.toBe(before);

  expect((await ranked(...squared, "--scores", file)).code).toBe(0);
  const whole = readFileSync(file, "utf8");
  expect((await ranked(...same, "--scores", file)).code).toBe(0);
  expect(readFileSync(file, "utf8").replaceAll("same.mjs", "squared.mjs")).toBe(whole);
  const refused = await ranked(...cubed, "--scores", file);
  expect(refused.code).toBe(1);
  expect(lastLine(refused)).toContain("setup");
});

test("a search with a module of one's own and a store is the search without the store", async () => {
  const folder = temporaryFolder();
  const [task, store] = [join(folder, "task"), join(folder, "store")];
  const collecting = ["collect", "--out", task, "--table", table, "--column", "cifar10_test", "--count", "8"];
  expect((await eznas([...collecting, "--statistics", "T3,T1_D", ...small])).code).toBe(0);
  const searched = async (...args: readonly string[]) => {
    const asked = ["search", "--task", task, "--hold-out", "3", "--networks-per-task", "4", "--population", "8"];
    const quick = ["--generations", "1", "--backend", "wasm", "--workers", "1", "--json"];
    const { seconds: _, ...result } = (await eznas([...asked, ...quick, ...setup, ...args])).json<{
      seconds: number;
    }>();
    return result;
  };
  const without = await searched();
  expect(await searched("--store", store)).toEqual(without);
  expect(await searched("--store", store)).toEqual(without);
});
