import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "@eznas/search";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { eznas, lastLine, type Recorded, recordedIo, small, table, temporaryFolder } from "../command-line.ts";

const home = await mkdtemp(join(tmpdir(), "eznas-search-"));
const [task, other, unseen] = ["task", "other", "unseen"].map((name) => join(home, name)) as [string, string, string];
const collect = async (out: string, ...args: readonly string[]): Promise<void> => {
  const given = ["--table", table, "--statistics", "T3,T1G_D", "--count", "8", "--name", out.slice(home.length + 1)];
  const { code, err } = await eznas(["collect", "--out", out, ...given, ...small, ...args]);
  if (code !== 0) throw new Error(err);
};

beforeAll(async () => {
  await collect(task, "--column", "cifar10_test");
  await collect(other, "--column", "cifar100_test", "--statistics", "T3,T1G_D,T4_D");
  await collect(unseen, "--column", "cifar10_test", "--seed", "9");
});
afterAll(() => rm(home, { recursive: true }));

const quick = [
  "--networks-per-task",
  "4",
  "--population",
  "6",
  "--generations",
  "2",
  "--backend",
  "wasm",
  "--workers",
  "1",
] as const;
const searching = ["search", "--task", task, ...quick] as const;

interface Evolved extends Report {
  readonly best: { readonly name: string; readonly program: string; readonly infix: string; readonly latex: string };
  readonly tasks: readonly string[];
}

/** An Io whose signal is aborted as soon as a text is written to stderr. */
function stoppingAt(text: string): Recorded {
  const ending = new AbortController();
  const io = recordedIo({ signal: ending.signal });
  const err = (said: string): void => {
    io.err(said);
    if (said.includes(text)) ending.abort();
  };
  return { ...io, err };
}

test("generations are told on stderr, the finalists and their held-out test as one JSON object", async () => {
  const ended = await eznas([...searching, "--seed", "7", "--hold-out", "3", "--json"]);
  const { seed, tasks, generations, finalists, tests, best } = ended.json<Evolved>();
  expect({ seed, tasks }).toEqual({ seed: 7, tasks: ["task"] });
  expect(generations.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(finalists.map(({ program }) => program)).toContain(best.program);
  expect(best.latex).not.toBe("");
  const names = tests.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["finalist 1", "eznas-a"]));
  expect(names).not.toContain("eznas-b"); // it reads T4_P, which was not collected
  for (const { dataset, n, failed } of tests) expect([dataset, n + failed]).toEqual(["task", 3]);
  const told = generations.map(
    ({ index, best: { fitness, program } }) => `generation ${index}/2: best ${fitness.toFixed(3)}  ${program}`,
  );
  expect(ended.err.trimEnd().split("\n").slice(1)).toEqual(told);
});

test("--store changes nothing but the time: a second run, in workers or not, computes no score again", async () => {
  const folder = join(temporaryFolder(), "store");
  const run = async (...args: readonly string[]) => {
    const { seconds, ...evolved } = (
      await eznas([...searching, "--seed", "7", "--hold-out", "3", "--json", ...args])
    ).json<Evolved & { readonly seconds: number }>();
    return evolved;
  };
  const stored = (): readonly string[] => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const plain = await run();
  expect(await run("--store", folder)).toEqual(plain);
  const before = stored();
  expect(before.length).toBeGreaterThan(0);
  expect(await run("--store", folder, "--workers", "2")).toEqual(plain);
  expect(stored()).toEqual(before);
});

test("without --json a person gets the report and the best formula", async () => {
  const { code, out } = await eznas([...searching, "--generations", "0"]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^# Search with seed 1\n[\s\S]*## Finalists\n[\s\S]*## Best on all networks of the tasks: finalist \d\n/,
  );
});

