/**
 * Networks of one's own with their accuracies, a search over them, its report, and a plot of scores against accuracies.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { score } from "@eznas/program";
import { formatReport, holdOut } from "@eznas/search";
import { randomInputs } from "@eznas/stats";
import { collect } from "@eznas/stats/node";
import { type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";
import { evolve } from "eznas";

await useBackend();

/** Any tf.LayersModel will do in which a ReLU, a convolution and a batch norm follow each other. */
function network(width: number, depth: number): LayersModel {
  const convolution = (name: string, first = false) =>
    layers.conv2d({
      name,
      filters: width,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      kernelInitializer: "heNormal",
      ...(first && { inputShape: [8, 8, 3] }),
    });
  const blocks = Array.from({ length: depth }, (_, i) => [
    layers.reLU({ name: `relu${i}` }),
    convolution(`conv${i}`),
    layers.batchNormalization({ name: `norm${i}` }),
  ]);
  const head = [
    layers.reLU({ name: "relu" }),
    layers.globalMaxPooling2d({ name: "pool" }),
    layers.dense({ units: 10, name: "out" }),
  ];
  return sequential({ layers: [convolution("stem", true), ...blocks.flat(), ...head] });
}

// What you measured; here a number made up of width and depth.
const noise = seeded(1, "accuracies");
const trained = [4, 8, 12, 16].flatMap((width) =>
  [1, 2, 3, 4, 5].map((depth) => ({ width, depth, accuracy: 60 + 6 * Math.log2(width) + 2 * depth + noise() })),
);

const statistics = ["T3", "T3G_D", "T1_D", "T4_D"] as const;
const folder = await mkdtemp(join(tmpdir(), "eznas-"));
try {
  const dataset = await collect(
    join(folder, "statistics"),
    trained.map(({ width, depth, accuracy }) => ({
      id: `width ${width}, depth ${depth}`,
      accuracy,
      build: () => network(width, depth),
    })),
    { name: "my networks", inputs: randomInputs([2, 8, 8, 3], seeded(1, "inputs")), statistics },
  );
  const { task, heldOut } = holdOut(dataset, 12, seeded(1, "hold-out"));
  const { best, report } = await evolve({
    seed: 7,
    tasks: [task],
    heldOut: [heldOut],
    primitives: { ops, terminals: statistics },
    networksPerTask: 12,
    population: 20,
    generations: 3,
  });
  console.log(formatReport(report));

  const points = await Promise.all(
    dataset.networks.map(async ({ id, accuracy }) => {
      const result = score(best.program, await dataset.read(id, statistics));
      return { accuracy, score: result.ok ? result.value : Number.NaN };
    }),
  );
  const plot = await import("@observablehq/plot");
  const { parseHTML } = await import("linkedom");
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = plot
    .dot(points, { x: "score", y: "accuracy" })
    .plot({ grid: true, document: document as unknown as Document });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  await writeFile(join(folder, "scores.svg"), svg.outerHTML); // where you want it
  console.log(`${points.length} networks drawn in ${svg.outerHTML.length} characters`);
} finally {
  await rm(folder, { recursive: true });
}
