import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";

export type Layer = LayersModel["layers"][number];

type Pair = [number, number];
export type Sides = [before: number, after: number];

/** What `getConfig` of tf.layers' own classes gives, of which every class has some. */
export interface LayerConfig {
  readonly activation?: string;
  readonly strides: Pair;
  readonly padding: "same" | "valid";
  readonly dataFormat: "channelsFirst" | "channelsLast";
  readonly dilationRate: Pair;
  readonly poolSize: number | Pair;
  readonly axis: number | number[];
  readonly epsilon: number;
  readonly momentum: number;
  readonly maxValue?: number;
}

/** A layer as its entry sees it. */
export interface LayerView {
  readonly layer: Layer;
  readonly className: string;
  /** Its configuration; say which fields a class of your own has. */
  config<Config = LayerConfig>(): Config;
  /** The weight that the layer made under that name. */
  weight(name: string): LayerVariable | undefined;
}

/** tf.layers makes weights and configurations anew whenever it is asked: here they are asked for once, when needed. */
export function viewOf(layer: Layer): LayerView {
  let weights: readonly LayerVariable[] | undefined;
  let config: unknown;
  return {
    layer,
    className: layer.getClassName(),
    config<Config>() {
      config ??= layer.getConfig();
      return config as Config;
    },
    weight(name) {
      weights ??= layer.weights;
      for (const variable of weights)
        if (variable.originalName === name || variable.originalName.endsWith(`/${name}`)) return variable;
      return undefined;
    },
  };
}
