import { initializers, type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";

export interface TinyModelOptions {
  /** Height, width and channels; [8, 8, 3] by default. */
  readonly inputShape?: readonly [number, number, number];
  /** Output channels of the stem and the two convolutions; [4, 6, 6] by default. */
  readonly channels?: readonly [number, number, number];
  /** The same seed gives the same weights; 1 by default. */
  readonly seed?: number;
}

/**
 * A network of a stem and two ReLU-Conv-BatchNorm instances, `conv1` (3×3) and `conv2` (1×1), small enough for a test
 * on any backend. Dispose of it after use.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * tinyModel().layers.map(({ name }) => name).join(" ");
 * // → 'stem stem_bn relu1 conv1 bn1 relu2 conv2 bn2 relu3 pool logits'
 * ```
 */
export function tinyModel({
  inputShape = [8, 8, 3],
  channels = [4, 6, 6],
  seed = 1,
}: TinyModelOptions = {}): LayersModel {
  const convolution = (name: string, filters: number, kernelSize: number, at: number) =>
    layers.conv2d({
      name,
      filters,
      kernelSize,
      padding: "same",
      useBias: false,
      kernelInitializer: initializers.heNormal({ seed: seed + at }),
      ...(at === 0 && { inputShape: [...inputShape] }),
    });
  const norm = (name: string) => layers.batchNormalization({ name, epsilon: 1e-5 });
  return sequential({
    layers: [
      convolution("stem", channels[0], 3, 0),
      norm("stem_bn"),
      layers.reLU({ name: "relu1" }),
      convolution("conv1", channels[1], 3, 1),
      norm("bn1"),
      layers.activation({ name: "relu2", activation: "relu" }),
      convolution("conv2", channels[2], 1, 2),
      norm("bn2"),
      layers.reLU({ name: "relu3" }),
      layers.globalAveragePooling2d({ name: "pool" }),
      layers.dense({ name: "logits", units: 3, kernelInitializer: initializers.glorotNormal({ seed: seed + 3 }) }),
    ],
  });
}
