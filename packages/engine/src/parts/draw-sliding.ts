import type { Draw } from "./layer-entry.ts";

/** What convolutions of tf.layers have in common. */
export interface DrawnSliding {
  kernelSize: [number, number];
  strides: [number, number];
  dilationRate: number;
  padding: "same" | "valid";
  useBias: boolean;
  activation: "linear" | "relu" | "tanh";
}

export function drawSliding(draw: Draw): DrawnSliding {
  const stride = draw.of(1, 2);
  // tfjs has no strided dilated convolution.
  const dilationRate = stride > 1 ? 1 : draw.of(1, 2);
  return {
    kernelSize: [draw.integer(1, 3), draw.integer(1, 3)],
    strides: [stride, stride],
    dilationRate,
    // Three taps with gaps reach over five pixels.
    padding: dilationRate > 1 ? "same" : draw.of("same", "valid"),
    useBias: draw.boolean(),
    activation: draw.of("linear", "relu", "tanh"),
  };
}
