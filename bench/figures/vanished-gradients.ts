/** docs/measurements/vanished-gradients.json: in which spaces gradients are rounding, under which loss. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { engineForMany, gradientFlow, graphOf, logitsOf } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { inputsFor, type Loss, lossFor, underLoss } from "@eznas/ranking";
import type { Space } from "@eznas/spaces";
import { type SpaceOptions, spaceNamed, spaceNames } from "@eznas/spaces/named";
import { capture, type Inputs, layerNormDense, rcb, type Statistic } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";

const count = 50;
/** Of how many gradients are computed, twice. */
const captured = 2;
const batch = 8;
const gradients = ["T1G_D", "T2G_D", "T3G_D", "T4G_D"] as const;

/** What a space's networks are like under the sum of their logits, and under its own loss. */
interface Counted {
  readonly space: string;
  /** How many have rounding for gradients at all convolutions that the loss depends on, and at some. */
  readonly all: number;
  readonly some: number;
  /** By how much gradients change where the images come in another order: medians, none where there are none. */
  readonly marked: number | null;
  readonly unmarked: number | null;
  readonly ownLoss: Loss;
  /** How many have rounding for a gradient under the space's own loss. */
  readonly underOwn: number;
}

interface Measured {
  readonly spaces: readonly Counted[];
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/vanished-gradients.json", import.meta.url));

/** Sizes at which a network takes some tens of milliseconds: layers decide, not widths. */
function optionsOf(name: string): SpaceOptions {
  if (name.startsWith("small-") || name === "fashion-201") return {};
  if (/^nds|301/.test(name)) return { widths: [4], depths: [3, 4, 5], resolution: name.endsWith("-in") ? 64 : 16 };
  if (name.startsWith("trans")) return { channels: 4, cells: 1, resolution: 64, classes: 10 };
  if (name.startsWith("nas-bench"))
    return { channels: 8, ...(!name.endsWith("macro") && { cells: 1 }), resolution: 16 };
  return { resolution: 16 };
}

/** Counts them in every space of the command line. */
export async function measureVanishedGradients(): Promise<void> {
  await useBackend("wasm");
  const spaces: Counted[] = [];
  for (const name of spaceNames) {
    spaces.push(await counted(name, spaceNamed(name, optionsOf(name))));
    console.error(JSON.stringify(spaces.at(-1)));
  }
  const measured: Measured = { spaces, date: now(), environment: environment() };
  writeFileSync(path, `${JSON.stringify(measured, undefined, 2)}\n`);
}

async function counted(name: string, space: Space<unknown>): Promise<Counted> {
  const inputs = await inputsFor({ images: "photographs", batch, seed: 1, shape: space.inputShape });
  const turned = reversed(inputs);
  const pattern = name.endsWith("vision-transformer") ? layerNormDense() : rcb();
  const engine = engineForMany();
  const ownLoss = lossFor(space);
  const changes = { marked: [] as number[], unmarked: [] as number[] };
  let [all, some, underOwn] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const architecture = space.sample(seeded(1, name, i));
    const model = space.build(architecture, seeded(1, "weights", space.format(architecture)));
    try {
      const [vanished, kernels] = vanishedOf(model);
      if (vanished > 0) vanished === kernels ? all++ : some++;
      if (vanishedOf(underLoss(model, ownLoss))[0] > 0) underOwn++;
      if (i >= captured) continue;
      const taken = async (given: Inputs) => {
        const instances = await capture(model, given, { pattern, engine, statistics: gradients }).catch(noInstance);
        return instances.flatMap(({ statistics }) => gradients.map((each) => copied(each, statistics[each]!)));
      };
      const [here, there] = [await taken(inputs), await taken(turned)];
      for (const [at, each] of here.entries()) {
        const change = changeOf(each, there[at]!);
        if (change !== undefined) changes[each.vanished ? "marked" : "unmarked"].push(change);
      }
    } finally {
      model.dispose();
    }
  }
  const [marked, unmarked] = [median(changes.marked), median(changes.unmarked)];
  return { space: name, all, some, marked, unmarked, ownLoss, underOwn };
}

/** At how many convolutions the gradient of the sum of the outputs vanishes, of how many that it reaches. */
function vanishedOf(model: LayersModel): readonly [vanished: number, of: number] {
  const graph = graphOf(model);
  const { at } = gradientFlow(graph, logitsOf(graph));
  const flows = graph.steps
    .filter(({ weight, className }) => weight && className !== "Dense")
    .map(({ outputs }) => at(outputs[0]!))
    .filter((flow) => flow !== undefined);
  return [flows.filter((flow) => flow === "zero").length, flows.length];
}

/** A network of a space without an instance has no gradients. */
function noInstance(error: unknown): [] {
  if (error instanceof RangeError && /found no/.test(error.message)) return [];
  throw error;
}

type Named = Statistic & { readonly name: (typeof gradients)[number] };

/** An engine that captures share uses its memory again. */
const copied = (name: Named["name"], { data, ...rest }: Statistic): Named => ({ name, ...rest, data: data.slice() });

function reversed({ D, N, P }: Inputs): Inputs {
  const of = (statistic: Statistic): Statistic => ({ ...statistic, data: inReverse(statistic) });
  return { D: of(D), N: of(N), P: of(P) };
}

function inReverse({ shape, data }: Statistic): Float32Array {
  const [samples, size] = [shape[0]!, data.length / shape[0]!];
  const turned = new Float32Array(data.length);
  for (let i = 0; i < samples; i++) turned.set(data.subarray(i * size, (i + 1) * size), (samples - 1 - i) * size);
  return turned;
}

/** ‖a − b‖ ÷ ‖a‖, the samples of b put in the order of those of a; undefined where there is nothing. */
function changeOf(a: Named, b: Named): number | undefined {
  const other = a.name === "T3G_D" ? b.data : inReverse(b);
  let [squares, of] = [0, 0];
  for (let i = 0; i < other.length; i++) {
    squares += (a.data[i]! - other[i]!) ** 2;
    of += a.data[i]! ** 2;
  }
  return of === 0 ? undefined : Math.sqrt(squares / of);
}

function median(values: number[]): number | null {
  values.sort((a, b) => a - b);
  return values.length === 0 ? null : values[values.length >> 1]!;
}

/** What docs/vanished-gradients.md shows. */
export function vanishedGradientsTable(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const { spaces, date, environment: where } = JSON.parse(readFileSync(path, "utf8")) as Measured;
  const change = (value: number | null): string =>
    value === null ? "–" : value > 0 && value < 1e-3 ? value.toExponential(0) : value.toPrecision(1);
  return [
    "| space | logits: all gradients vanish | some do | change, marked | change, others | loss by default | some vanish |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...spaces.map(
      ({ space, all, some, marked, unmarked, ownLoss, underOwn }) =>
        `| ${space} | ${all} | ${some} | ${change(marked)} | ${change(unmarked)} | ${ownLoss} | ${underOwn} |`,
    ),
    "",
    `Of ${count} random networks of each space, in a small size; the changes, of ${captured} of them on ${batch} photographs.`,
    `${describeEnvironment(where)}; ${date.slice(0, 10)}. By \`npm run measure -- vanished-gradients\`.`,
  ].join("\n");
}
