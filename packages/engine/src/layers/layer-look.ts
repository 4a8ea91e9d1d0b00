import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import type { ConvolutionConfig } from "./convolution.ts";

export type Layer = LayersModel["layers"][number];

/** A layer, with what tf.layers makes anew whenever it is asked, once that was needed. */
export interface Look {
  readonly layer: Layer;
  readonly className: string;
  weights: readonly LayerVariable[] | undefined;
  config: LayerConfig | undefined;
}

export interface LayerConfig extends ConvolutionConfig {
  readonly activation?: string;
  readonly axis: number;
  readonly epsilon: number;
  readonly maxValue?: number;
  readonly poolSize: [number, number];
}

export const lookAt = (layer: Layer): Look => ({
  layer,
  className: layer.getClassName(),
  weights: undefined,
  config: undefined,
});

/** Of tf.layers' own classes, whose fields the declared type does not give. */
export function configOf(look: Look): LayerConfig {
  look.config ??= look.layer.getConfig() as unknown as LayerConfig;
  return look.config;
}

export function variableOf(look: Look, name: string): LayerVariable | undefined {
  look.weights ??= look.layer.weights;
  for (const variable of look.weights)
    if (variable.originalName === name || variable.originalName.endsWith(`/${name}`)) return variable;
  return undefined;
}
