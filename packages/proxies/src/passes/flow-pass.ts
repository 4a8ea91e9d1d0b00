/** What flows through a network of absolute weights from an image of ones to the sum of its logits. */
import type { Step as Computation } from "@eznas/engine";
import { onesOf, recordBackward, runForward } from "@eznas/engine/passes";
import type { Recorded, Recording, Region, Value } from "@eznas/engine/recording";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import type { Pass, RecordedRuns } from "../contract/pass.ts";
import { type Around, forward } from "../network/forward.ts";
import { gradientsOf, tellingGradient } from "../network/gradients.ts";
import type { Slot, Step, StepList } from "../network/network.ts";
import { tidily } from "../network/tidily.ts";
import { withNumbers } from "../network/weights.ts";
import { viewOf } from "./kernel-gradients.ts";

export interface FlowReader {
  readonly kernels: readonly LayerVariable[];
  /** The weights of each kernel, and the gradients of the sum by them, which leave float32 and lack a factor of 2^exponent. */
  see(weights: Float32Array, gradient: Float32Array): void;
  /** When all has been seen. */
  end(flow: Flow): void;
}

export interface Flow {
  readonly exponent: number;
  readonly reachesImage: boolean;
  /** The first saturating step that stopped all that flowed back to it, so that what is before it does not count. */
  readonly stoppedAt: Step | undefined;
}

/** Activations that are flat, to float32, where weights are absolute and inputs large. */
const saturating: ReadonlySet<string | undefined> = new Set([
  "sigmoid",
  "hardSigmoid",
  "tanh",
  "softmax",
  "softsign",
  "relu6",
]);

export const saturates = ({ activation }: Step): boolean => saturating.has(activation);

/** Which saturating steps a gradient has reached from behind, in that order, and which it has passed. */
class Reached {
  readonly #behind = new Set<Step>();
  readonly #before = new Set<Step>();

  behind(step: Step): void {
    this.#behind.add(step);
  }

  before(step: Step): void {
    this.#before.add(step);
  }

  stoppedAt(): Step | undefined {
    return [...this.#behind].findLast((step) => !this.#before.has(step));
  }
}

function isZero(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) return false;
  return true;
}

/** Values are kept within float32 by a power of two each, which is exact. */
export function flowPass(
  model: LayersModel,
  network: StepList,
  shape: readonly number[],
  withoutBatchNorm: boolean,
): Pass<FlowReader> {
  const weights = absolute(model);
  return {
    key: `the flow ${withoutBatchNorm ? "without" : "with"} batch norms`,
    weights,
    record: (record, readers) => recordFlow(network, shape, withoutBatchNorm, readers, record),
    byTape: (readers) =>
      tidily(() => withNumbers(weights, () => flowByTape(network, shape, withoutBatchNorm, readers))),
  };
}

const absolute = (model: LayersModel): ReadonlyMap<LayerVariable, Float32Array> =>
  new Map(
    [...new Set(model.weights)].map((variable) => [
      variable,
      (variable.read().dataSync() as Float32Array).map(Math.abs),
    ]),
  );

const isBatchNorm = ({ className }: Step): boolean => className === "BatchNormalization";

/** Classes of layers that give c times as much for c times as much, c > 0. */
const homogeneous: ReadonlySet<string> = new Set([
  ...["Conv1D", "Conv2D", "DepthwiseConv2D", "DilatedDepthwiseConv2D", "SeparableConv2D", "Dense", "Rescaling"],
  ...["Add", "Average", "Maximum", "Minimum", "Concatenate"],
  ...["AveragePooling2D", "MaxPooling2D", "SameAveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D"],
  ...["ZeroPadding2D", "Cropping2D", "Flatten", "Reshape", "Permute", "Dropout", "ZerosLike"],
]);

const isHomogeneous = ({ className, activation }: Step): boolean =>
  className === "Activation" ? /^(relu|linear)$/.test(activation!) : homogeneous.has(className);

/** The power of two by which the greatest value is out of the middle of float32's range. */
function excessOf(greatest: number): number {
  const exponent = Math.log2(greatest);
  return Number.isFinite(exponent) && Math.abs(exponent) > 10 ? Math.round(exponent) : 0;
}

/** By how many powers of two a value is smaller than what it stands for; known when the pass has come there. */
interface Scale {
  exponent: number;
}

