import type { LayerVariable } from "@tensorflow/tfjs-layers";
import { configOf, type Look, variableOf } from "./layer-look.ts";
import type { Native } from "./native.ts";

type Pair = [number, number];
type Sides = [top: number, bottom: number];

/** What `getConfig` of tf.layers' own classes gives. */
interface Config {
  readonly strides: Pair;
  readonly padding: "same" | "valid" | [rows: Sides, columns: Sides];
  readonly cropping: [rows: Sides, columns: Sides];
  readonly dilationRate: Pair;
  readonly dataFormat?: string;
  readonly poolSize: number | Pair;
  readonly axis: number | number[];
  readonly epsilon: number;
  readonly momentum: number;
  readonly groups: number;
  readonly heads: number;
  readonly channels: number;
  readonly targetShape: number[];
}

/** What tells a part of a layer from its others. */
interface Described {
  readonly className: string;
  readonly activation?: string | undefined;
  readonly weight?: { readonly depthwise: boolean } | undefined;
}

/** The description of a part of a layer that can be run without tfjs; undefined for any other. */
export function nativeOf({ className, activation, weight }: Described, look: Look): Native | undefined {
  // A layer that was given another `call` is run as it says.
  if (Object.hasOwn(look.layer, "call")) return undefined;
  if (activation === "linear") return { kind: "identity" };
  if (activation !== undefined && activation !== "softmax") return { kind: "activation", name: activation };
  const describe = activation === "softmax" ? softmax : descriptions.get(className);
  if (!describe) return undefined;
  const config = configOf(look) as unknown as Config;
  if (config.dataFormat === "channelsFirst") return undefined;
  return describe(config, (name) => variableOf(look, name), weight?.depthwise ?? false);
}

type Describe = (
  config: Config,
  variable: (name: string) => LayerVariable | undefined,
  depthwise: boolean,
) => Native | undefined;

const softmax: Describe = ({ axis = -1 }) => (axis === -1 ? { kind: "softmax" } : undefined);

const identity: Describe = () => ({ kind: "identity" });

const bias = (variable: Parameters<Describe>[1]): { bias?: LayerVariable } => {
  const found = variable("bias");
  return found ? { bias: found } : {};
};

const pooling =
  (kind: "averagePool" | "maxPool"): Describe =>
  ({ poolSize, strides, padding }) => ({
    kind,
    size: typeof poolSize === "number" ? [poolSize, poolSize] : poolSize,
    strides,
    padding: padding as "same" | "valid",
  });

const descriptions: ReadonlyMap<string, Describe> = /* @__PURE__ */ new Map<string, Describe>([
  [
    "Conv2D",
    ({ strides, padding, dilationRate }, variable) => ({
      kind: "convolution",
      kernel: variable("kernel")!,
      ...bias(variable),
      strides,
      dilation: dilationRate,
      padding: padding as "same" | "valid",
    }),
  ],
  [
    "DepthwiseConv2D",
    ({ strides, padding }, variable) => ({
      kind: "depthwise",
      kernel: variable("depthwise_kernel")!,
      ...bias(variable),
      strides,
      // The layer of tfjs 4.22 ignores its dilation rate.
      dilation: [1, 1],
      padding: padding as "same" | "valid",
    }),
  ],
  [
    "SeparableConv2D",
    ({ strides, padding, dilationRate }, variable, depthwise) =>
      depthwise
        ? {
            kind: "depthwise",
            kernel: variable("depthwise_kernel")!,
            strides,
            dilation: dilationRate,
            padding: padding as "same" | "valid",
          }
        : {
            kind: "convolution",
            kernel: variable("pointwise_kernel")!,
            ...bias(variable),
            strides: [1, 1],
            dilation: [1, 1],
            padding: "valid",
          },
  ],
  ["Dense", (_, variable) => ({ kind: "dense", kernel: variable("kernel")!, ...bias(variable) })],
  [
    "DilatedDepthwiseConv2D",
    ({ strides, padding, dilationRate }, variable) => ({
      kind: "depthwise",
      kernel: variable("depthwise_kernel")!,
      strides,
      dilation: dilationRate,
      padding: padding as "same" | "valid",
    }),
  ],
  [
    "BatchNormalization",
    ({ axis, epsilon, momentum }, variable) => {
      const [gamma, beta] = [variable("gamma"), variable("beta")];
      const [mean, variance] = [variable("moving_mean"), variable("moving_variance")];
      return {
        kind: "batchNorm",
        axis: axis as number,
        epsilon,
        ...(gamma && { gamma }),
        ...(beta && { beta }),
        ...(mean && variance && { moving: { mean, variance, momentum } }),
      };
    },
  ],
  [
    "LayerNormalization",
    ({ axis, epsilon }, variable) => {
      const [gamma, beta] = [variable("gamma"), variable("beta")];
      return { kind: "layerNorm", axes: [axis].flat(), epsilon, ...(gamma && { gamma }), ...(beta && { beta }) };
    },
  ],
  ["Add", () => ({ kind: "add" })],
  ["Average", () => ({ kind: "average" })],
  ["Multiply", () => ({ kind: "multiply" })],
  ["Concatenate", ({ axis }) => ({ kind: "concatenate", axis: axis as number })],
  [
    "ZeroPadding2D",
    ({ padding }) => {
      const [[top, bottom], [left, right]] = padding as [Sides, Sides];
      return { kind: "margins", top, bottom, left, right };
    },
  ],
  [
    "Cropping2D",
    ({ cropping: [[top, bottom], [left, right]] }) => ({
      kind: "margins",
      top: -top,
      bottom: -bottom,
      left: -left,
      right: -right,
    }),
  ],
  ["AveragePooling2D", pooling("averagePool")],
  ["MaxPooling2D", pooling("maxPool")],
  ["GlobalAveragePooling2D", () => ({ kind: "globalAveragePool" })],
  ["Flatten", () => ({ kind: "reshape", shape: "flat" })],
  ["Reshape", ({ targetShape }) => ({ kind: "reshape", shape: targetShape })],
  ["Dropout", identity],
  ["SpatialDropout1D", identity],
  ["AlphaDropout", identity],
  ["GaussianDropout", identity],
  ["GaussianNoise", identity],
  // Layers of @eznas/spaces, which this package does not import.
  ["ZerosLike", () => ({ kind: "zeros" })],
  [
    "GroupedConv2D",
    ({ strides, padding, groups }, variable) => ({
      kind: "groupedConvolution",
      kernel: variable("kernel")!,
      groups,
      strides,
      dilation: [1, 1],
      padding: padding as "same" | "valid",
    }),
  ],
  ["Attention", ({ heads }) => ({ kind: "attention", heads })],
  ["Positions", (_, variable) => ({ kind: "positions", embedding: variable("embedding")! })],
  ["FirstChannels", ({ channels }) => ({ kind: "firstChannels", channels })],
  [
    "SameAveragePooling2D",
    ({ poolSize }) => ({
      kind: "averagePool",
      size: typeof poolSize === "number" ? [poolSize, poolSize] : poolSize,
      strides: [1, 1],
      padding: "same",
    }),
  ],
]);
