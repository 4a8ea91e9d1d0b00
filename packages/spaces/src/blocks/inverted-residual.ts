import type { Activation, Layers } from "./layers.ts";

export interface InvertedResidual {
  readonly inputs: number;
  readonly filters: number;
  readonly size: number;
  readonly stride: number;
  /** How many times its inputs' channels it has within. */
  readonly expansion: number;
  /** Whether its channels are weighted by what they are over the whole image (Hu et al. 2018). Default: false. */
  readonly squeeze?: boolean;
  /** Default: `relu`. */
  readonly activation?: Activation;
}

/**
 * The block of MobileNetV2 and V3: a convolution of 1×1 to more channels, a depthwise one, squeeze and excitation where
 * asked for, one of 1×1 to fewer, without an activation behind it; plus its input, where that has the same shape.
 */
export function invertedResidual<X>(
  layers: Layers<X>,
  x: X,
  { inputs, filters, size, stride, expansion, squeeze = false, activation = "relu" }: InvertedResidual,
  at: string,
): X {
  const hidden = inputs * expansion;
  const act = (value: X, name: string): X =>
    activation === "relu" ? layers.relu(value, name) : layers.activation(value, activation, name);
  let y = layers.batchNorm(layers.convolution(x, { filters: hidden, size: 1 }, `${at}/expand/conv`), `${at}/expand/bn`);
  y = act(y, `${at}/expand/act`);
  y = layers.batchNorm(layers.depthwise(y, { size, stride }, `${at}/depthwise/conv`), `${at}/depthwise/bn`);
  y = act(y, `${at}/depthwise/act`);
  if (squeeze) y = squeezeExcite(layers, y, hidden, `${at}/squeeze`);
  y = layers.batchNorm(layers.convolution(y, { filters, size: 1 }, `${at}/project/conv`), `${at}/project/bn`);
  return inputs === filters && stride === 1 ? layers.add([x, y], `${at}/add`) : y;
}

/** Each channel times a factor from 0 to 1, which two dense layers make of all channels' means. */
function squeezeExcite<X>(layers: Layers<X>, x: X, channels: number, at: string): X {
  const means = layers.globalAveragePool(x, `${at}/pool`);
  const narrow = layers.relu(layers.dense(means, Math.ceil(channels / 4), `${at}/reduce`), `${at}/relu`);
  const factors = layers.activation(layers.dense(narrow, channels, `${at}/expand`), "sigmoid", `${at}/sigmoid`);
  return layers.scale(x, factors, `${at}/scale`);
}
