/**
 * The main job: a metric evolved on several spaces, and what it is worth on a space that took no part.
 *
 * Networks of small spaces that ship with accuracies are built and their statistics collected. Whole metrics evolve on half
 * of the networks of all spaces but one, a quarter of them chooses, and the answer is on the last quarter and on the space left
 * out, beside EZNAS-A and sizes. The same seed gives the same result. Statistics stay in .eznas/, so that a second run
 * evolves at once.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Interval, kendallTau, logRankSum } from "@eznas/fitness";
import { describeBackend, useBackend } from "@eznas/kernels";
import { eznasA, infix, latex } from "@eznas/program";
import { beyondSize, inputsFor } from "@eznas/ranking";
import {
  type Conclusion,
  checkHeldOutParts,
  conclude,
  type DiscoveryGeneration,
  discover,
  type KnownScores,
  splitTogether,
} from "@eznas/search";
import { startWorkers } from "@eznas/search/node";
import { type SmallSpace, smallSpaces } from "@eznas/spaces/small-spaces";
import { convNorm, type Dataset } from "@eznas/stats";
import { collectTask } from "eznas";

const seed = Number(process.env["EZNAS_SEED"] ?? 1);
const count = Number(process.env["EZNAS_COUNT"] ?? 24);
const generations = Number(process.env["EZNAS_GENERATIONS"] ?? 8);
const offspring = Number(process.env["EZNAS_OFFSPRING"] ?? 60);
const leftOut = process.env["EZNAS_LEFT_OUT"] ?? "nas-bench-201";

/** Spaces that differ in kind: cells, chains of mobile blocks, plain stacks, grouped bottlenecks, residual networks. */
const names: readonly string[] = [
  ...["nas-bench-201", "nas-bench-101", "nas-bench-301", "nas-bench-macro"],
  ...["trans-nas-bench-101-macro", "stack", "any-net-x", "residual-depths"],
];
if (!names.includes(leftOut))
  throw new RangeError(`EZNAS_LEFT_OUT is "${leftOut}"; give one of ${names.join(", ")} to leave out`);

