/** Small models of every kind that capture has to understand. */
import type { SymbolicTensor } from "@tensorflow/tfjs-layers";
import { initializers, input, type LayersModel, layers, model, sequential } from "@tensorflow/tfjs-layers";

type Apply = (x: SymbolicTensor) => SymbolicTensor;

const seedOf = (name: string): number => [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 9973;
const initial = (name: string) => initializers.heNormal({ seed: seedOf(name) });

type ConvArgs = Parameters<typeof layers.conv2d>[0];

export const convLayer = (name: string, args: ConvArgs) =>
  layers.conv2d({ name, padding: "same", useBias: false, kernelInitializer: initial(name), ...args });

export const conv =
  (name: string, filters: number, kernelSize = 3, args: Partial<ConvArgs> = {}): Apply =>
  (x) =>
    convLayer(name, { filters, kernelSize, ...args }).apply(x) as SymbolicTensor;

export const bn =
  (name: string): Apply =>
  (x) =>
    layers
      .batchNormalization({
        name,
        gammaInitializer: initializers.randomUniform({ minval: 0.5, maxval: 1.5, seed: seedOf(name) }),
        betaInitializer: initializers.randomNormal({ stddev: 0.5, seed: seedOf(name) }),
      })
      .apply(x) as SymbolicTensor;

export const relu =
  (name: string): Apply =>
  (x) =>
    layers.reLU({ name }).apply(x) as SymbolicTensor;

export const act =
  (name: string, activation: "relu" | "tanh"): Apply =>
  (x) =>
    layers.activation({ name, activation }).apply(x) as SymbolicTensor;

export const pad =
  (name: string, padding = 1): Apply =>
  (x) =>
    layers.zeroPadding2d({ name, padding }).apply(x) as SymbolicTensor;

export const add = (name: string, ...xs: SymbolicTensor[]): SymbolicTensor =>
  layers.add({ name }).apply(xs) as SymbolicTensor;

export const concatenate = (name: string, ...xs: SymbolicTensor[]): SymbolicTensor =>
  layers.concatenate({ name }).apply(xs) as SymbolicTensor;

export const chain = (x: SymbolicTensor, ...steps: readonly Apply[]): SymbolicTensor =>
  steps.reduce((value, step) => step(value), x);

/** A model with a head, so that gradients differ from place to place: the sum of a batch norm's output is constant. */
export function headed(body: (x: SymbolicTensor) => SymbolicTensor, shape: readonly number[] = [6, 6, 2]): LayersModel {
  const x = input({ shape: [...shape] });
  const head = layers.dense({
    name: "head",
    units: 2,
    kernelInitializer: initializers.randomNormal({ stddev: 1, seed: 5 }),
  });
  const features = chain(
    body(x),
    act("squash", "tanh"),
    (y) => layers.globalAveragePooling2d({ name: "pool" }).apply(y) as SymbolicTensor,
  );
  return model({ inputs: x, outputs: head.apply(features) as SymbolicTensor });
}

const stem = (x: SymbolicTensor): SymbolicTensor => chain(x, conv("stem", 3), bn("stem_bn"));

export const models = {
  "a chain": () =>
    headed((x) => chain(stem(x), relu("r1"), conv("c1", 4), bn("b1"), relu("r2"), conv("c2", 2, 1), bn("b2"))),
  "a residual sum, whose parts have several readers": () =>
    headed((x) => {
      const a = stem(x);
      const b = chain(a, relu("r1"), conv("c1", 3), bn("b1"));
      const c = add("c", a, b);
      return add(
        "d",
        c,
        chain(c, relu("r2"), conv("c2", 3), bn("b2")),
        chain(b, relu("r3"), conv("c3", 3, 1), bn("b3")),
      );
    }),
  "one ReLU for two convolutions and a shortcut": () =>
    headed((x) => {
      const r = chain(stem(x), relu("r"));
      return add("sum", r, chain(r, conv("c1", 3), bn("b1")), chain(r, conv("c2", 3, 1), bn("b2")));
    }),
  "padding between, of one's own and shared": () =>
    headed((x) => {
      const r = chain(stem(x), relu("r"));
      const shared = chain(r, pad("shared"));
      const valid = { padding: "valid" } as const;
      return add(
        "sum",
        chain(shared, conv("c1", 3, 3, valid), bn("b1")),
        chain(shared, conv("c2", 3, 3, valid), bn("b2")),
        chain(r, pad("own"), conv("c3", 3, 3, valid), bn("b3")),
      );
    }),
  "activations inside convolutions": () =>
    headed((x) =>
      chain(
        x,
        conv("stem", 3, 3, { activation: "relu" }),
        conv("c1", 4),
        bn("b1"),
        conv("between", 3, 1, { activation: "relu", useBias: true }),
        conv("c2", 2, 1),
        bn("b2"),
      ),
    ),
  "convolutions with bias, strides, dilation and even windows": () =>
    headed((x) =>
      chain(
        stem(x),
        relu("r1"),
        conv("c1", 4, 2, { strides: 2, useBias: true, biasInitializer: "ones" }),
        bn("b1"),
        relu("r2"),
        conv("c2", 3, 3, { dilationRate: 2 }),
        bn("b2"),
      ),
    ),
  "depthwise and separable convolutions": () =>
    headed((x) =>
      chain(
        stem(x),
        relu("r1"),
        (y) =>
          layers
            .depthwiseConv2d({
              name: "dw",
              kernelSize: 3,
              depthMultiplier: 2,
              padding: "same",
              useBias: false,
              depthwiseInitializer: initial("dw"),
            })
            .apply(y) as SymbolicTensor,
        bn("b1"),
        relu("r2"),
        (y) =>
          layers
            .separableConv2d({
              name: "sep",
              filters: 3,
              kernelSize: 3,
              padding: "same",
              depthwiseInitializer: initial("sep_d"),
              pointwiseInitializer: initial("sep_p"),
            })
            .apply(y) as SymbolicTensor,
        bn("b2"),
      ),
    ),
  "a layer used twice": () =>
    headed((x) => {
      const shared = convLayer("shared", { filters: 3, kernelSize: 3 });
      const twice: Apply = (y) => shared.apply(y) as SymbolicTensor;
      return chain(stem(x), relu("r1"), twice, bn("b1"), relu("r2"), twice, bn("b2"));
    }),
  "pools of both kinds with padding": () =>
    headed(
      (x) => {
        const a = chain(stem(x), relu("r1"), conv("c1", 3), bn("b1"));
        const average = layers
          .averagePooling2d({ poolSize: 3, strides: 1, padding: "same" })
          .apply(a) as SymbolicTensor;
        const largest = layers.maxPooling2d({ poolSize: 3, strides: 1, padding: "same" }).apply(a) as SymbolicTensor;
        const halved = chain(
          add("sum", average, largest),
          (y) => layers.averagePooling2d({ poolSize: 2, padding: "same" }).apply(y) as SymbolicTensor,
        );
        return chain(halved, relu("r2"), conv("c2", 2), bn("b2"));
      },
      [5, 5, 2],
    ),
  "a dead branch": () =>
    headed((x) => {
      const a = stem(x);
      const dead = chain(a, relu("r1"), conv("c1", 3), bn("b1"));
      const zeroed = layers.rescaling({ name: "none", scale: 0 }).apply(dead) as SymbolicTensor;
      return chain(add("sum", a, zeroed), relu("r2"), conv("c2", 3), bn("b2"));
    }),
  "a model in a model": () => {
    const block = (name: string): LayersModel => {
      const y = input({ shape: [6, 6, 3] });
      return model({ name, inputs: y, outputs: add("sum", y, chain(y, relu("r"), conv(`${name}_c`, 3), bn("b"))) });
    };
    const inner = sequential({
      name: "tail",
      layers: [
        layers.reLU({ name: "r", inputShape: [6, 6, 3] }),
        convLayer("c", { filters: 2, kernelSize: 1 }),
        layers.batchNormalization({ name: "b" }),
      ],
    });
    return headed((x) =>
      chain(
        stem(x),
        (y) => block("one").apply(y) as SymbolicTensor,
        (y) => block("two").apply(y) as SymbolicTensor,
        (y) => inner.apply(y) as SymbolicTensor,
      ),
    );
  },
  "channels first": () =>
    headed(
      (x) => {
        const first = { dataFormat: "channelsFirst" } as const;
        const norm: (name: string) => Apply = (name) => (y) =>
          layers.batchNormalization({ name, axis: 1 }).apply(y) as SymbolicTensor;
        const y = chain(x, conv("stem", 3, 3, first), norm("stem_bn"), relu("r1"), conv("c1", 4, 3, first), norm("b1"));
        return layers.permute({ dims: [2, 3, 1] }).apply(y) as SymbolicTensor;
      },
      [2, 6, 6],
    ),
} as const satisfies Readonly<Record<string, () => LayersModel>>;