function recordFlow(
  { steps, input, output }: StepList,
  shape: readonly number[],
  withoutBatchNorm: boolean,
  readers: readonly FlowReader[],
  record: Recording,
): RecordedRuns | Computation {
  const image = record.value(shape);
  const values: Value[] = [];
  const scales: Scale[] = [];
  const recorded: Recorded[] = [];
  const reached = new Reached();
  values[input] = image;
  scales[input] = { exponent: 0 };
  const stopped = runForward<Step, Value>(steps, values, {
    run(step, inputs) {
      const from = step.inputs.map((slot) => scales[slot]!);
      if (withoutBatchNorm && isBatchNorm(step)) {
        recorded[step.output] = { output: inputs[0]!, gradient: (dy) => ({ inputs: [dy] }) };
        scales[step.output] = from[0]!;
        return [inputs[0]!];
      }
      const scaled = recordScaled(step, inputs, from, record, reached);
      if (!scaled) return undefined;
      recorded[step.output] = scaled.recorded;
      scales[step.output] = scaled.scale;
      return [scaled.recorded.output];
    },
  });
  if (stopped) return stopped.computation;
  const pass = { steps: steps.map(({ computation }) => computation), record, values, recorded };
  const backward = recordBackward(pass, [[output, onesOf(values[output]!.shape, record)]]);
  const gradients = backward.ofWeights();
  const atImage = backward.at(input)?.buffer;
  for (const { kernels, see, end } of readers) {
    for (const variable of kernels) {
      const [weights, gradient] = [record.weight(variable), gradients.get(variable)?.buffer];
      if (gradient)
        record.emit([weights, gradient], [], ({ heap }) => see(viewOf(heap, weights), viewOf(heap, gradient)));
    }
    record.emit([values[output]!.buffer, ...(atImage ? [atImage] : [])], [], ({ heap }) =>
      end({
        exponent: scales[output]!.exponent,
        reachesImage: atImage !== undefined && !isZero(viewOf(heap, atImage)),
        stoppedAt: reached.stoppedAt(),
      }),
    );
  }
  return { input: image, runs: [{ data: new Float32Array(image.buffer.floats).fill(1) }] };
}

/** A step on values that are scaled, which are brought to one scale first; its output is scaled again. */
function recordScaled(
  step: Step,
  inputs: readonly Value[],
  from: readonly Scale[],
  record: Recording,
  reached: Reached,
): { readonly recorded: Recorded; readonly scale: Scale } | undefined {
  const sameDegree = isHomogeneous(step);
  const common = (): number => (sameDegree ? Math.max(...from.map(({ exponent }) => exponent)) : 0);
  const toCommon = (i: number) => (): number => from[i]!.exponent - common();
  // Alone, a value is at its own scale.
  const alone = sameDegree && inputs.length === 1;
  const aligned = inputs.map((x, i) => (alone ? x : timesPowerOfTwo(x, toCommon(i), record)));
  const at = step.bias ? withScaled(step.bias, () => -common(), record) : (recording: Recording) => recording;
  const inner = step.computation.computation?.record(aligned, at(record));
  if (!inner) return undefined;
  const { output } = inner;
  if (!sameDegree) {
    const gradient = (dy: Value, recording: Recording) => {
      const gradients = inner.gradient(dy, at(recording));
      if (saturates(step)) noteReached(step, dy, gradients.inputs[0], reached, recording);
      return back(gradients, recording);
    };
    return { recorded: { output, gradient }, scale: { exponent: 0 } };
  }
  const scale = { exponent: 0 };
  let excess = 0;
  const { kernels } = record;
  const kept = { ...record.value(output.shape), ...(output.zero && { zero: true as const }) };
  const [y, to] = [output.buffer, kept.buffer];
  record.emit([y], [to], () => {
    excess = excessOf(kernels.largest(y.at, y.floats));
    scale.exponent = common() + excess;
    kernels.scale(y.at, 2 ** -excess, to.at, y.floats);
  });
  return {
    recorded: {
      output: kept,
      gradient: (dy, recording) =>
        back(
          inner.gradient(
            timesPowerOfTwo(dy, () => -excess, recording),
            at(recording),
          ),
          recording,
        ),
    },
    scale,
  };

  function back(gradients: ReturnType<Recorded["gradient"]>, recording: Recording): ReturnType<Recorded["gradient"]> {
    if (alone) return gradients;
    const scaled = gradients.inputs.map((dx, i) => dx && timesPowerOfTwo(dx, toCommon(i), recording));
    return { ...gradients, inputs: scaled };
  }
}

