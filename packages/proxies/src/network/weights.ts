/** The weights that proxies are about, and other values in their place for a while. */
import { standardNormal } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import { inapplicable, type ProxyScore, type Rng } from "../contract/proxy.ts";
import type { StepList } from "./network.ts";
import { tidily } from "./tidily.ts";

/** A kernel of convolutions or linear layers; every kernel once, however many layers share it. */
export interface Kernel {
  readonly variable: LayerVariable;
  readonly depthwise: boolean;
  /** The layers that it is applied in. */
  readonly names: readonly string[];
}

/** The kernels of a network in order, or those that one of the layers named is applied with. */
export function kernelsOf({ steps }: StepList, layers: (name: string) => boolean = () => true): readonly Kernel[] {
  const found = new Map<LayerVariable, { variable: LayerVariable; depthwise: boolean; names: string[] }>();
  for (const { kernel, depthwise = false, name } of steps) {
    if (!kernel) continue;
    const known = found.get(kernel);
    if (known) known.names.push(name);
    else found.set(kernel, { variable: kernel, depthwise, names: [name] });
  }
  return [...found.values()].filter(({ names }) => names.some(layers));
}

/** The failure of a network without a kernel that counts; undefined where there is one. */
export function withoutKernels(
  { name }: LayersModel,
  network: StepList,
  layers?: (name: string) => boolean,
): ProxyScore | undefined {
  if (kernelsOf(network, layers).length > 0) return undefined;
  return inapplicable(`the model "${name}" has no convolution and no linear layer${layers ? " that is to count" : ""}`);
}

export type Replacement = readonly [variable: LayerVariable, make: (own: tf.Tensor) => tf.Tensor];

/** Runs `body` on other weights; afterwards the variables hold the very numbers that they held. */
export function withWeights<T>(replacements: Iterable<Replacement>, body: () => T): T {
  const replaced: { readonly live: tf.Variable; readonly own: tf.Tensor }[] = [];
  try {
    for (const [variable, make] of replacements) {
      const live = variable.read() as tf.Variable;
      const own = tf.keep(tf.clone(live as tf.Tensor));
      replaced.push({ live, own });
      const other = tf.tidy(() => make(own));
      live.assign(other);
      other.dispose();
    }
    return body();
  } finally {
    for (const { live, own } of replaced) {
      live.assign(own);
      own.dispose();
    }
  }
}

/** The same on numbers; on the model's own where there are none. */
export function withNumbers<T>(numbers: ReadonlyMap<LayerVariable, Float32Array> | undefined, body: () => T): T {
  const replacements = [...(numbers ?? [])].map(
    ([variable, values]) => [variable, ({ shape }: tf.Tensor) => tf.tensor(values, shape)] as const,
  );
  return withWeights(replacements, body);
}

/** New kernels from N(0, deviation²), biases and β of zeros, γ of ones: as if the network were initialized anew. */
export function redrawn(
  model: LayersModel,
  network: StepList,
  normal: () => number,
  deviation: (kernel: Kernel) => number,
): readonly Replacement[] {
  const kernels = new Map(kernelsOf(network).map((kernel) => [kernel.variable, kernel]));
  return [...new Set(model.weights)].flatMap((variable): readonly Replacement[] => {
    const kernel = kernels.get(variable);
    if (kernel) {
      const scale = deviation(kernel);
      const draw = ({ size, shape }: tf.Tensor): tf.Tensor => {
        const values = new Float32Array(size);
        for (let i = 0; i < size; i++) values[i] = scale * normal();
        return tf.tensor(values, shape);
      };
      return [[variable, draw]];
    }
    const constant = /(^|\/)gamma$/.test(variable.originalName)
      ? tf.onesLike
      : /(^|\/)(bias|beta)$/.test(variable.originalName)
        ? tf.zerosLike
        : undefined;
    return constant ? [[variable, constant]] : [];
  });
}

/** What a network learns, each once: kernels, biases, γ and β, but not the batch norms' moving statistics. */
export const learnedBy = ({ weights }: Pick<LayersModel, "weights">): readonly LayerVariable[] =>
  [...new Set(weights)].filter(({ originalName }) => !/moving_(mean|variance)$/.test(originalName));

/** Kernels of N(0, 2/fan-in), as He et al. initialize them, with biases and β of zeros and γ of ones; as numbers. */
export function redrawnNumbers(
  model: LayersModel,
  network: StepList,
  rng: Rng,
): ReadonlyMap<LayerVariable, Float32Array> {
  const drawn = redrawn(model, network, standardNormal(rng), (kernel) => Math.sqrt(2 / fanIn(kernel)));
  return tidily(
    () =>
      new Map(drawn.map(([variable, make]) => [variable, make(variable.read()).dataSync() as Float32Array] as const)),
  );
}

/** How many inputs each output of a kernel sums over. */
export function fanIn({ variable: { shape }, depthwise }: Pick<Kernel, "variable" | "depthwise">): number {
  const window = shape.slice(0, -2).reduce<number>((product, size) => product * size!, 1);
  return depthwise ? window : window * shape.at(-2)!;
}
