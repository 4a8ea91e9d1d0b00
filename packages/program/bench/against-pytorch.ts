/**
 * Program × network evaluations per second against PyTorch's, on one thread each, on the same programs and shapes.
 *
 *     npx tsx --conditions=@eznas/source packages/program/bench/against-pytorch.ts TORCH_PROGRAMS.py [PYTHON] [SEED]
 *
 * Both score 200 random programs, invalid ones among them, on networks of random statistics, in turn; the ratio is that of
 * the medians. No result is shared between programs unless it says so. "valid" are the programs that ours gives a score.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format, rampedHalfAndHalf, seeded } from "@eznas/gp";
import { standardNormal } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { type OpTable, ops } from "@eznas/ops";
import { type InstanceStatistics, statisticNames } from "@eznas/stats";
import { type Program, program, type Scorer, scorer } from "../src/index.ts";

const [script, python = "python3", seed = "1"] = process.argv.slice(2);
if (!script) throw new TypeError("give the path of torch_programs.py");
const networkCount = 2;
const rounds = 5;

/** The statistics of NAS-Bench-201's all-3×3 cell at batch 1: channels, resolution, and whether a stage begins. */
function network(rng: () => number): readonly InstanceStatistics[] {
  const normal = standardNormal(rng);
  const sizes = [
    ...Array(25).fill({ from: 16, to: 16, before: 32, after: 32 }),
    ...[32, 64].flatMap((to) => [
      { from: to / 2, to, before: 1024 / to, after: 512 / to },
      ...Array(26).fill({ from: to, to, before: 512 / to, after: 512 / to }),
    ]),
  ];
  return sizes.map(({ from, to, before, after }, i) => {
    const shapes = { T1: [1, from, before, before], T3: [to, from, 3, 3], T4: [1, to, after, after] };
    const statistics = statisticNames.map((name) => {
      const shape = name.startsWith("T3") ? shapes.T3 : name.startsWith("T4") ? shapes.T4 : shapes.T1;
      const deviation = name[2] === "G" ? 1e-3 : 1;
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, { shape, data: Float32Array.from({ length: size }, () => deviation * normal()) }] as const;
    });
    return { name: `instance ${i}`, statistics: Object.fromEntries(statistics) };
  });
}

/** The same operations under another identity: equal subtrees of programs over different tables are not shared. */
const copyOf = (table: OpTable): OpTable =>
  Object.fromEntries(Object.entries(table).map(([name, op]) => [name, { ...op }]));

const rng = seeded(Number(seed), "programs");
const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
const trees = Array.from({ length: 200 }, () => init({ ops, terminals: statisticNames }, rng));
const networks = Array.from({ length: networkCount }, (_, i) => network(seeded(Number(seed), "network", i)));

const arena = new Arena();
const separate = trees.map((tree) => program(tree, { ops: copyOf(ops) }));
const results = scorer(separate, { arena })(networks[0]!);
const valid = trees.map((_, i) => i).filter((i) => results[i]!.ok);

function seconds(scoresOf: Scorer): number {
  const start = performance.now();
  for (const instances of networks) scoresOf(instances);
  return (performance.now() - start) / 1000;
}

function secondsOfPyTorch(lines: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), "programs-"));
  try {
    writeFileSync(join(folder, "programs.txt"), `${lines.join("\n")}\n`);
    const { stdout, stderr } = spawnSync(
      python,
      [script!, join(folder, "programs.txt"), "--networks", String(networkCount), "--threads", "1"],
      { encoding: "utf8" },
    );
    if (!stdout) throw new Error(stderr);
    return (JSON.parse(stdout) as { readonly seconds: number }).seconds;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function compare(title: string, programs: readonly Program[], shared: readonly Program[]): void {
  const [alone, together] = [scorer(programs, { arena }), scorer(shared, { arena })];
  const lines = programs.map(({ tree }) => format(tree));
  const times = Array.from({ length: rounds }, () => [secondsOfPyTorch(lines), seconds(alone), seconds(together)]);
  const [torch, ours, sharing] = [0, 1, 2].map((column) => median(times.map((row) => row[column]!)));
  const rate = (time: number): string => ((programs.length * networkCount) / time).toFixed(0);
  console.log(
    `${title}: PyTorch ${rate(torch!)}, ours ${rate(ours!)} evaluations/s, ratio ${(torch! / ours!).toFixed(2)}; ` +
      `with equal subtrees shared ${rate(sharing!)}, ratio ${(torch! / sharing!).toFixed(2)}`,
  );
}

const refused = results.filter((result) => !result.ok && result.reason === "shape").length;
console.log(
  `200 programs, ${valid.length} with a score, ${refused} that do not fit the shapes; ${networkCount} networks of ` +
    `${networks[0]!.length} instances; arena ${(arena.bytes / 2 ** 20).toFixed(1)} MiB`,
);
const sharing = trees.map((tree) => program(tree));
compare("all", separate, sharing);
const pick = (programs: readonly Program[]): readonly Program[] => valid.map((i) => programs[i]!);
compare("valid", pick(separate), pick(sharing));
