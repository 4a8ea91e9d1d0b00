import type { Convolution } from "@eznas/kernels/training";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Computation } from "../parts/part.ts";
import type { Machine } from "../recording/machine.ts";
import type { Recording, Region, Value } from "../recording/recording.ts";
import { weightGradients } from "./weight-gradients.ts";
import { type Sliding, windowOver } from "./window-over.ts";

type Window = NonNullable<ReturnType<typeof windowOver>>;

export interface ConvolutionParts extends Sliding {
  /** [height, width, in, out]; of a depthwise one [height, width, channel, multiplier] */
  readonly kernel: LayerVariable;
  readonly bias?: LayerVariable | undefined;
}

/** Of the last two sizes of a kernel, the channels that come out and what computes them. */
type Method = (
  machine: Machine,
  window: Window,
  batch: number,
  inputs: number,
  last: number,
) => { readonly outputs: number; readonly convolution: Convolution };

export const convolution = (parts: ConvolutionParts): Computation => ({
  jet: "bilinear",
  record: ([x], recording) =>
    record(parts, x!, recording, (machine, window, batch, inputChannels, outputChannels) => ({
      outputs: outputChannels,
      convolution: machine.convolution({ window, batch, inputChannels, outputChannels }),
    })),
});

export const depthwiseConvolution = (parts: ConvolutionParts): Computation => ({
  jet: "bilinear",
  record: ([x], recording) =>
    record(parts, x!, recording, (machine, window, batch, inputChannels, multiplier) => ({
      outputs: inputChannels * multiplier,
      convolution: machine.depthwise({ window, batch, inputChannels, multiplier }),
    })),
});

function record(parts: ConvolutionParts, x: Value, recording: Recording, method: Method) {
  const { kernel, bias } = parts;
  const { shape } = x;
  const sizes = kernel.shape as [height: number, width: number, inputs: number, last: number];
  if (shape.length !== 4 || shape[3] !== sizes[2]) return undefined;
  const window = windowOver(shape[1]!, shape[2]!, sizes, parts);
  if (!window) return undefined;

  const { kernels, machine } = recording;
  const batch = shape[0]!;
  const { outputs, convolution } = method(machine, window, batch, sizes[2], sizes[3]);
  const filter = recording.weight(kernel);
  const output = recording.value([batch, window.rows.output, window.columns.output, outputs]);
  const y = output.buffer;
  emit(recording, convolution, convolution.forward, x.buffer, filter, y);
  if (bias) {
    const values = recording.weight(bias);
    const pixels = y.floats / outputs;
    recording.emit([y, values], [y], () => kernels.addBias(y.at, values.at, y.at, pixels, outputs));
  }
  return {
    output,
    gradient(dy: Value, recording: Recording) {
      const dx = recording.value(x.shape);
      const dfilter = recording.buffer(filter.floats);
      emit(recording, convolution, convolution.inputGradient, dy.buffer, filter, dx.buffer);
      emit(recording, convolution, convolution.filterGradient, x.buffer, dy.buffer, dfilter);
      const pixels = dy.buffer.floats / outputs;
      return {
        inputs: [dx],
        kernel: dfilter,
        weights: weightGradients(kernel, dfilter, bias, dy.buffer, pixels, recording),
      };
    },
  };
}

function emit(
  recording: Recording,
  { scratchBytes }: Convolution,
  run: Convolution["forward"],
  a: Region,
  b: Region,
  to: Region,
): void {
  const { scratch } = recording;
  recording.emit([a, b], [to], () => run(a.at, b.at, to.at, scratch), scratchBytes);
}
