import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { spread } from "../../src/gradients/spread.ts";
import { registerGradientKernels, useBackend } from "../../src/index.ts";
import { agreesWithCpu, type Convolution, convolutions, randomValues, type Values } from "../../src/testing.ts";

beforeAll(async () => {
  await useBackend("cpu");
  await useBackend("wasm");
});
afterEach(() => {
  vi.restoreAllMocks();
});

const run = (kernel: string, inputs: tf.NamedTensorMap, attributes: object) =>
  tf.engine().runKernel(kernel, inputs, attributes as tf.NamedAttrMap) as tf.Tensor;

type Gradient = (convolution: Convolution, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const conv2dByFilter: Gradient = ({ filter, strides, pad, dilations }, x, dy) =>
  run(tf.Conv2DBackpropFilter, { x, dy }, { strides, pad, dilations, dataFormat: "NHWC", filterShape: filter });
const conv2dByInput: Gradient = ({ input, strides, pad, dilations }, dy, filter) =>
  run(tf.Conv2DBackpropInput, { dy, filter }, { strides, pad, dilations, dataFormat: "NHWC", inputShape: input });
const depthwiseByFilter: Gradient = ({ filter, strides, pad, dilations }, x, dy) =>
  run(tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, { strides, pad, dilations, filterShape: filter });
const depthwiseByInput: Gradient = ({ input, strides, pad, dilations }, dy, filter) =>
  run(tf.DepthwiseConv2dNativeBackpropInput, { dy, filter }, { strides, pad, dilations, inputShape: input });

// A window that lies in the padding alone has no maximum and no average.
const pools = convolutions({ maxChannels: [19, 1] }).filter(
  ({ filter, pad }) => typeof pad === "string" || [1, 2].every((axis) => Math.max(...pad[axis]!) < filter[axis - 1]!),
);
type Pool = (x: tf.Tensor4D, size: [number, number], strides: [number, number], pad: "valid") => tf.Tensor;

/**
 * The cpu backend's gradient of avgPool is as wrong at padded edges as the stock one of wasm; this is the definition.
 */
const average: Pool = (x, size, strides, pad) => {
  if (tf.getBackend() !== "cpu") return tf.avgPool(x, size, strides, pad);
  const window: tf.Tensor4D = tf.ones([...size, x.shape[3], 1]);
  return tf.div(tf.depthwiseConv2d(x, window, strides, pad), tf.depthwiseConv2d(tf.onesLike(x), window, strides, pad));
};

type Law = (convolution: Convolution, values: (shape: readonly number[]) => Values) => void;

function holdsFor(numRuns: number, shapes: fc.Arbitrary<Convolution>, law: Law): void {
  fc.assert(fc.property(shapes, randomValues(), law), { numRuns });
}

describe.each([
  [true, 400],
  [false, 150],
])("with simd %s a gradient agrees with the cpu backend's", (simd, numRuns) => {
  beforeAll(() => registerGradientKernels({ simd }));

  const holds = (shapes: fc.Arbitrary<Convolution>, law: Law) => holdsFor(numRuns, shapes, law);

  test("of a convolution by its filter", () =>
    holds(convolutions(), (shape, values) =>
      agreesWithCpu([values(shape.input), values(shape.output)], ([x, dy]) => [conv2dByFilter(shape, x!, dy!)]),
    ));

  test("of a convolution by its input", () =>
    holds(convolutions(), (shape, values) =>
      agreesWithCpu([values(shape.output), values(shape.filter)], ([dy, f]) => [conv2dByInput(shape, dy!, f!)]),
    ));

  test("of a depthwise convolution by its filter", () =>
    holds(convolutions({ depthwise: true }), (shape, values) =>
      agreesWithCpu([values(shape.input), values(shape.output)], ([x, dy]) => [depthwiseByFilter(shape, x!, dy!)]),
    ));

  test("of a depthwise convolution by its input", () =>
    holds(convolutions({ depthwise: true }), (shape, values) =>
      agreesWithCpu([values(shape.output), values(shape.filter)], ([dy, f]) => [depthwiseByInput(shape, dy!, f!)]),
    ));

  test.each<[string, Pool]>([
    ["maximum", tf.maxPool],
    ["average", average],
  ])("of pooling by the %s", (_, pool) =>
    holds(pools, ({ input, filter: [height, width], output, strides, pad }, values) =>
      agreesWithCpu([values(input), values([...output.slice(0, 3), input[3]])], ([x, dy]) => [
        tf.tidy(() => tf.grad((x) => pool(x as tf.Tensor4D, [height, width], strides, pad as "valid"))(x!, dy)),
      ]),
    ),
  );
});

// The cpu backend has no gradients of dilated convolutions, but a dilated filter is one with zeros between its taps.
describe("with dilation a gradient is that of the spread filter", () => {
  /** Zeros between taps, and back again. */
  const spreadTaps = ([height, width, channels, made]: Convolution["filter"], [down, right]: [number, number]) => {
    const spreadShape: Convolution["filter"] = [(height - 1) * down + 1, (width - 1) * right + 1, channels, made];
    const all = [0, 0, 0, 0];
    return {
      shape: spreadShape,
      spread: (filter: tf.Tensor) => {
        const image = tf.reshape(filter, [1, height, width, channels * made]) as tf.Tensor4D;
        const whole = tf.reshape(spread(image, down, right), [height * down, width * right, channels, made]);
        return tf.slice(whole, all, spreadShape);
      },
      gather: (filter: tf.Tensor) => tf.stridedSlice(filter, all, spreadShape, [down, right, 1, 1]),
    };
  };

  /** On the cpu backend the gradient for the spread filter, elsewhere that for the filter itself. */
  const byInputOf =
    (gradient: Gradient): Gradient =>
    (convolution, dy, filter) => {
      if (tf.getBackend() !== "cpu") return gradient(convolution, dy, filter);
      const { shape, spread } = spreadTaps(convolution.filter, convolution.dilations);
      return tf.tidy(() => gradient({ ...convolution, filter: shape, dilations: [1, 1] }, dy, spread(filter)));
    };
  const byFilterOf =
    (gradient: Gradient): Gradient =>
    (convolution, x, dy) => {
      if (tf.getBackend() !== "cpu") return gradient(convolution, x, dy);
      const { shape, gather } = spreadTaps(convolution.filter, convolution.dilations);
      return tf.tidy(() => gather(gradient({ ...convolution, filter: shape, dilations: [1, 1] }, x, dy)));
    };

  test.each<[boolean, string, Gradient, "input" | "output", "output" | "filter", boolean]>([
    [true, "convolution by its input", byInputOf(conv2dByInput), "output", "filter", false],
    [true, "convolution by its filter", byFilterOf(conv2dByFilter), "input", "output", false],
    [true, "depthwise convolution by its input", byInputOf(depthwiseByInput), "output", "filter", true],
    [true, "depthwise convolution by its filter", byFilterOf(depthwiseByFilter), "input", "output", true],
    // The stock gradient by the input takes no dilations.
    [false, "convolution by its filter", byFilterOf(conv2dByFilter), "input", "output", false],
    [false, "depthwise convolution by its input", byInputOf(depthwiseByInput), "output", "filter", true],
    [false, "depthwise convolution by its filter", byFilterOf(depthwiseByFilter), "input", "output", true],
  ])("simd %s: %s", (simd, _, gradient, a, b, depthwise) => {
    registerGradientKernels({ simd });
    const small = convolutions({ depthwise, maxDilation: 3, maxSize: 7, maxChannels: depthwise ? [9, 3] : [9, 9] });
    holdsFor(150, small, (convolution, values) =>
      agreesWithCpu([values(convolution[a]), values(convolution[b])], ([first, second]) => [
        gradient(convolution, first!, second!),
      ]),
    );
  });
});

describe("registering", () => {
  const kernel = () => tf.getKernel(tf.Conv2DBackpropFilter, "wasm");
  const conv2d = () => tf.getKernel(tf.Conv2D, "wasm");

  test("again changes nothing and warns of nothing", () => {
    const warn = vi.spyOn(console, "warn");
    registerGradientKernels({ simd: false });
    const before = kernel();
    registerGradientKernels();
    registerGradientKernels({ simd: false });
    expect(kernel()).toBe(before);
    expect(warn).not.toHaveBeenCalled();
  });

  test("with other options changes to those, and gives the stock kernels back", () => {
    registerGradientKernels({ simd: false });
    const [composed, stock] = [kernel(), conv2d()];
    registerGradientKernels({ simd: true });
    expect(kernel()).not.toBe(composed);
    expect(conv2d()).not.toBe(stock);
    registerGradientKernels({ simd: true, relaxedSimd: true });
    registerGradientKernels({ simd: false });
    expect(conv2d()).toBe(stock);
  });

  test("takes the composed kernel for a fast one where the heap is not as expected, and says so once", () => {
    registerGradientKernels({ simd: false });
    registerGradientKernels({ simd: true });
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const backend = Object.assign(Object.create(tf.backend()), { wasm: {} }) as object;
    const [x, dy] = [tf.ones([1, 4, 4, 2]), tf.ones([1, 3, 3, 1])];
    const attrs = { strides: [1, 1], pad: "valid", filterShape: [2, 2, 2, 1] };
    for (const _ of "twice") {
      const gradient = kernel()!.kernelFunc({ inputs: { x, dy }, attrs, backend }) as tf.Tensor;
      expect([...gradient.dataSync()]).toEqual(Array(8).fill(9));
      gradient.dispose();
    }
    expect(warn.mock.calls).toEqual([[expect.stringContaining("its memory is not at hand")]]);
    tf.dispose([x, dy]);
  });
});
