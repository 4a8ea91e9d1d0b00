/** `--pattern` on every command that looks for instances, and what is said where there is none. */
import { join } from "node:path";
import { useBackend } from "@eznas/kernels";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { beforeAll, expect, test } from "vitest";
import { eznas, lastLine, small, table, temporaryFolder } from "../command-line.ts";
import { saveModel } from "../save-model.ts";

beforeAll(() => useBackend("wasm"));

const noise = ["--images", "noise", "--batch", "2", "--backend", "wasm"];

/** Of ReLUs clipped at 6, as those of MobileNet. */
const clipped = () =>
  sequential({
    layers: [
      layers.reLU({ inputShape: [6, 6, 3], maxValue: 6 }),
      layers.conv2d({ filters: 4, kernelSize: 3 }),
      layers.batchNormalization(),
      layers.reLU({ maxValue: 6 }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    ],
  });

test("a network without instances names the pattern that finds some, which then scores it", async () => {
  const file = await saveModel(clipped(), temporaryFolder());
  const score = (...args: string[]) => eznas(["score", "--model", file, ...noise, ...args]);
  const without = await score();
  expect(without.out).toMatch(/eznas-a +no score: inapplicable \(.*"rcb \(relu6\)", rcb\(\{ relu6: true \}\), finds 1/);
  const scored = await score("--pattern", "rcb (relu6)", "--metric", "eznas-a,mean(abs(T3))", "--json");
  const { instances, scores, pattern } = scored.json<{
    instances: number;
    pattern: string;
    scores: readonly { readonly ok: boolean }[];
  }>();
  expect({ instances, pattern, ok: scores.map(({ ok }) => ok) }).toEqual({
    ...{ instances: 1, pattern: "rcb (relu6)", ok: [true, true] },
  });
  expect(lastLine(await score("--pattern", "rcb (relu)"))).toMatch(
    /pattern: "rcb \(relu\)" is unknown; did you mean "rcb \(relu6\)"\?/,
  );
});

test("a ranking by another pattern is the same in this thread and in two, and says why nothing was scored", async () => {
  const ranking = ["rank", "--table", table, "--column", "cifar10_test", "--count", "5", ...small];
  const ranked = async (workers: string, pattern: string) => {
    const asked = ["--pattern", pattern, "--metric", "eznas-a,mean(abs(T3)),params", "--workers", workers];
    const { seconds: _, ...result } = (await eznas([...ranking, ...asked, "--json"])).json<Record<string, unknown>>();
    return result;
  };
  const here = await ranked("1", "cbr");
  expect(await ranked("2", "cbr")).toEqual(here);
  expect(here["pattern"]).toBe("cbr");
  expect(here).not.toEqual(await ranked("1", "rcb"));
  const without = await eznas([...ranking, "--pattern", "layerNormDense", "--workers", "1", "--metric", "eznas-a"]);
  expect(without.out).toMatch(/eznas-a: 5 of 5 have no score, the first: .*found no LayerNorm .*"rcb", rcb\(\)/);
});

test("a search takes the pattern of its tasks, and refuses tasks of two and a pattern that is not theirs", async () => {
  const home = temporaryFolder();
  const collect = async (name: string, ...args: string[]) => {
    const given = ["--table", table, "--column", "cifar10_test", "--count", "8", "--statistics", "T3,T1_D"];
    const ended = await eznas(["collect", "--out", join(home, name), "--name", name, ...given, ...small, ...args]);
    expect(ended.code, ended.err).toBe(0);
    return join(home, name);
  };
  const [task, other] = [await collect("of-cbr", "--pattern", "cbr"), await collect("of-rcb", "--seed", "9")];
  const again = [
    "collect",
    "--out",
    task,
    "--name",
    "of-cbr",
    "--table",
    table,
    "--column",
    "cifar10_test",
    "--count",
    "8",
  ];
  expect(lastLine(await eznas([...again, "--statistics", "T3,T1_D", ...small]))).toMatch(
    /pattern was "cbr", now "rcb"/,
  );
  const quick = ["--networks-per-task", "4", "--population", "16", "--generations", "0", "--backend", "wasm"];
  const search = (...args: string[]) => eznas(["search", "--task", ...args, ...quick]);
  const here = await search(task, "--hold-out", "3", "--workers", "1", "--json");
  const { best, tests } = here.json<{ best: { program: string }; tests: readonly { program: string }[] }>();
  for (const { program } of [best, ...tests]) expect(program).toMatch(/^-?cbr: /);
  const withTwo = await search(task, "--hold-out", "3", "--workers", "2", "--pattern", "cbr", "--json");
  expect(withTwo.json<{ tests: unknown }>().tests).toEqual(tests);
  expect(lastLine(await search(task, other))).toMatch(
    /"of-cbr" has instances of the pattern "cbr", "of-rcb" of "rcb"; .*datasets of one pattern/,
  );
  expect(lastLine(await search(task, "--pattern", "rcb"))).toMatch(
    /asked for instances of the pattern "rcb", but "of-cbr" was collected with "cbr"/,
  );
  expect(lastLine(await search(task, "--test", other, "--workers", "1"))).toMatch(/"cbr", "of-rcb" of "rcb"/);
});
