import { mkdtempSync } from "node:fs";
import { readdir, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { aggregates, extendReductions, formatProgram, program, sum } from "@eznas/program";
import { programs as anyPrograms, heads } from "@eznas/program/testing";
import { nasBench201 } from "@eznas/spaces";
import { randomInputs } from "@eznas/stats";
import { collect, type StoredDataset } from "@eznas/stats/node";
import fc from "fast-check";
import { afterEach, beforeAll, expect, test } from "vitest";
import { checkpoint, holdOut, scoreHere, search } from "../../src/index.ts";
import { startWorkers, type Workers, type WorkersOptions } from "../../src/node/index.ts";
import failing from "../failing-operations-setup.ts";
import { toyTask } from "../toy-tasks.ts";
import setup from "./cubed-setup.ts";

const folder = mkdtempSync(join(tmpdir(), "eznas-workers-"));
let task: StoredDataset;

function collected(name: string): Promise<StoredDataset> {
  const space = nasBench201({ channels: 4, cells: 1, resolution: 8 });
  const networks = Array.from({ length: 6 }, (_, i) => {
    const architecture = space.sample(seeded(1, "architecture", i));
    return {
      id: space.format(architecture),
      accuracy: 50 + 7 * i,
      build: () => space.build(architecture, seeded(1, "weights", i)),
    };
  });
  return collect(join(folder, name), networks, { name, inputs: randomInputs([1, 8, 8, 3], seeded(1)) });
}

beforeAll(async () => {
  await useBackend("wasm");
  task = await collected("task");
});

let workers: Workers;
const start = (options: WorkersOptions): Workers => {
  workers = startWorkers({ backend: "wasm", ...options });
  return workers;
};
afterEach(() => workers?.close());

test("a search gives the same generations here and with 1, 2 or 3 workers, to the byte", async () => {
  const generations = async (scoreNetworks = scoreHere): Promise<string> => {
    const run = search({ seed: 7, tasks: [task], networksPerTask: 5, population: 10, generations: 2, scoreNetworks });
    const texts: string[] = [];
    for await (const generation of run) texts.push(JSON.stringify(checkpoint(generation)));
    return texts.join("\n");
  };
  const here = await generations();
  for (const count of [1, 2, 3]) {
    expect(await generations(start({ count }).scoreNetworks)).toBe(here);
    await workers.close();
  }
});

test("the parts of a dataset that holds networks out are scored in workers as here", async () => {
  const { task: some, heldOut } = holdOut(task, 4, seeded(3));
  const programs = [program("mean(abs(T3))")];
  const networks = [some, heldOut].flatMap((dataset) => dataset.networks.map(({ id }) => ({ dataset, id })));
  expect(networks.length).toBe(6);
  expect(await start({ count: 2 }).scoreNetworks(programs, networks)).toEqual(await scoreHere(programs, networks));
});

test("a worker that is killed is replaced, and the scores are the same", async () => {
  const programs = ["frobenius(T1_D)", "mean(abs(T3))"].map((text) => program(text));
  const networks = [...task.networks, ...task.networks].map(({ id }) => ({ dataset: task, id }));
  const workers = start({ count: 2 });
  let killed = false;
  const rows = await workers.scoreNetworks(programs, networks, {
    onScored() {
      if (!killed) void workers.threads[0]!.terminate();
      killed = true;
    },
  });
  expect(killed).toBe(true);
  expect(rows).toEqual(await scoreHere(programs, networks));
});

test("a setup module brings operations of one's own", async () => {
  const programs = [program("mean(cubed(T3))", setup)];
  const networks = task.networks.map(({ id }) => ({ dataset: task, id }));
  const { scoreNetworks } = start({ count: 1, setup: new URL("./cubed-setup.ts", import.meta.url) });
  expect(await scoreNetworks(programs, networks)).toEqual(await scoreHere(programs, networks));
});

test("a task that is not on disk is refused", () => {
  const dataset = toyTask("DARTS", 1);
  expect(() => start({ count: 1 }).scoreNetworks([], [{ dataset, id: dataset.networks[0]!.id }])).toThrow(
    /"DARTS" is not on disk/,
  );
});

test("a damaged file is the error that the dataset gives", async () => {
  const damaged = await collected("damaged");
  const [file] = (await readdir(damaged.path)).filter((name) => name.endsWith(".safetensors"));
  await truncate(join(damaged.path, file!), 1000);
  const networks = damaged.networks.map(({ id }) => ({ dataset: damaged, id }));
  await expect(start({ count: 2 }).scoreNetworks([program("mean(T3)")], networks)).rejects.toThrow(/safetensors/);
});

test("any metric has the same score here and in workers, to the bit", async () => {
  const { scoreNetworks } = start({ count: 2 });
  const networks = task.networks.map(({ id }) => ({ dataset: task, id }));
  const metrics = fc.tuple(anyPrograms({ maxDepth: 2 }), heads()).map(([{ tree }, head]) => program(tree, head));
  await fc.assert(
    fc.asyncProperty(fc.array(metrics, { minLength: 10, maxLength: 30 }), async (population) => {
      expect(await scoreNetworks(population, networks)).toEqual(await scoreHere(population, networks));
    }),
    { numRuns: 10 },
  );
});

test("a search that sums has the same generations here and in workers", async () => {
  const generations = async (scoreNetworks = scoreHere): Promise<string> => {
    const options = { toScalar: sum, aggregate: aggregates.largest, sign: -1 as const };
    const settings = { seed: 7, tasks: [task], networksPerTask: 5, population: 10, generations: 1 };
    const texts: string[] = [];
    for await (const generation of search({ ...settings, ...options, scoreNetworks }))
      texts.push(JSON.stringify(checkpoint(generation)));
    return texts.join("\n");
  };
  expect(await generations(start({ count: 2 }).scoreNetworks)).toBe(await generations());
});

test.each([
  ["an operation", program("mean(cubed(T3))", setup), /the operation "cubed" is not one of @eznas\/ops/],
  [
    "a toScalar",
    program("T3", { toScalar: (values) => values.length }),
    /the toScalar of "\?: T3" is a function without a name/,
  ],
  [
    "an aggregate",
    program("T3", { aggregate: (values) => values.length }),
    /the aggregate of "\? of mean: T3" is a function without/,
  ],
  [
    "a named aggregate",
    program("T3", {
      aggregate: extendReductions({}, { peak: { ...aggregates.largest, of: aggregates.largest } }).peak,
    }),
    /"peak" is no aggregate/,
  ],
])("%s of one's own is refused at the start, with what to do", (_, own, message) => {
  const networks = task.networks.map(({ id }) => ({ dataset: task, id }));
  const { scoreNetworks } = start({ count: 1 });
  expect(() => scoreNetworks([program("T3"), own], networks)).toThrow(TypeError);
  expect(() => scoreNetworks([own], networks)).toThrow(message);
  expect(() => scoreNetworks([own], networks)).toThrow(/`setup`/);
});

test("a setup module brings reductions of one's own, and what it lacks is told", async () => {
  const networks = task.networks.map(({ id }) => ({ dataset: task, id }));
  const { scoreNetworks } = start({ count: 1, setup: new URL("./cubed-setup.ts", import.meta.url) });
  const own = program("range of l2: cubed(T3)", setup);
  expect(formatProgram(own)).toBe("range of l2: cubed(T3)");
  expect(await scoreNetworks([own], networks)).toEqual(await scoreHere([own], networks));
  const { peak } = extendReductions({}, { peak: { ...aggregates.largest, of: aggregates.largest } });
  await expect(async () => scoreNetworks([program("T3", { aggregate: peak })], networks)).rejects.toThrow(
    /"peak" is no aggregate/,
  );
});

test("an operation of one's own that fails is the failure of its programs, in threads as here", async () => {
  const programs = ["mean(throwing(T3))", "mean(abs(T3))", "flattening(abs(T3))"].map((text) =>
    program(text, { ops: failing.ops }),
  );
  const networks = task.networks.map(({ id }) => ({ dataset: task, id }));
  const here = await scoreHere(programs, networks);
  expect(here[0]).toMatchObject([
    { reason: "operation", operation: "throwing", detail: 'threw "not today"' },
    { ok: true },
    { reason: "operation", operation: "flattening" },
  ]);
  const setup = new URL("../failing-operations-setup.ts", import.meta.url);
  expect(await start({ count: 2, setup }).scoreNetworks(programs, networks)).toEqual(here);
});
