/** Random models of every layer that the engine has kernels for. */
import * as tf from "@tensorflow/tfjs-core";
import { initializers, input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import fc from "fast-check";
import { zeros } from "../computations/zeros.ts";
import type { LayerEntry } from "../parts/layer-entry.ts";
import { whole } from "../parts/whole.ts";
import { seededRng } from "./seeded-rng.ts";

/** As a cell's operation `none` has it. */
export class ZerosLike extends layers.Layer {
  static readonly className: string = "ZerosLike";
  static readonly layerEntry: LayerEntry = {
    parts: (view) => [whole(view, zeros)],
    example: (draw) => ({ layer: new ZerosLike({}), inputs: [draw.image()] }),
  };
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.zerosLike(Array.isArray(inputs) ? inputs[0]! : inputs);
  }
  override computeOutputShape(shape: (number | null)[]): (number | null)[] {
    return shape;
  }
}

const kinds = [
  "rcb",
  "rcb",
  "rcb",
  "depthwise rcb",
  "separable rcb",
  "double rcb",
  "relu",
  "curve",
  "conv",
  "bn",
  "layer norm",
  "max pool",
  "average pool",
  "pad",
  "crop",
  "add",
  "average",
  "multiply",
  "concatenate",
  "dropout",
  "zeros",
  "shared rcb",
] as const;

/**
 * One layer, or a few: what it is, what it reads (counted from the latest value back),
 * and the numbers that decide the rest.
 */
export interface Part {
  readonly kind: (typeof kinds)[number];
  readonly from: number;
  readonly other: number;
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly filters: number;
  readonly same: boolean;
  readonly bias: boolean;
}

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom(...kinds),
  from: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4)),
  other: fc.nat(6),
  size: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 2 }),
  dilation: fc.integer({ min: 1, max: 2 }),
  filters: fc.oneof(fc.integer({ min: 2, max: 5 }), fc.constantFrom(8, 12)),
  same: fc.boolean(),
  bias: fc.boolean(),
});

export interface Spec {
  readonly shape: readonly [batch: number, height: number, width: number, channels: number];
  readonly parts: readonly Part[];
  readonly flat: boolean;
}

export const specs: fc.Arbitrary<Spec> = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 6, max: 11 }),
    fc.integer({ min: 6, max: 11 }),
    fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(8)),
  ),
  parts: fc.array(part, { minLength: 2, maxLength: 9 }),
  flat: fc.boolean(),
});