function noteReached(step: Step, dy: Value, dx: Value | undefined, reached: Reached, record: Recording): void {
  record.emit([dy.buffer, ...(dx ? [dx.buffer] : [])], [], ({ heap }) => {
    if (!isZero(viewOf(heap, dy.buffer))) reached.behind(step);
    if (dx && !isZero(viewOf(heap, dx.buffer))) reached.before(step);
  });
}

/** The recording with one weight times a power of two, which is known when the pass has come there. */
function withScaled(
  variable: LayerVariable,
  exponent: () => number,
  record: Recording,
): (recording: Recording) => Recording {
  const own = record.weight(variable);
  const scaled: Region = record.buffer(own.floats);
  const { kernels } = record;
  record.emit([own], [scaled], () => kernels.scale(own.at, 2 ** exponent(), scaled.at, own.floats));
  return (recording) => ({
    ...recording,
    weight: (asked) => (asked === variable ? scaled : recording.weight(asked)),
  });
}

function timesPowerOfTwo({ shape, buffer, zero }: Value, exponent: () => number, record: Recording): Value {
  const { kernels } = record;
  const scaled = { ...record.value(shape), ...(zero && { zero }) };
  const to = scaled.buffer;
  record.emit([buffer], [to], () => kernels.scale(buffer.at, 2 ** exponent(), to.at, buffer.floats));
  return scaled;
}

function flowByTape(
  network: StepList,
  shape: readonly number[],
  withoutBatchNorm: boolean,
  readers: readonly FlowReader[],
): void {
  const x = tf.ones([...shape]);
  const scaled = scaledFlow(withoutBatchNorm);
  const variables = [...new Set(readers.flatMap(({ kernels }) => kernels))];
  const xs = variables.map((variable) => variable.read());
  const { grads } = gradientsOf(() => tf.sum(forward(network, x, scaled.around)), [...xs, x]);
  const reachesImage = !isZero(grads.at(-1)!.dataSync() as Float32Array);
  for (const { kernels, see, end } of readers) {
    for (const kernel of kernels) {
      const at = variables.indexOf(kernel);
      see(xs[at]!.dataSync() as Float32Array, grads[at]!.dataSync() as Float32Array);
    }
    end({ exponent: scaled.exponentOf(network.output), reachesImage, stoppedAt: scaled.reached.stoppedAt() });
  }
}

/** Runs steps on values that are kept within float32 by a power of two each. */
function scaledFlow(withoutBatchNorm: boolean): {
  readonly around: Around;
  readonly reached: Reached;
  exponentOf(slot: Slot): number;
} {
  const reached = new Reached();
  const noting =
    (note: () => void) =>
    (gradient: tf.Tensor): void => {
      if (!isZero(gradient.dataSync() as Float32Array)) note();
    };
  const exponents = new Map<Slot, number>();
  const exponentOf = (slot: Slot): number => exponents.get(slot) ?? 0;
  const around: Around = (step, inputs) => {
    if (withoutBatchNorm && isBatchNorm(step)) {
      exponents.set(step.output, exponentOf(step.inputs[0]!));
      return inputs[0]!;
    }
    const exponent = isHomogeneous(step) ? Math.max(...step.inputs.map(exponentOf)) : 0;
    const aligned = inputs.map((x, i) => scaledBy(x, exponentOf(step.inputs[i]!) - exponent));
    if (saturates(step)) {
      const [x] = aligned.map((value) =>
        tellingGradient(
          value,
          noting(() => reached.before(step)),
        ),
      );
      return tellingGradient(
        step.run([x!]),
        noting(() => reached.behind(step)),
      );
    }
    const y = runWithBias(step, aligned, exponent);
    const excess = isHomogeneous(step) ? excessOf(greatestOf(y.dataSync())) : 0;
    exponents.set(step.output, exponent + excess);
    return scaledBy(y, -excess);
  };
  return { around, reached, exponentOf };
}

const scaledBy = (x: tf.Tensor, exponent: number): tf.Tensor => (exponent === 0 ? x : tf.mul(x, 2 ** exponent));

/** A bias is added to what was scaled. */
function runWithBias(step: Step, inputs: readonly tf.Tensor[], exponent: number): tf.Tensor {
  if (!step.bias || exponent === 0) return step.run(inputs);
  const bias = (step.bias.read().dataSync() as Float32Array).map((value) => value * 2 ** -exponent);
  return withNumbers(new Map([[step.bias, bias]]), () => step.run(inputs));
}

function greatestOf(values: ArrayLike<number>): number {
  let greatest = 0;
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, Math.abs(values[i]!));
  return greatest;
}
