/** The pass that AZ-NAS's measures read: forward over noise, and backward over every block by itself. */
import type { Step as Computation } from "@eznas/engine";
import { type RecordedPass, recordBackward, recordForward } from "@eznas/engine/passes";
import type { Recording, Value } from "@eznas/engine/recording";
import type { Statistic } from "@eznas/stats";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Pass, RecordedRuns, Subject } from "../../contract/pass.ts";
import type { ProxyScore } from "../../contract/proxy.ts";
import { noise } from "../../network/batch.ts";
import { networkIn, type StepList } from "../../network/network.ts";
import { tidily } from "../../network/tidily.ts";
import { redrawnNumbers, withNumbers } from "../../network/weights.ts";
import { viewOf } from "../../passes/kernel-gradients.ts";
import type { Blocks } from "./blocks.ts";
import {
  type AzNasOptions,
  type Block,
  type Feature,
  type Features,
  featuresOf,
  filled,
  placesOf,
} from "./features.ts";

export interface FeatureReader {
  /** Whether it reads the blocks' gradients too. */
  readonly withBackward: boolean;
  see(features: Features): void;
}

/** What is drawn for a pass, in this order: its input, its kernels, and the signs when they are asked for. */
interface Drawn {
  readonly input: Statistic;
  readonly weights: ReadonlyMap<LayerVariable, Float32Array> | undefined;
  /** Behind one block after the other. */
  signs(block: number, count: number): Float32Array;
}

/** The pass, or why the network has none. */
export function featurePass(
  subject: Subject,
  options: AzNasOptions,
  withBackward: boolean,
): Pass<FeatureReader> | ProxyScore {
  const { blocks, weights = "redrawn" } = options;
  const network = networkIn(subject);
  const at = placesOf(subject.model, network, blocks, withBackward);
  if ("ok" in at) return at;
  return subject.shared(makerOf(blocks ?? byDefault, weights));
}

type Maker = (subject: Subject) => Pass<FeatureReader>;

const byDefault = {};
/** Of each choice of blocks, so that passes over the same blocks are one. */
const makers = new WeakMap<object, Map<string, Maker>>();
let count = 0;

function makerOf(blocks: Blocks | typeof byDefault, weights: "redrawn" | "own"): Maker {
  const known = makers.get(blocks) ?? new Map<string, Maker>();
  makers.set(blocks, known);
  const maker = known.get(weights) ?? makerFor(blocks === byDefault ? undefined : (blocks as Blocks), weights);
  known.set(weights, maker);
  return maker;
}

function makerFor(blocks: Blocks | undefined, weights: "redrawn" | "own"): Maker {
  const key = `AZ-NAS ${count++}`;
  return (subject) => {
    const network = networkIn(subject);
    const drawn = draw(subject, weights);
    return {
      key,
      ...(drawn.weights && { weights: drawn.weights }),
      record: (record, readers) =>
        recordFeatures(network, placesOf(subject.model, network, blocks, false) as number[], drawn, readers, record),
      byTape(readers) {
        const withBackward = readers.some((reader) => reader.withBackward);
        const features = tidily(() => withNumbers(drawn.weights, () => byTape(subject, drawn, blocks, withBackward)));
        for (const { see } of readers) see(features);
      },
    };
  };
}

function draw(subject: Subject, weights: "redrawn" | "own"): Drawn {
  const { model, batch, rng } = subject;
  const input = noise(batch.images.shape, rng);
  const kernels = weights === "own" ? undefined : redrawnNumbers(model, networkIn(subject), rng);
  const made: Float32Array[] = [];
  return {
    input,
    weights: kernels,
    signs(block, count) {
      made[block] ??= filled(count, () => (rng() < 0.5 ? -1 : 1));
      return made[block];
    },
  };
}

