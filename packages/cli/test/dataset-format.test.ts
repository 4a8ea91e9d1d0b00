/** The Python of docs/dataset-format.md, run: it reads what is collected here, and what it writes is searched here. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { type InstanceStatistics, inMemory, randomInputs } from "@eznas/stats";
import { collect, openDataset } from "@eznas/stats/node";
import { tinyModel } from "@eznas/stats/testing";
import { beforeAll, expect, test } from "vitest";
import { eznas, temporaryFolder } from "./command-line.ts";

const page = readFileSync(fileURLToPath(new URL("../../../docs/dataset-format.md", import.meta.url)), "utf8");
const python = (name: string): string =>
  new RegExp(`<!-- python ${name} -->\\s+\`\`\`python\\n([^\`]*)\`\`\``).exec(page)![1]!;

const found = spawnSync("python3", ["--version"]).status === 0;
if (!found) console.warn("python3 is missing: the programs of docs/dataset-format.md are not run");

/** What a program prints, as JSON; nothing where there is no Python. */
function run<T>(program: string): T | undefined {
  if (!found) return undefined;
  const file = join(temporaryFolder(), "program.py");
  writeFileSync(file, program);
  const { status, stdout, stderr } = spawnSync("python3", [file], { encoding: "utf8", maxBuffer: 2 ** 28 });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

type Told = readonly [id: string, accuracy: number, readonly (readonly [string, Readonly<Record<string, Tensor>>])[]][];
type Tensor = readonly [shape: readonly number[], numbers: readonly number[]];

/** As the reader has it. */
const told = (instances: readonly InstanceStatistics[]) =>
  instances.map(({ name, statistics }) => [
    name,
    Object.fromEntries(Object.entries(statistics).map(([key, { shape, data }]) => [key, [shape, [...data]]])),
  ]);

beforeAll(() => useBackend("cpu"));

test.each(["float32", "bfloat16"] as const)("Python reads what was collected in %s, to the bit", async (numbers) => {
  const folder = join(temporaryFolder(), "task");
  const networks = ["a", "ü|~0"].map((id, i) => ({ id, accuracy: 90.5 + i, build: () => tinyModel() }));
  const inputs = randomInputs([1, 8, 8, 3], seeded(1));
  const dataset = await collect(folder, networks, { name: "tiny", inputs, numbers });
  const dump = `[[id, accuracy, [[name, {key: [shape, list(values)] for key, (shape, values) in own.items()}]
    for name, own in instances]] for id, accuracy, instances in read(${JSON.stringify(folder)})]`;
  const read = run<Told>(`${python("reader")}\nprint(json.dumps(${dump}))\n`);
  if (!read) return;
  expect(read.map(([id, accuracy]) => ({ id, accuracy }))).toEqual(dataset.networks);
  for (const [id, , instances] of read) expect(instances).toEqual(told(await dataset.read(id)));
});

test("what Python writes is read here, every checksum included, and searched", async () => {
  const folder = join(temporaryFolder(), "task");
  const rng = seeded(2);
  const instances = (strength: number): InstanceStatistics[] =>
    ["conv", "ö"].map((name) => ({
      name,
      statistics: Object.fromEntries(
        (["T3", "T1_D"] as const).map((key) => [
          key,
          { shape: [1, 2, 3, 3], data: Float32Array.from({ length: 18 }, () => strength * (rng() - 0.5)) },
        ]),
      ),
    }));
  const records = Array.from({ length: 8 }, (_, i) => ({
    id: `net "${i}"`,
    accuracy: 60 + i,
    instances: instances(1 + i),
  }));
  const given = records.map(({ id, accuracy, instances }) => [id, accuracy, told(instances)]);
  const networks = `json.loads(${JSON.stringify(JSON.stringify(given))})`;
  const wrote = run(
    `${python("writer")}\n${python("settings")}\nwrite(${JSON.stringify(folder)}, "from Python", settings, ${networks})\n` +
      'print("true")\n',
  );
  if (!wrote) return;
  const dataset = await openDataset(folder);
  await dataset.verify();
  expect([dataset.name, dataset.pattern, dataset.settings.statistics]).toEqual(["from Python", "rcb", ["T3", "T1_D"]]);
  const expected = inMemory("", records);
  expect(dataset.networks).toEqual(expected.networks);
  for (const { id } of expected.networks) expect(await dataset.read(id)).toEqual(await expected.read(id));
  const quick = ["--networks-per-task", "4", "--population", "6", "--generations", "1", "--backend", "cpu"];
  const ended = await eznas(["search", "--task", folder, "--hold-out", "3", ...quick, "--workers", "2"]);
  expect(ended.code, ended.err).toBe(0);
  expect(ended.out).toMatch(/\| from Python +\| finalist 1/);
});
