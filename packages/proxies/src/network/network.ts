/** A model as proxies see it: computations of one output each, up to the logits. */
import { type Step as Computation, graphOf, logitsOf, type Slot } from "@eznas/engine";
import { lastReads } from "@eznas/engine/passes";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import type { Subject } from "../contract/pass.ts";
import { inapplicable, type ProxyScore } from "../contract/score.ts";

export type { Slot };

/** One computation in its place. */
export interface Step
  extends Pick<Computation, "name" | "className" | "activation" | "bias" | "inputs" | "outputs" | "shape"> {
  /** What a convolution or a linear layer multiplies by. */
  readonly kernel: LayerVariable | undefined;
  readonly depthwise: boolean;
  /** Of a kernel: how many places of one image it is applied at; NaN where the model leaves that open. */
  readonly positions: number;
  readonly output: Slot;
  /** Values that no later step reads. */
  readonly lastReads: readonly Slot[];
  /** As the engine knows it. */
  readonly computation: Computation;
  run(inputs: readonly Tensor[]): Tensor;
}

export interface StepList {
  readonly steps: readonly Step[];
  readonly input: Slot;
  /** The logits: the output before its softmax or sigmoid, if it has one. */
  readonly output: Slot;
}

/**
 * Nested models are opened, and every use of a shared layer is a step of its own.
 *
 * Throws a RangeError for a model that has not one input and one output, and for a layer with several outputs.
 */
export function networkOf(model: LayersModel): StepList {
  if (model.inputs.length !== 1 || model.outputs.length !== 1)
    throw new RangeError(
      "proxy: expected a model of one input and one output, " +
        `but "${model.name}" has ${model.inputs.length} and ${model.outputs.length}; wrap it in a model that has`,
    );
  const graph = graphOf(model, "proxy");
  const output = graph.outputs[0]!;
  const logits = logitsOf(graph)[0]!;
  const kept = logits === output ? graph.steps : graph.steps.filter((step) => step !== graph.producer(output));
  return { steps: withLastReads(kept, logits), input: graph.input, output: logits };
}

/** A subject's network, taken apart once. */
export const networkIn = (subject: Subject): StepList => subject.shared(ofSubject);

const ofSubject = ({ model }: Subject): StepList => networkOf(model);

/** Whether channels are ahead of pixels in what a convolution or a batch norm puts out. */
export const putsChannelsFirst = ({ shape, computation }: Step): boolean =>
  computation.channelsFirst && shape.length > 2;

/** The failure of a network with channels ahead of pixels, for what is about its feature maps; undefined of any other. */
export function channelsFirst({ name }: LayersModel, { steps }: StepList): ProxyScore | undefined {
  const step = steps.find(putsChannelsFirst);
  if (!step) return undefined;
  return inapplicable(
    `layer "${step.name}" of the model "${name}" puts channels first, and feature maps are read with channels last; ` +
      'build it with dataFormat: "channelsLast"',
  );
}

/** How many channels a kernel puts out. */
export function channelsOf({ kernel, depthwise }: Pick<Step, "kernel" | "depthwise">): number {
  const [inputs, outputs] = kernel!.shape.slice(-2) as [number, number];
  return depthwise ? inputs * outputs : outputs;
}

function withLastReads(computations: readonly Computation[], output: Slot): readonly Step[] {
  const releases = lastReads(computations, [0, output]);
  return computations.map((computation, i) => stepOf(computation, releases[i]!));
}

function stepOf(computation: Computation, lastReads: readonly Slot[]): Step {
  const { name, className, activation, weight, bias, shape, channelsFirst, inputs, outputs } = computation;
  if (outputs.length !== 1) throw new RangeError(`proxy: layer "${name}" has ${outputs.length} outputs; expected one`);
  const places = channelsFirst ? shape.slice(2) : shape.slice(1, -1);
  return {
    name,
    className,
    activation,
    kernel: weight?.variable,
    depthwise: weight?.depthwise ?? false,
    bias,
    shape,
    positions: places.reduce<number>((product, size) => product * (size ?? Number.NaN), 1),
    inputs,
    outputs,
    output: outputs[0]!,
    lastReads,
    computation,
    run: (values) => computation.run(values, undefined)[0]!,
  };
}
