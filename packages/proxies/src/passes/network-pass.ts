import type { Step as Computation } from "@eznas/engine";
import {
  crossEntropy,
  onesOf,
  type RecordedPass,
  recordBackward,
  recordForward,
  type Target,
} from "@eznas/engine/passes";
import type { Recording, Value } from "@eznas/engine/recording";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Pass, RecordedRuns } from "../contract/pass.ts";
import type { Batch } from "../contract/score.ts";
import { inputOf } from "../network/batch.ts";
import { forward } from "../network/forward.ts";
import { gradientsOf, tellingGradient } from "../network/gradients.ts";
import { lossOf, type PassLoss } from "../network/loss.ts";
import type { Step, StepList } from "../network/network.ts";
import { tidily } from "../network/tidily.ts";
import { withNumbers } from "../network/weights.ts";
import type { Reader } from "./reader.ts";

export interface NetworkPass {
  readonly key: string;
  readonly network: StepList;
  /** Each goes through by itself; all of one shape. */
  readonly batches: readonly Batch[];
  /** What it computes with in place of the model's own numbers. */
  readonly weights?: ReadonlyMap<LayerVariable, Float32Array> | undefined;
}

/** The network forward on every batch, and backward once for each loss that a reader asks for. */
export function networkPass(of: NetworkPass): Pass<Reader> {
  const { key, weights } = of;
  return {
    key,
    ...(weights && { weights }),
    record: (record, readers) => recordPass(of, readers, record),
    byTape: (readers) => {
      for (const batch of of.batches) tidily(() => withNumbers(weights, () => runByTape(of.network, batch, readers)));
    },
  };
}

const lossesOf = (readers: readonly Reader[]): ReadonlySet<PassLoss> =>
  new Set(readers.flatMap(({ loss }) => loss ?? []));

function recordPass(
  { network, batches }: NetworkPass,
  readers: readonly Reader[],
  record: Recording,
): RecordedRuns | Computation {
  const { steps, input, output } = network;
  const stepAt = new Map(steps.map((step) => [step.output, step]));
  const values: Value[] = [];
  const images = record.value(batches[0]!.images.shape);
  const pass = recordForward(record, images, {
    steps: steps.map(({ computation }) => computation),
    input,
    made(slot, value) {
      values[slot] = value;
      const step = stepAt.get(slot);
      if (!step) return;
      const inputs = step.inputs.map((from) => values[from]!);
      for (const { byEngine } of readers) byEngine.output?.(step, value, inputs, record);
    },
  });
  if ("name" in pass) return pass;
  const target: Target = { labels: [], loss: 0 };
  for (const loss of lossesOf(readers)) {
    const begin = beginOf(loss, values[output]!, target, record);
    const reading = readers.filter((reader) => reader.loss === loss);
    recordBack(pass, network, begin, reading, stepAt, target);
  }
  const runs = batches.map((batch) => ({
    data: batch.images.data,
    begin: () => {
      target.labels = batch.labels ?? [];
    },
  }));
  return { input: images, runs };
}

/** The gradient by the logits, where the way back begins. */
function beginOf(loss: PassLoss, logits: Value, target: Target, record: Recording): Value {
  const { shape } = logits;
  if (loss === "sum") return onesOf(shape, record);
  if (loss === "cross-entropy") return crossEntropy(logits, target, record);
  const weights = loss.weights(shape);
  const begin = record.value(shape);
  const { buffer } = begin;
  record.emit([], [buffer], ({ heap }) => heap.set(weights, buffer.at / 4));
  return begin;
}

function recordBack(
  pass: RecordedPass,
  { input, output }: StepList,
  begin: Value,
  readers: readonly Reader[],
  stepAt: ReadonlyMap<number, Step>,
  target: Target,
): void {
  const { record, values } = pass;
  const backward = recordBackward(pass, [[output, begin]], {
    before({ outputs: [slot] }, gradient) {
      if (!gradient) return;
      const step = stepAt.get(slot!)!;
      for (const { byEngine } of readers) byEngine.gradient?.(step, values[slot!]!, gradient, record);
    },
  });
  const ofWeights = backward.ofWeights();
  const gradients = {
    ofWeight: (variable: LayerVariable) => ofWeights.get(variable)?.buffer,
    ofImages: () => backward.at(input)?.buffer,
  };
  for (const { byEngine } of readers) byEngine.end?.(gradients, record, values[input]!, target);
}

function runByTape(network: StepList, batch: Batch, all: readonly Reader[]): void {
  for (const { byTape } of all) byTape.alone?.(batch);
  const readers = all.filter(({ byTape }) => !byTape.alone);
  if (readers.length === 0) return;
  const { images, labels } = batch;
  const x = inputOf(network, images, lossesOf(readers).size > 0);
  const look = (step: Step, inputs: Parameters<Step["run"]>[0]) => {
    const y = step.run(inputs);
    for (const { byTape } of readers) byTape.output?.(step, y);
    return y;
  };
  const [first, ...others] = lossesOf(readers);
  if (first === undefined) {
    forward(network, x, look);
    return;
  }
  for (const loss of [first, ...others]) {
    const run = loss === first ? look : (step: Step, inputs: Parameters<Step["run"]>[0]) => step.run(inputs);
    const reading = readers.filter((reader) => reader.loss === loss).map(({ byTape }) => byTape);
    const variables = [...new Set(reading.flatMap(({ weights = [] }) => weights))];
    // What is watched need not depend on any of the weights.
    const toImages = reading.some(({ images, watches }) => images || watches);
    const xs = [...variables.map((variable) => variable.read()), ...(toImages ? [x] : [])];
    const { grads } = gradientsOf(
      () =>
        lossOf(
          forward(network, x, (step, inputs) => {
            const y = run(step, inputs);
            const watching = reading.filter(({ watches }) => watches?.(step));
            if (watching.length === 0) return y;
            return tellingGradient(y, (gradient, value) => {
              for (const reader of watching) reader.gradient?.(step, value, gradient);
            });
          }),
          loss,
          labels,
        ),
      xs,
    );
    const at = new Map(variables.map((variable, i) => [variable, grads[i]!]));
    const gradients = {
      ofWeight: (variable: LayerVariable) => at.get(variable)!,
      ofImages: () => grads.at(-1)!,
    };
    for (const reader of reading) reader.end?.(gradients);
  }
}