test("several tasks are evolved against over the statistics that all have, and tested on unseen networks", async () => {
  const ended = await eznas(["search", "--task", task, other, "--test", unseen, ...quick, "--json"]);
  const { tasks, finalists, tests } = ended.json<Evolved>();
  expect(tasks).toEqual(["task", "other"]);
  for (const { program, tasks } of finalists) {
    expect(program).not.toContain("T4_D");
    expect(tasks.length).toBe(2);
  }
  const [, seen] = /(\d) of the 8 networks of "unseen" are in a task/.exec(ended.err) ?? ["", "0"];
  for (const { dataset, n, failed } of tests) expect([dataset, n + failed]).toEqual(["unseen", 8 - Number(seen)]);
});

test("several workers give the result of one", async () => {
  const evolved = async (workers: string): Promise<Evolved> =>
    (await eznas([...searching, "--hold-out", "3", "--workers", workers, "--json"])).json<Evolved>();
  const [one, two] = [await evolved("1"), await evolved("2")];
  expect(two.generations).toEqual(one.generations);
  expect(two.tests).toEqual(one.tests);
});

describe("a checkpoint", () => {
  test("is written after each generation, and a run that goes on from it ends as an unbroken one", async () => {
    const file = join(temporaryFolder(), "run.json");
    const whole = (await eznas([...searching, "--json"])).json<Evolved>();
    const stopped = await eznas([...searching, "--checkpoint", file], stoppingAt("generation 1/2"));
    expect([stopped.code, stopped.out]).toEqual([130, ""]);
    expect(stopped.err).toContain(`generation 1 is in ${file}; go on with --resume ${file}\n`);
    expect(JSON.parse(readFileSync(file, "utf8")).index).toBe(1);
    const resumed = (await eznas([...searching, "--resume", file, "--json"])).json<Evolved>();
    expect(resumed.generations).toEqual(whole.generations);
    expect(resumed.finalists).toEqual(whole.finalists);
    expect(JSON.parse(readFileSync(file, "utf8")).index).toBe(2);
  });

  test("is not overwritten by another run", async () => {
    const file = join(temporaryFolder(), "run.json");
    writeFileSync(file, "precious");
    const ended = await eznas([...searching, "--checkpoint", file]);
    expect(ended.code).toBe(1);
    expect(lastLine(ended)).toMatch(/exists; go on from it with --resume/);
    expect(readFileSync(file, "utf8")).toBe("precious");
  });

  test("is left behind by a run that was asked for none, when it is interrupted", async () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(() => process.chdir(before));
    const stopped = await eznas(searching, stoppingAt("generation 0/2"));
    expect(stopped.code).toBe(130);
    const [file, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(stopped.err).toContain(`generation 0 is in ${file}; go on with --resume ${file}\n`);
    expect(JSON.parse(readFileSync(join(folder, file!), "utf8")).index).toBe(0);
  });

  test("of another run is refused with its file and all that differs", async () => {
    const file = join(temporaryFolder(), "run.json");
    await eznas([...searching, "--hold-out", "3", "--generations", "0", "--checkpoint", file]);
    const resuming = [...searching, "--resume", file];
    const refused = async (...args: readonly string[]): Promise<string> => {
      const ended = await eznas([...resuming, ...args]);
      expect([ended.code, ended.out]).toEqual([1, ""]);
      expect(lastLine(ended)).toContain(`eznas: checkpoint ${file}: search: the checkpoint is of another run: `);
      return lastLine(ended);
    };
    expect(await refused("--hold-out", "3", "--seed", "2", "--population", "8")).toMatch(
      /: seed was 1, now 2; population was 6, now 8; networks of task "task" were 5, now 5 \(without /,
    );
    expect(await refused("--hold-out", "2")).toMatch(/: networks of task "task" were 5, now 6 \(with /);
    expect(await refused()).toMatch(/: networks of task "task" were 5, now 8 \(with /);
    expect(await refused("--hold-out", "3", "--aggregate", "sum")).toMatch(
      /: metric was <tree>, now sum of mean: <tree>/,
    );
    expect((await eznas([...resuming, "--hold-out", "3", "--generations", "1"])).code).toBe(0);
  });

  test("edited by hand is refused with its file and the field", async () => {
    const file = join(temporaryFolder(), "run.json");
    await eznas([...searching, "--generations", "0", "--checkpoint", file]);
    const whole = readFileSync(file, "utf8");
    for (const [from, to, message] of [
      [/"index": 0/, '"index": "0"', 'index must be a whole number from 0 up, got "0"'],
      [/"fitness": [^,]+/, '"fitness": null', "population[0].fitness must be a finite number, got null"],
      [
        /"program": "[^"]+"/,
        `"program": "${"abs(".repeat(11)}T3${")".repeat(11)}"`,
        "population[0].program: parse: the tree is deeper than 10",
      ],
    ] as const) {
      writeFileSync(file, whole.replace(from, to));
      const ended = await eznas([...searching, "--resume", file]);
      expect([ended.code, ended.out]).toEqual([1, ""]);
      expect(lastLine(ended)).toContain(`eznas: checkpoint ${file}: ${message}`);
    }
  });

  test("of two searches that begin one at once only one goes on", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "run.json");
    const both = await Promise.all(
      [1, 2].map((seed) => eznas([...searching, "--checkpoint", file, "--seed", `${seed}`])),
    );
    expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
    const [won, lost] = both[0]!.code === 0 ? [1, both[1]!] : [2, both[0]!];
    expect(lastLine(lost)).toContain(`checkpoint ${file} is being written by process ${process.pid}`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ seed: won, index: 2 });
    expect(readdirSync(folder)).toEqual(["run.json"]);
  });

  test("whose folder is not there ends the search before it begins, and is not said to be on disk", async () => {
    const file = join(temporaryFolder(), "none", "run.json");
    const ended = await eznas([...searching, "--checkpoint", file]);
    expect([ended.code, ended.out]).toEqual([1, ""]);
    expect(ended.err).toMatch(
      /^eznas: cannot write .*run\.json\.lock: there is no folder .*; make it, or name another place/,
    );
  });

  test("that cannot be written any more is put elsewhere, and only what is on disk is said to be", async () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(() => process.chdir(before));
    const io = recordedIo();
    const err = (said: string): void => {
      io.err(said);
      if (!said.startsWith("generation 0/2")) return;
      rmSync(join(folder, "run.json"));
      mkdirSync(join(folder, "run.json")); // the next generation cannot be put there
    };
    const ended = await eznas([...searching, "--checkpoint", join(folder, "run.json")], { ...io, err });
    expect(ended.code).toBe(1);
    const [rescued] = readdirSync(folder).filter((name) => name.startsWith("eznas-search-1-1-"));
    expect(ended.err).toContain(`generation 1 is in ${rescued}; go on with --resume ${rescued}\n`);
    expect(lastLine(ended)).toMatch(/^eznas: cannot write .*run\.json: it is a folder; move it away/);
    expect((await eznas([...searching, "--resume", rescued!, "--json"])).json<Evolved>().generations.length).toBe(3);
  });
});

