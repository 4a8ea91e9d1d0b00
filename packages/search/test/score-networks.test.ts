import { useBackend } from "@eznas/kernels";
import { program, score } from "@eznas/program";
import { inMemory, type StatisticName } from "@eznas/stats";
import { beforeAll, expect, test } from "vitest";
import { scoreHere } from "../src/index.ts";
import { toyTask } from "./toy-tasks.ts";

beforeAll(() => useBackend("cpu"));

const texts = ["frobenius(T1_D)", "mean(abs(T3))", "matMul(T3, T4_D)"];

test("scores come by network, in the order given, and by program", async () => {
  const dataset = toyTask("DARTS", 4);
  const ids = [3, 0, 2].map((i) => dataset.networks[i]!.id);
  const programs = texts.map((text) => program(text));
  const done: number[] = [];
  const rows = await scoreHere(
    programs,
    ids.map((id) => ({ dataset, id })),
    { onScored: (count) => done.push(count) },
  );
  for (const [i, id] of ids.entries()) {
    const instances = await dataset.read(id);
    expect(rows[i]).toEqual(programs.map((one) => score(one, instances)));
  }
  expect(done).toEqual([1, 2, 3]);
});

test("only the statistics that a program names are read", async () => {
  const wanted: (readonly StatisticName[] | undefined)[] = [];
  const task = toyTask("DARTS", 1);
  const dataset = {
    ...task,
    read: (id: string, statistics?: readonly StatisticName[]) => {
      wanted.push(statistics);
      return task.read(id, statistics);
    },
  };
  await scoreHere([program("frobenius(T1_D)"), program("mean(T3)")], [{ dataset, id: task.networks[0]!.id }]);
  expect(wanted).toEqual([["T3", "T1_D"]]);
});

test("no programs, or no networks, give no scores", async () => {
  const dataset = inMemory("none", []);
  expect(await scoreHere([program("mean(T3)")], [])).toEqual([]);
  expect(await scoreHere([], [])).toEqual([]);
  expect(dataset.networks).toEqual([]);
});

test("a signal ends it with its reason", async () => {
  const dataset = toyTask("DARTS", 2);
  const networks = dataset.networks.map(({ id }) => ({ dataset, id }));
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(scoreHere([program("mean(T3)")], networks, { signal })).rejects.toThrow("enough");
});
