/**
 * A search space of one's own, for `--space examples/own-space/space.mjs`: two convolutional blocks, each with a width,
 * a kernel size and perhaps a skip around a second convolution. An architecture's text is `16x3-32x5s`:
 * width, kernel, and `s` for the skip.
 */
import { layers, model } from "@tensorflow/tfjs-layers";

const widths = [8, 16, 24, 32];
const kernels = [1, 3, 5];
const inputShape = [8, 8, 3];
const classes = 10;

const pick = (list, rng) => list[Math.floor(rng() * list.length)];
const block = (rng) => ({ width: pick(widths, rng), kernel: pick(kernels, rng), skip: rng() < 0.5 });

const format = (blocks) => blocks.map(({ width, kernel, skip }) => `${width}x${kernel}${skip ? "s" : ""}`).join("-");

function parse(text) {
  const blocks = text.split("-").map((part) => {
    const [, width, kernel, skip] = /^(\d+)x(\d)(s?)$/.exec(part) ?? [];
    if (!widths.includes(Number(width)) || !kernels.includes(Number(kernel)))
      throw new SyntaxError(
        `own-space: "${part}" is no block; expected a width of ${widths}, x, a kernel of ${kernels}, s for a skip`,
      );
    return { width: Number(width), kernel: Number(kernel), skip: skip === "s" };
  });
  if (blocks.length !== 2) throw new SyntaxError(`own-space: expected two blocks, got ${blocks.length}`);
  return blocks;
}

/** He's initialization, drawn from the given random numbers alone. */
const initializer = (rng) => {
  const seed = Math.floor(rng() * 2 ** 31);
  return { className: "VarianceScaling", config: { scale: 2, mode: "fanOut", distribution: "normal", seed } };
};

function build(blocks, rng) {
  const convolution = (x, width, kernel) => {
    const options = { filters: width, kernelSize: kernel, padding: "same", useBias: false };
    const y = layers.conv2d({ ...options, kernelInitializer: initializer(rng) }).apply(layers.reLU().apply(x));
    return layers.batchNormalization({ epsilon: 1e-5 }).apply(y);
  };
  const input = layers.input({ shape: inputShape });
  let x = layers
    .conv2d({ filters: 8, kernelSize: 3, padding: "same", kernelInitializer: initializer(rng) })
    .apply(input);
  for (const { width, kernel, skip } of blocks) {
    x = convolution(x, width, kernel);
    if (skip) x = layers.add().apply([x, convolution(x, width, kernel)]);
    x = layers.averagePooling2d({ poolSize: 2 }).apply(x);
  }
  const pooled = layers.globalAveragePooling2d({}).apply(layers.reLU().apply(x));
  const output = layers.dense({ units: classes, kernelInitializer: initializer(rng) }).apply(pooled);
  return model({ inputs: input, outputs: output });
}

/** Of each convolution: its inputs, outputs, kernel and the pixels that it is computed at. */
function* convolutions(blocks) {
  let [inputs, side] = [8, inputShape[0]];
  yield { inputs: 3, outputs: 8, kernel: 3, pixels: side * side, extra: 8 };
  for (const { width, kernel, skip } of blocks) {
    yield { inputs, outputs: width, kernel, pixels: side * side, extra: 2 * width };
    if (skip) yield { inputs: width, outputs: width, kernel, pixels: side * side, extra: 2 * width };
    [inputs, side] = [width, side / 2];
  }
  yield { inputs, outputs: classes, kernel: 1, pixels: 1, extra: classes };
}

const sum = (blocks, of) => [...convolutions(blocks)].reduce((total, each) => total + of(each), 0);

export default {
  name: "own-space",
  size: (widths.length * kernels.length * 2) ** 2,
  inputShape,
  parse,
  format,
  sample: (rng) => [block(rng), block(rng)],
  mutate(blocks, rng) {
    const at = Math.floor(rng() * blocks.length);
    for (;;) {
      const other = blocks.with(at, block(rng));
      if (format(other) !== format(blocks)) return other;
    }
  },
  build,
  params: (blocks) => sum(blocks, ({ inputs, outputs, kernel, extra }) => inputs * outputs * kernel ** 2 + extra),
  flops: (blocks) => sum(blocks, ({ inputs, outputs, kernel, pixels }) => inputs * outputs * kernel ** 2 * pixels),
};
