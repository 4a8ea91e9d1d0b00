/** NAS-Bench-201's network with one cell of 8 channels to a stage, as @eznas/spaces builds it. */
import type * as tf from "@tensorflow/tfjs-core";
import { initializers, input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { averagePoolSame } from "../computations/average-pool-same.ts";
import { averagePooling } from "../computations/pooling.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { whole } from "../parts/whole.ts";
import { ZerosLike } from "./random-model.ts";
import { seededRng } from "./seeded-rng.ts";

export type Operation = "none" | "skip_connect" | "nor_conv_1x1" | "nor_conv_3x3" | "avg_pool_3x3";
export type Cell = readonly [Operation, Operation, Operation, Operation, Operation, Operation];

/** As the class of @eznas/spaces, which this package does not import. */
class SameAveragePooling2D extends layers.Layer {
  static readonly className: string = "SameAveragePooling2D";
  static readonly layerEntry: LayerEntry = {
    parts: (view) => [whole(view, averagePooling({ size: 3, strides: [1, 1], padding: "same" }))],
    example: (draw) => ({ layer: new SameAveragePooling2D({}), inputs: [draw.image()] }),
  };
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return averagePoolSame((Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D, [3, 3], [1, 1]);
  }
  override computeOutputShape(shape: (number | null)[]): (number | null)[] {
    return shape;
  }
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), poolSize: 3 };
  }
}

const edges = [
  [1, 0],
  [2, 0],
  [2, 1],
  [3, 0],
  [3, 1],
  [3, 2],
] as const;

export function cellNetwork(cell: Cell): LayersModel {
  const rng = seededRng(7);
  const seed = (): number => Math.floor(rng() * 1e6);
  const put = (
    layer: { apply(x: SymbolicTensor | SymbolicTensor[]): unknown },
    on: SymbolicTensor | SymbolicTensor[],
  ) => layer.apply(on) as SymbolicTensor;
  const conv = (x: SymbolicTensor, filters: number, kernelSize: number, name: string, strides = 1): SymbolicTensor => {
    const args = {
      filters,
      kernelSize,
      strides,
      name,
      useBias: false,
      kernelInitializer: initializers.heNormal({ seed: seed() }),
    };
    if (strides === 1) return put(layers.conv2d({ ...args, padding: "same" }), x);
    return put(layers.conv2d({ ...args, padding: "valid" }), put(layers.zeroPadding2d({ padding: 1 }), x));
  };
  const norm = (x: SymbolicTensor) => put(layers.batchNormalization({ epsilon: 1e-5 }), x);
  const rcb = (x: SymbolicTensor, filters: number, size: number, at: string, stride = 1) =>
    norm(conv(put(layers.reLU({}), x), filters, size, `${at}/conv`, stride));
  const operations: Record<Operation, (x: SymbolicTensor, filters: number, at: string) => SymbolicTensor> = {
    none: (x) => put(new ZerosLike({}), x),
    skip_connect: (x) => x,
    nor_conv_1x1: (x, filters, at) => rcb(x, filters, 1, at),
    nor_conv_3x3: (x, filters, at) => rcb(x, filters, 3, at),
    avg_pool_3x3: (x) => put(new SameAveragePooling2D({}), x),
  };

  const images = input({ shape: [null, null, 3] as unknown as number[] });
  let x = norm(conv(images, 8, 3, "stem"));
  for (const [stage, filters] of [8, 16, 32].entries()) {
    if (stage > 0) {
      const a = rcb(x, filters, 3, `block${stage}/a`, 2);
      const shortcut = conv(put(layers.averagePooling2d({ poolSize: 2 }), x), filters, 1, `block${stage}/shortcut`);
      x = put(layers.add(), [shortcut, rcb(a, filters, 3, `block${stage}/b`)]);
    }
    const nodes = [x];
    for (let to = 1; to <= 3; to++) {
      const terms = edges.flatMap(([end, from], i) =>
        end === to ? [operations[cell[i]!](nodes[from]!, filters, `stage${stage + 1}/edge${to}-${from}`)] : [],
      );
      nodes.push(terms.length > 1 ? put(layers.add(), terms) : terms[0]!);
    }
    x = nodes[3]!;
  }
  const features = put(layers.globalAveragePooling2d({}), put(layers.reLU({}), norm(x)));
  const kernelInitializer = initializers.randomNormal({ stddev: 1, seed: seed() });
  return model({ inputs: images, outputs: put(layers.dense({ units: 4, kernelInitializer }), features) });
}
