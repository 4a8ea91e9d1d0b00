import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import type { ConvolutionConfig } from "./convolution.ts";

export type Layer = LayersModel["layers"][number];

/** A layer, with what tf.layers makes anew whenever it is asked. */
export interface Look {
  readonly layer: Layer;
  readonly className: string;
  readonly weights: readonly LayerVariable[];
  /** Of tf.layers' own classes, whose fields the declared type does not give. */
  config(): LayerConfig;
}

export interface LayerConfig extends ConvolutionConfig {
  readonly activation?: string;
  readonly axis: number;
  readonly epsilon: number;
  readonly maxValue?: number;
  readonly poolSize: [number, number];
}

export function lookAt(layer: Layer): Look {
  let config: LayerConfig | undefined;
  return {
    layer,
    className: layer.getClassName(),
    weights: layer.weights,
    config() {
      config ??= layer.getConfig() as unknown as LayerConfig;
      return config;
    },
  };
}

export function variableOf({ weights }: Look, name: string): LayerVariable | undefined {
  return weights.find(({ originalName }) => originalName === name || originalName.endsWith(`/${name}`));
}
