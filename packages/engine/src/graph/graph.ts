/**
 * A model as a flat list of computations: nested models opened, layers taken apart, every
 * application of a shared layer on its own.
 */
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Layer } from "../parts/layer-view.ts";
import type { Part } from "../parts/part.ts";
import { partsOf } from "./parts-of.ts";

/** The place of a value: an index into the values that a forward pass fills. */
export type Slot = number;

/** One computation in its place. */
export interface Step extends Part {
  /** The layer's name, after the names of the models around it: `body/conv`. */
  readonly name: string;
  /** Of the layer's first output, batch first; null where the model leaves it open. */
  readonly shape: readonly (number | null)[];
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Slot[];
}

export interface Graph {
  /** In the order in which the layers were applied when the model was defined, which is topological. */
  readonly steps: readonly Step[];
  readonly slots: number;
  readonly input: Slot;
  readonly outputs: readonly Slot[];
  /** Which step makes the value; none makes the input. */
  producer(slot: Slot): Step | undefined;
  /** The values that the layer of this name puts out, one for every application; none where there is no such layer. */
  outputsOf(layerName: string): readonly Slot[];
}

type Node = Layer["inboundNodes"][number];

/**
 * The computations of a model, for whatever has to look between them: captures, training without a tape, proxies.
 *
 * Throws a RangeError in the caller's name for a model with more than one input, and for layers
 * that keep a state or mask time steps.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { graphOf } from "@eznas/engine";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const { steps } = graphOf(tinyModel());
 * steps.filter(({ weight }) => weight).length; // → 4
 * ```
 */
export function graphOf(model: LayersModel, caller = "graphOf"): Graph {
  if (model.inputs.length !== 1)
    throw new RangeError(
      `${caller}: expected a model with one input, but "${model.name}" has ${model.inputs.length}; ` +
        "wrap it in a model with one",
    );
  const steps: Step[] = [];
  const producers: (Step | undefined)[] = [undefined];
  const models: Opened[] = [];

  const addPart = (part: Part, place: Omit<Step, keyof Part | "outputs">, count: number): readonly Slot[] => {
    const outputs: Slot[] = [];
    const { className, activation, weight, bias, channelsFirst, ownCall, centers, computation, run } = part;
    const step: Step = {
      className,
      activation,
      weight,
      bias,
      channelsFirst,
      ownCall,
      centers,
      computation,
      run,
      ...place,
      outputs,
    };
    steps.push(step);
    while (outputs.length < count) outputs.push(producers.push(step) - 1);
    return outputs;
  };

  const addNode = (node: Node, name: string, inputs: readonly Slot[]): readonly Slot[] => {
    const layer = node.outboundLayer;
    if (isModel(layer)) return addModel(layer, `${name}/`, inputs);
    refuse(layer, caller);
    const parts = partsOf(layer);
    const { shape } = node.outputTensors[0]!;
    let values = inputs;
    for (let i = 0; i < parts.length; i++)
      values = addPart(
        parts[i]!,
        { name, shape, inputs: values },
        i < parts.length - 1 ? 1 : node.outputTensors.length,
      );
    return values;
  };

  const addModel = (inner: LayersModel, scope: string, inputs: readonly Slot[]): readonly Slot[] => {
    const slotOf = new Map(inner.inputs.map((tensor, i) => [tensor.id, inputs[i]!]));
    for (const node of nodesOf(inner, slotOf)) {
      const { inputTensors, outputTensors } = node;
      const read = inputTensors.map(({ id }) => slotOf.get(id)!);
      const outputs = addNode(node, scope + node.outboundLayer.name, read);
      for (let i = 0; i < outputTensors.length; i++) slotOf.set(outputTensors[i]!.id, outputs[i]!);
    }
    models.push({ model: inner, scope, slotOf });
    return inner.outputs.map(({ id }) => slotOf.get(id)!);
  };

  const outputs = addModel(model, "", [0]);
  return {
    steps,
    slots: producers.length,
    input: 0,
    outputs,
    producer: (slot) => producers[slot],
    outputsOf: (layerName) => models.flatMap((opened) => outputsIn(opened, layerName)),
  };
}

/** A model that was opened: what its layers' names begin with, and where the values of its tensors are. */
interface Opened {
  readonly model: LayersModel;
  readonly scope: string;
  readonly slotOf: ReadonlyMap<number, Slot>;
}

function outputsIn({ model, scope, slotOf }: Opened, layerName: string): readonly Slot[] {
  const named = model.layers.filter(({ name }) => scope + name === layerName);
  return named.flatMap(({ inboundNodes }) =>
    inboundNodes.flatMap(({ outputTensors }) =>
      outputTensors.map(({ id }) => slotOf.get(id)).filter((slot) => slot !== undefined),
    ),
  );
}

/** The applications that a model's outputs depend on, in the order in which they were made. */
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

const isModel = (layer: object): layer is LayersModel => "inputLayers" in layer && "outputLayers" in layer;

function refuse(layer: Layer, caller: string): void {
  const className = layer.getClassName();
  const { maskZero } = className === "Embedding" ? (layer.getConfig() as { maskZero?: boolean }) : {};
  if (layer.stateful)
    throw new RangeError(
      `${caller}: layer "${layer.name}" is stateful, so a pass would change it; build it with stateful: false`,
    );
  if (maskZero || className === "Masking")
    throw new RangeError(
      `${caller}: layer "${layer.name}" masks time steps, which ${caller} does not carry on; build it without a mask`,
    );
}
