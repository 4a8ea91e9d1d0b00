/** Small models of the kinds that proxies have to understand. */
import { seeded } from "@eznas/gp";
import type { Statistic } from "@eznas/stats";
import { initializers, input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";

export type Apply = (x: SymbolicTensor) => SymbolicTensor;

const seedOf = (name: string): number => [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9973;
const initial = (name: string) => initializers.heNormal({ seed: seedOf(name) });

const on =
  (layer: { apply(x: SymbolicTensor | SymbolicTensor[]): unknown }): Apply =>
  (x) =>
    layer.apply(x) as SymbolicTensor;

type ConvArgs = Parameters<typeof layers.conv2d>[0];

export const conv = (name: string, filters: number, kernelSize = 3, args: Partial<ConvArgs> = {}): Apply =>
  on(
    layers.conv2d({
      name,
      filters,
      kernelSize,
      padding: "same",
      useBias: false,
      kernelInitializer: initial(name),
      ...args,
    }),
  );
export const bn = (name: string): Apply =>
  on(
    layers.batchNormalization({
      name,
      epsilon: 1e-5,
      gammaInitializer: initializers.randomUniform({ minval: 0.5, maxval: 1.5, seed: seedOf(name) }),
      betaInitializer: initializers.randomNormal({ stddev: 0.3, seed: seedOf(name) }),
      movingMeanInitializer: initializers.randomNormal({ stddev: 0.3, seed: seedOf(name) }),
    }),
  );
export const relu = (name: string): Apply => on(layers.reLU({ name }));
export const relu6 = (name: string): Apply => on(layers.reLU({ name, maxValue: 6 }));
export const separable = (name: string, filters: number, args: object = {}): Apply =>
  on(
    layers.separableConv2d({
      name,
      filters,
      kernelSize: 3,
      padding: "same",
      depthwiseInitializer: initial(`${name}d`),
      pointwiseInitializer: initial(`${name}p`),
      ...args,
    }),
  );
export const depthwise = (name: string, args: object = {}): Apply =>
  on(
    layers.depthwiseConv2d({
      name,
      kernelSize: 3,
      padding: "same",
      depthwiseInitializer: initial(name),
      ...args,
    }),
  );
export const layer = (of: { apply(x: SymbolicTensor | SymbolicTensor[]): unknown }): Apply => on(of);

export const add = (name: string, ...xs: SymbolicTensor[]): SymbolicTensor =>
  layers.add({ name }).apply(xs) as SymbolicTensor;

export const chain = (x: SymbolicTensor, ...steps: readonly Apply[]): SymbolicTensor =>
  steps.reduce((value, step) => step(value), x);

/** A global pool and a linear layer of three classes behind a body. */
export function headed(
  body: (x: SymbolicTensor) => SymbolicTensor,
  { shape = [6, 6, 2], units = 3, activation = "linear" }: HeadOptions = {},
): LayersModel {
  const x = input({ shape: [...shape] });
  const head = layers.dense({
    name: "head",
    units,
    activation,
    kernelInitializer: initializers.randomNormal({ stddev: 0.5, seed: 5 }),
    biasInitializer: initializers.randomNormal({ stddev: 0.5, seed: 6 }),
  });
  const pool = layers.globalAveragePooling2d({ name: "pool" });
  return model({ inputs: x, outputs: chain(body(x), layer(pool), layer(head)) });
}

interface HeadOptions {
  readonly shape?: readonly (number | null)[];
  readonly units?: number;
  readonly activation?: "linear" | "softmax" | "sigmoid";
}

/** Stem, residual block, and an unnormalized convolution at the end. */
export const residual = (): LayersModel =>
  headed((x) => {
    const a = chain(x, conv("stem", 4), bn("stem_bn"));
    const b = chain(a, relu("r1"), conv("c1", 4), bn("b1"), relu("r2"), conv("c2", 4, 1), bn("b2"));
    return chain(add("sum", a, b), relu("r3"), conv("c3", 5));
  });

/** Convolutions with batch norms alone before the linear layer, so that the scale of every kernel is taken out. */
export const normalized = (): LayersModel =>
  headed((x) =>
    chain(x, conv("stem", 4), bn("stem_bn"), relu("r1"), conv("c1", 6), bn("b1"), relu("r2"), conv("c2", 5), bn("b2")),
  );

/** A batch of n images of a seed. */
export function imagesOf(n: number, [height, width, channels]: readonly number[] = [6, 6, 2], seed = 1): Statistic {
  const rng = seeded(seed);
  const shape = [n, height!, width!, channels!];
  return { shape, data: Float32Array.from({ length: n * height! * width! * channels! }, () => 2 * rng() - 1) };
}