/** The model; it begins and ends with an instance, so that it has one. */
export function modelOf({ shape, parts, flat }: Spec): LayersModel {
  const rng = seededRng(parts.length + shape[1] * 10 + shape[2]);
  const seed = (): number => Math.floor(rng() * 1e6);
  const x = input({ shape: shape.slice(1) });
  const values: SymbolicTensor[] = [x];
  const sharedLayers = new Map<number, ReturnType<typeof layers.conv2d>>();
  const put = (
    layer: { apply(x: SymbolicTensor | SymbolicTensor[]): unknown },
    on: SymbolicTensor | SymbolicTensor[],
  ) => layer.apply(on) as SymbolicTensor;
  const weights = () => initializers.heNormal({ seed: seed() });
  const bias = () => initializers.randomNormal({ stddev: 0.3, seed: seed() });
  const relu = (on: SymbolicTensor) => put(layers.reLU({}), on);
  const norm = (on: SymbolicTensor) =>
    put(
      layers.batchNormalization({
        gammaInitializer: initializers.randomUniform({ minval: 0.5, maxval: 1.5, seed: seed() }),
        betaInitializer: bias(),
      }),
      on,
    );
  const convolution = ({ size, stride, dilation, filters, same, bias: useBias }: Part) => {
    const strides = dilation > 1 ? 1 : stride;
    return layers.conv2d({
      filters,
      kernelSize: size,
      strides,
      dilationRate: strides > 1 ? 1 : dilation,
      padding: same ? "same" : "valid",
      useBias,
      kernelInitializer: weights(),
      biasInitializer: bias(),
    });
  };
  const depthwise = ({ size, stride, same, filters, bias: useBias }: Part, on: SymbolicTensor) =>
    put(
      layers.depthwiseConv2d({
        kernelSize: size,
        strides: stride,
        depthMultiplier: filters > 4 ? 1 : 2,
        padding: same ? "same" : "valid",
        useBias,
        depthwiseInitializer: weights(),
        biasInitializer: bias(),
      }),
      on,
    );

  const apply = (drawn: Part): SymbolicTensor => {
    const on = values.at(-1 - (drawn.from % values.length))!;
    const each = fitted(drawn, on);
    const alike = values.filter(({ shape }) => shape.join() === on.shape.join());
    const pair = [on, alike[each.other % alike.length]!];
    const padding = each.same ? "same" : "valid";
    const pool = { poolSize: each.size, strides: each.stride, padding } as const;
    switch (each.kind) {
      case "rcb":
        return norm(put(convolution(each), relu(on)));
      case "depthwise rcb":
        return norm(depthwise(each, relu(on)));
      case "separable rcb":
        return norm(
          put(
            layers.separableConv2d({
              filters: each.filters,
              kernelSize: each.size,
              padding,
              depthwiseInitializer: weights(),
              pointwiseInitializer: weights(),
            }),
            relu(on),
          ),
        );
      case "double rcb": {
        const first = put(convolution({ ...each, same: true }), relu(on));
        return norm(put(convolution({ ...each, stride: 1, size: 1 }), first));
      }
      case "shared rcb": {
        const channels = on.shape[3]!;
        const shared =
          sharedLayers.get(channels) ??
          layers.conv2d({ filters: channels, kernelSize: 3, padding: "same", kernelInitializer: weights() });
        sharedLayers.set(channels, shared);
        return norm(put(shared, relu(on)));
      }
      case "relu":
        return relu(on);
      case "curve":
        return put(layers.activation({ activation: curves[each.other % curves.length]! }), on);
      case "conv":
        return put(convolution(each), on);
      case "bn":
        return norm(on);
      case "layer norm":
        return put(layers.layerNormalization({ scale: each.bias, center: each.same }), on);
      case "max pool":
        return put(layers.maxPooling2d(pool), on);
      case "average pool":
        return put(layers.averagePooling2d(pool), on);
      case "pad":
        return put(
          layers.zeroPadding2d({
            padding: [
              [each.size - 1, each.stride],
              [0, each.dilation],
            ],
          }),
          on,
        );
      case "crop": {
        const spare = Math.min(on.shape[1]!, on.shape[2]!) - 5;
        return spare < 1
          ? relu(on)
          : put(
              layers.cropping2D({
                cropping: [
                  [1, spare - 1],
                  [0, 1],
                ],
              }),
              on,
            );
      }
      case "add":
        return put(layers.add(), [on, ...alike.slice(0, each.size)]);
      case "average":
        return put(layers.average(), pair);
      case "multiply":
        return put(layers.multiply(), pair);
      case "concatenate":
        return put(layers.concatenate(), pair);
      case "dropout":
        return put(layers.dropout({ rate: 0.5 }), on);
      case "zeros":
        return put(layers.add(), [on, put(new ZerosLike({}), pair[1]!)]);
    }
  };
  const rcb: Part = { ...defaults, kind: "rcb", filters: 8 };
  for (const each of [rcb, ...parts, { ...rcb, filters: 3 }]) values.push(apply(each));
  const squashed = put(layers.activation({ activation: "tanh" }), values.at(-1)!);
  const features = put(flat ? layers.flatten() : layers.globalAveragePooling2d({}), squashed);
  const head = layers.dense({ units: 2, kernelInitializer: initializers.randomNormal({ stddev: 1, seed: seed() }) });
  return model({ inputs: x, outputs: put(head, features) });
}

const curves = [
  "relu6",
  "tanh",
  "sigmoid",
  "softplus",
  "elu",
  "selu",
  "swish",
  "linear",
  "softsign",
  "gelu",
  "gelu_new",
] as never[];

const defaults: Part = {
  kind: "rcb",
  from: 0,
  other: 0,
  size: 3,
  stride: 1,
  dilation: 1,
  filters: 8,
  same: true,
  bias: false,
};

/**
 * A part whose image stays 4 × 4 or larger: a batch norm over very few numbers lets
 * nothing but rounding errors through.
 */
function fitted(each: Part, { shape }: SymbolicTensor): Part {
  const room = Math.min(shape[1]!, shape[2]!);
  const stride = room >= 8 ? each.stride : 1;
  const spare = Math.ceil(room / stride) > 4 ? room - 4 * stride : 0;
  const size = each.same ? each.size : Math.min(each.size, Math.floor(spare / each.dilation) + 1);
  return { ...each, stride, size };
}
