/** A model as a list of computations in an order in which they can run. */
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import { type Layer, type Part, partsOf } from "./parts.ts";

/** The place of a value: an index into the values of a forward pass. */
export type Slot = number;

/** One computation in its place. */
export interface Step extends Part {
  /** The layer's name, after the names of the models around it: `body/conv`. */
  readonly name: string;
  readonly inputs: readonly Slot[];
  readonly output: Slot;
  /** Of the layer's output, batch first; null where the model leaves it open. */
  readonly shape: readonly (number | null)[];
  /** Of a kernel: how many places of one image it is applied at; NaN where the model leaves that open. */
  readonly positions: number;
  /** Values that no later step reads. */
  readonly lastReads: readonly Slot[];
}

export interface Network {
  readonly steps: readonly Step[];
  readonly input: Slot;
  /** The logits: the output before its softmax, if it has one. */
  readonly output: Slot;
}

type Node = Layer["inboundNodes"][number];

/**
 * Nested models are opened, and every use of a shared layer is a step of its own.
 *
 * Throws a RangeError for a model that has not one input and one output, and for a layer with several outputs.
 */
export function networkOf(model: LayersModel): Network {
  if (model.inputs.length !== 1 || model.outputs.length !== 1)
    throw new RangeError(
      `proxy: expected a model of one input and one output, but "${model.name}" has ${model.inputs.length} and ${model.outputs.length}; wrap it in a model that has`,
    );
  const steps: Step[] = [];
  let slots = 1;

  const addLayer = (node: Node, name: string, inputs: readonly Slot[]): Slot => {
    const layer = node.outboundLayer;
    if (isModel(layer)) return addModel(layer, `${name}/`, inputs);
    if (node.outputTensors.length !== 1)
      throw new RangeError(`proxy: layer "${name}" has ${node.outputTensors.length} outputs; expected one`);
    const { shape } = node.outputTensors[0]!;
    const parts = partsOf(layer);
    const channels = parts.findLast(({ kernel }) => kernel);
    const positions = channels ? sizeOf(shape) / channelsOf(channels) : 0;
    let values = inputs;
    for (const part of parts) {
      const output = slots++;
      steps.push({ ...part, name, inputs: values, output, shape, positions, lastReads: [] });
      values = [output];
    }
    return values[0]!;
  };

  const addModel = (inner: LayersModel, scope: string, inputs: readonly Slot[]): Slot => {
    const slotOf = new Map(inner.inputs.map(({ id }, i) => [id, inputs[i]!]));
    for (const node of nodesOf(inner, slotOf)) {
      const read = node.inputTensors.map(({ id }) => slotOf.get(id)!);
      slotOf.set(node.outputTensors[0]!.id, addLayer(node, scope + node.outboundLayer.name, read));
    }
    return slotOf.get(inner.outputs[0]!.id)!;
  };

  const output = addModel(model, "", [0]);
  const last = steps.at(-1);
  const softmax = last?.output === output && last.activation === "softmax";
  const kept = softmax ? steps.slice(0, -1) : steps;
  const logits = softmax ? last.inputs[0]! : output;
  return { steps: withLastReads(kept, logits), input: 0, output: logits };
}

/** How many channels a kernel puts out. */
export function channelsOf({ kernel, depthwise = false }: Pick<Part, "kernel" | "depthwise">): number {
  const [inputs, outputs] = kernel!.shape.slice(-2) as [number, number];
  return depthwise ? inputs * outputs : outputs;
}

/** The number of values of one image. */
const sizeOf = (shape: readonly (number | null)[]): number =>
  shape.slice(1).reduce<number>((product, size) => product * (size ?? Number.NaN), 1);

/** The applications that a model's output depends on, in the order in which they were made. */
function nodesOf(model: LayersModel, known: ReadonlyMap<number, Slot>): readonly Node[] {
  const found = new Map<number, Node>();
  const open: SymbolicTensor[] = [...model.outputs];
  for (let tensor = open.pop(); tensor; tensor = open.pop()) {
    if (known.has(tensor.id)) continue;
    const node = tensor.sourceLayer.inboundNodes[tensor.nodeIndex]!;
    if (found.has(node.id)) continue;
    found.set(node.id, node);
    open.push(...node.inputTensors);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}

function withLastReads(steps: readonly Step[], output: Slot): readonly Step[] {
  const met = new Set<Slot>([0, output]);
  return steps
    .toReversed()
    .map((step) => {
      const lastReads = [...new Set(step.inputs)].filter((slot) => !met.has(slot));
      for (const slot of lastReads) met.add(slot);
      return { ...step, lastReads };
    })
    .reverse();
}

const isModel = (layer: object): layer is LayersModel => "inputLayers" in layer && "outputLayers" in layer;