const note = (text: string): void => console.error(text);
const start = performance.now();
const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(0)} s`;

const spaces = new Map(smallSpaces().map((small) => [small.name, small] as const));
const learned = names.filter((name) => name !== leftOut);
note(`A search on ${learned.join(", ")}, and an answer on ${leftOut}; seed ${seed}`);
note(describeBackend(await useBackend()));

const folder = fileURLToPath(new URL(`../.eznas/small-spaces-seed-${seed}`, import.meta.url));
// An instance is a convolution with its batch norm: what networks of every kind have.
const pattern = convNorm();

async function statisticsOf({ name, space, accuracies }: SmallSpace): Promise<Dataset> {
  const table = accuracies("test");
  const task = await collectTask({
    path: `${folder}/${name}`,
    name,
    space,
    pattern,
    table,
    inputs: await inputsFor({ images: "fashion", batch: 4, seed, shape: space.inputShape }),
    count: Math.min(count, table.length),
    seed,
  });
  note(`statistics of ${task.networks.length} networks of ${name}, ${seconds()}`);
  return task;
}

const datasets = new Map<string, Dataset>();
for (const name of names) datasets.set(name, await statisticsOf(spaces.get(name)!));
const unseen = datasets.get(leftOut)!;
const parts = splitTogether(
  learned.map((name) => datasets.get(name)!),
  { validation: 0.25, test: 0.25 },
  seed,
);
const [validation, others] = [parts.map((part) => part.validation), parts.map((part) => part.test)];
checkHeldOutParts({ validation, test: [...others, unseen] });

const { scoreNetworks, close } = startWorkers({ count: Math.min(2, availableParallelism()) });
let last: DiscoveryGeneration | undefined;
const tasks = parts.map(({ search }) => search);
const budget = { population: 60, offspring, generations, firstLook: 0.5 };
for await (const generation of discover({ seed, tasks, pattern, scoreNetworks, ...budget })) {
  last = generation;
  const { index, archive, tried } = generation;
  const [best] = archive;
  note(
    `generation ${index}/${generations}: mean τ ${best!.objectives[0]!.toFixed(3)}  ${best!.text}  ` +
      `(${tried} metrics, ${seconds()})`,
  );
}

/** What a space knows of a network without building it. */
const sizes = (["layers", "params", "flops"] as const).map(
  (text): KnownScores => ({
    text,
    scoreOf: ({ name }, id) => {
      const { space } = spaces.get(name)!;
      return space[text]?.(space.parse(id));
    },
  }),
);
const rivals = { "EZNAS-A": { ...eznasA, pattern } };
// So few networks choose that they choose among few metrics, and a second program is taken only where it is worth much.
const asked = { last: last!, validation, scoreNetworks, rivals, known: sizes, candidates: 20, parts: 2, gain: 0.03 };
// The choice looks at neither, so both answers are about the same metric.
const onLeftOut = await conclude({ ...asked, test: [unseen] });
const onOthers = await conclude({ ...asked, test: others });

/** The scores that the left-out space's networks have by a part of what was chosen. */
async function scoresOf(part: string): Promise<readonly number[]> {
  const size = sizes.find(({ text }) => text === part);
  if (size) return unseen.networks.map(({ id }) => size.scoreOf(unseen, id) ?? Number.NaN);
  const { metric } = last!.archive.find(({ text }) => text === part)!;
  const scored = await scoreNetworks(
    [metric],
    unseen.networks.map(({ id }) => ({ dataset: unseen, id })),
  );
  return scored.map(([score]) => (score?.ok ? metric.sign * score.value : Number.NEGATIVE_INFINITY));
}

const { chosen, tried } = onLeftOut;
const taken = onLeftOut.metrics.find(({ text, role }) => text === chosen && role !== "rival")!;
const columns = await Promise.all(taken.parts.map(scoresOf));
await close();
const scores = columns.length === 1 ? columns[0]! : logRankSum(columns);

const { given, kendall: beyond } = beyondSize(
  spaces.get(leftOut)!.space,
  unseen.networks.map((network, i) => ({ ...network, scores: [{ ok: true, value: scores[i]! }] })),
);
const withSizes = sizes.map(({ text, scoreOf }) => {
  const tau = kendallTau(
    scores,
    unseen.networks.map(({ id }) => scoreOf(unseen, id) ?? Number.NaN),
  );
  return `${tau.toFixed(2)} with ${text}`;
});

const cell = (tau: number, { low, high }: Interval): string =>
  `${tau.toFixed(3).padStart(6)} [${low.toFixed(2).padStart(5)}, ${high.toFixed(2).padStart(5)}]`;
const width = "-0.123 [-0.12, -0.12]".length;
const n = others.reduce((sum, { networks }) => sum + networks.length, 0);
const titles = [
  [leftOut, `${unseen.networks.length} networks`],
  [`${learned.length} others, mean`, `${n} networks`],
] as const;
const rows = onLeftOut.metrics
  .filter((metric) => metric === taken || metric.role === "rival")
  .map((metric) => {
    const other = onOthers.metrics.find(({ text, role }) => text === metric.text && role === metric.role)!;
    const name = metric === taken ? "this metric" : metric.text;
    return [name, cell(metric.mean, metric.interval), cell(other.mean, other.interval)];
  });
const table = [
  ...[0, 1].map((line) => [line === 0 ? "" : "τ on unseen", ...titles.map((title) => title[line]!)]),
  ...rows,
]
  .map(([first, ...rest]) => `    ${first!.padEnd(12)}${rest.map((text) => `  ${text.padStart(width)}`).join("")}`)
  .join("\n");

/** The verdict, and how the metric stands beside the size that is best here in hindsight. */
function answer({ metrics, verdict }: Conclusion): string {
  const tau = metrics.find(({ text, role }) => text === chosen && role !== "rival")!.mean;
  const { text, mean } = metrics
    .filter(({ role, text }) => role === "rival" && (text === "instances" || sizes.some((size) => size.text === text)))
    .reduce((a, b) => (b.mean > a.mean ? b : a));
  const beside = tau > mean ? "ahead of every size, also of the best here" : "no better than a size";
  return `${verdict.replaceAll(chosen, "this metric")}; ${beside}: ${text} has τ ${mean.toFixed(3)}`;
}

const formulas = taken.parts.map((part) => {
  const found = last!.archive.find(({ text }) => text === part);
  return `    ${[part, ...(found ? [infix(found.metric), latex(found.metric)] : [])].join("\n    ")}\n`;
});
const sum = taken.parts.length > 1 ? "; the logarithms of its parts' ranks add up" : "";
const text = `The best of ${tried} metrics, found without a look at ${leftOut}${sum}:

${formulas.join("\n")}
Kendall τ with test accuracy, and its interval of 95 %, on networks that had no part in the search:

${table}

Is it only size? On ${leftOut} its τ is ${withSizes.join(", ")}.
Given ${given.join(", ")}, ${beyond[0]!.toFixed(2)} is left of its τ with accuracy.

On ${leftOut}: ${answer(onLeftOut)}.
On the ${learned.length} others: ${answer(onOthers)}.

seed ${seed}
`;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/report.txt`, text);
writeFileSync(`${folder}/report.json`, `${JSON.stringify({ seed, leftOut, learned, onLeftOut, onOthers }, null, 2)}\n`);
console.log(text);

const place = relative(process.cwd(), folder);
const [first, second, third] = learned;
const { user, system } = process.cpuUsage();
note(`done in ${seconds()} (${((user + system) / 1e6).toFixed(0)} s of processor time). The report is in ${place}/report.txt
and report.json, the statistics beside it.

What to do next:
  npm run eznas -- explain "${taken.parts[0]!}"
  npm run eznas -- rank --table small-${leftOut} --space small-${leftOut} --column test --images fashion --metric "${chosen}"
  npm run eznas -- discover --task ${place}/${first} ${place}/${second} --unseen ${place}/${third}
  npm run eznas -- train --help       a table of your own, on your images
  npm run eznas -- data               public tables to download`);