test("more workers than there are networks or cores are not started, which is said", async () => {
  const ended = await eznas([...searching, "--generations", "0", "--workers", "100"]);
  expect(ended.code).toBe(0);
  expect(ended.err).toMatch(
    /--workers 100: \d is started|--workers 100: \d are started, for \d+ cores and 8 networks\n/,
  );
});

describe("bad input ends with 1, nothing on stdout and one line that says", () => {
  const refused = async (args: readonly string[]): Promise<string> => {
    const ended = await eznas(["search", ...quick, ...args, "--json"]);
    expect([ended.code, ended.out]).toEqual([1, ""]);
    return lastLine(ended);
  };

  test("that a folder is no dataset", async () => {
    expect(await refused(["--task", temporaryFolder()])).toMatch(/manifest\.json: is missing/);
  });

  test("that a dataset's file is truncated", async () => {
    const broken = join(temporaryFolder(), "broken");
    await collect(broken, "--column", "cifar10_test", "--name", "broken");
    for (const file of readdirSync(broken)) if (file.endsWith(".safetensors")) truncateSync(join(broken, file), 100);
    expect(await refused(["--task", broken])).toMatch(/\.safetensors: has 100 bytes, the manifest says/);
  });

  test("that a task has too few networks", async () => {
    expect(await refused(["--task", task, "--networks-per-task", "9"])).toMatch(/task "task" has 8 networks/);
  });

  test("that nothing is left to evolve against or to test on", async () => {
    expect(await refused(["--task", task, "--hold-out", "8"])).toMatch(/leaves none of the 8/);
    expect(await refused(["--task", task, "--test", task])).toMatch(
      /only 0 of the 8 networks of --test "task" are in no task/,
    );
  });

  test("that --test and --hold-out exclude each other", async () => {
    expect(await refused(["--task", task, "--test", unseen, "--hold-out", "2"])).toBe(
      "eznas: search: give either --test or --hold-out",
    );
  });

  test("that a checkpoint is missing or none", async () => {
    expect(await refused(["--task", task, "--resume", "none.json"])).toBe(
      "eznas: checkpoint none.json: there is no such file",
    );
    const file = join(temporaryFolder(), "run.json");
    writeFileSync(file, "{}");
    expect(await refused(["--task", task, "--resume", file])).toMatch(/no checkpoint of a search/);
  });
});