function byTape(subject: Subject, drawn: Drawn, blocks: Blocks | undefined, withBackward: boolean): Features {
  let block = 0;
  let next = 0;
  let signs: Float32Array | undefined;
  // One at a time, and all of a block before those of the next.
  const sign = (count: number): number => {
    signs ??= drawn.signs(block, count);
    const value = signs[next++]!;
    if (next === signs.length) [block, next, signs] = [block + 1, 0, undefined];
    return value;
  };
  const found = featuresOf(subject.model, drawn.input, { blocks, signs: withBackward ? sign : undefined });
  if ("ok" in found) throw new Error("AZ-NAS: a network with blocks has features");
  return found;
}

function recordFeatures(
  { steps, input }: StepList,
  at: readonly number[],
  drawn: Drawn,
  readers: readonly FeatureReader[],
  record: Recording,
): RecordedRuns | Computation {
  const images = record.value(drawn.input.shape);
  const computations = steps.map(({ computation }) => computation);
  const pass = recordForward(record, images, { steps: computations.slice(0, at.at(-1)! + 1), input });
  if ("name" in pass) return pass;
  const features: Feature[] = [];
  const blocks: Block[] = [];
  const slots = at.map((place) => steps[place]!.output);
  for (const slot of slots) {
    const { shape, buffer } = pass.values[slot]!;
    record.emit([buffer], [], ({ heap }) => features.push({ shape, values: viewOf(heap, buffer).slice() }));
  }
  if (readers.some(({ withBackward }) => withBackward))
    for (let i = 1; i < at.length; i++) {
      const block = { ...pass, steps: computations.slice(at[i - 1]! + 1, at[i]! + 1) };
      recordBlock(
        block,
        slots[i - 1]!,
        slots[i]!,
        (count) => drawn.signs(i - 1, count),
        (made) => blocks.push(made),
      );
    }
  record.emit([], [], () => {
    for (const { see } of readers) see({ features, blocks });
  });
  return { input: images, runs: [{ data: drawn.input.data }] };
}

/** Pulls signs at the end of a block back to where it begins, and sums their products over pixels. */
function recordBlock(
  pass: RecordedPass,
  from: number,
  to: number,
  draw: (count: number) => Float32Array,
  see: (block: Block) => void,
): void {
  const { record, values } = pass;
  const [before, after] = [values[from]!, values[to]!];
  const signs = record.value(after.shape);
  const drawn = draw(signs.buffer.floats);
  record.emit([], [signs.buffer], ({ heap }) => heap.set(drawn, signs.buffer.at / 4));
  const pulled = recordBackward(pass, [[to, signs]]).at(from) ?? zerosLike(before, record);
  const [images, height, width, outputs] = after.shape as [number, number, number, number];
  const [, rows, columns, inputs] = before.shape as [number, number, number, number];
  const stride = Math.floor(rows / height);
  const slide = (input: number, output: number) => ({
    input,
    output,
    filter: stride,
    stride,
    dilation: 1,
    padding: 0,
  });
  // The sum over pixels of outer products is the gradient of a convolution by its filter.
  const { filterGradient, scratchBytes } = record.machine.convolution({
    window: { rows: slide(rows, height), columns: slide(columns, width) },
    batch: images,
    inputChannels: inputs,
    outputChannels: outputs,
  });
  const sum = record.buffer(stride * stride * inputs * outputs);
  const { scratch } = record;
  const [x, dy] = [pulled.buffer, signs.buffer];
  record.emit([x, dy], [sum], () => filterGradient(x.at, dy.at, sum.at, scratch), scratchBytes);
  const alike = before.shape.every((length, i) => length === after.shape[i]);
  record.emit([sum, x, dy], [], ({ heap }) => {
    const places = images * height * width;
    const jacobian = viewOf(heap, sum).map((each) => each / places);
    const [a, b] = [viewOf(heap, x), viewOf(heap, dy)];
    see({ jacobian, outputs, idle: alike && a.every((value, i) => value === b[i]) });
  });
}

function zerosLike({ shape }: Value, record: Recording): Value {
  const zeros = record.value(shape);
  const { buffer } = zeros;
  const { kernels } = record;
  record.emit([], [buffer], () => kernels.fill(buffer.at, 0, buffer.floats));
  return zeros;
}