test("the toScalar and the aggregate are those of the workers, baselines, report and checkpoint too", async () => {
  const summed = [
    ...searching,
    "--hold-out",
    "3",
    "--to-scalar",
    "sum",
    "--aggregate",
    "depthWeighted(0, 1)",
    "--json",
  ];
  const evolved = async (...args: readonly string[]): Promise<Evolved> => {
    const { code, out, err } = await eznas([...summed, ...args]);
    if (code !== 0) throw new Error(err);
    return { ...JSON.parse(out), seconds: 0 } as Evolved;
  };
  const file = join(home, "summed.json");
  const here = await evolved("--workers", "1", "--checkpoint", file);
  expect(here.best.program).toMatch(/^depthWeighted\(0, 1\) of sum: /);
  expect(here.tests.find(({ name }) => name === "eznas-a")?.program).toBe("frobenius(sigmoid(logDet(sign(T1G_D))))");
  expect(await evolved("--workers", "2")).toEqual(here);
  expect(await evolved("--resume", file)).toMatchObject({ best: here.best, finalists: here.finalists });
  expect((await eznas([...searching, "--resume", file])).err).toContain(
    "metric was depthWeighted(0, 1) of sum: <tree>, now <tree>",
  );
  expect((await eznas([...searching, "--to-scalar", "som"])).err).toContain(
    '"som" is no toScalar; did you mean "sum"?',
  );
});

test("combinations of programs are baselines on the networks that are held out", async () => {
  const baseline = "eznas-a,-meanRank(eznas-a, frobenius(T3)),logRanks(T3)";
  const asked = ["--hold-out", "3", "--baseline", baseline];
  const { tests, finalists } = (await eznas([...searching, ...asked, "--json"])).json<Evolved>();
  expect(tests.map(({ name }) => name)).toEqual([
    ...finalists.map((_, i) => `finalist ${i + 1}`),
    ...["eznas-a", "-meanRank(eznas-a, frobenius(T3))", "logRanks(T3)"],
  ]);
  const { out } = await eznas([...searching, ...asked]);
  expect(out).toMatch(/\| task +\| -meanRank\(eznas-a, frobenius\(T3\)\) +\|/);
});

test.each([
  [["--baseline", "eznas-a"], /--baseline is tested on networks that are held out/],
  [
    ["--hold-out", "3", "--baseline", "meanRank(eznas-a, params)"],
    /"params" is measured on a network, and a dataset has/,
  ],
  [["--hold-out", "3", "--baseline", "synflow"], /"synflow" is measured on a network/],
  [
    ["--hold-out", "3", "--baseline", "meanRank(T3, T4_N)"],
    /--baseline meanRank\(T3, T4_N\) reads T4_N, which the datasets lack/,
  ],
  [["--hold-out", "3", "--baseline", "eznas-aa"], /did you mean "eznas-a"/],
])("%o is refused before the search", async (args, message) => {
  const ended = await eznas([...searching, ...args]);
  expect([ended.code, ended.out]).toEqual([1, ""]);
  expect(lastLine(ended)).toMatch(message);
  expect(ended.err).not.toContain("generation 0");
});
