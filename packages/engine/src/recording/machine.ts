import {
  type Convolution,
  type ConvolutionGeometry,
  convolution,
  type DepthwiseGeometry,
  depthwiseConvolution,
  type TrainingKernels,
  trainingKernels,
} from "@eznas/kernels/training";

/** A memory, the kernels over it, and the convolutions that were planned for it. */
export interface Machine {
  readonly memory: WebAssembly.Memory;
  readonly kernels: TrainingKernels;
  convolution(geometry: ConvolutionGeometry): Convolution;
  depthwise(geometry: DepthwiseGeometry): Convolution;
}

const page = 65536;

/** Gives a memory so many bytes at least; throws a RangeError where there are not that many. */
export function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / page));
}

/** Networks of one space have a dozen geometries. */
const most = 1000;

/** A machine over a memory of its own, which grows as passes need it. */
export function machine(): Machine {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = trainingKernels(memory);
  const remembering = <G extends ConvolutionGeometry | DepthwiseGeometry>(
    plan: (kernels: TrainingKernels, geometry: G) => Convolution,
    channelsOf: (geometry: G) => string,
  ): ((geometry: G) => Convolution) => {
    const known = new Map<string, Convolution>();
    return (geometry) => {
      const { rows, columns } = geometry.window;
      const key = `${geometry.batch} ${channelsOf(geometry)} ${textOf(rows)} ${textOf(columns)}`;
      let found = known.get(key);
      if (!found) {
        if (known.size >= most) known.clear();
        found = plan(kernels, geometry);
        known.set(key, found);
      }
      return found;
    };
  };
  return {
    memory,
    kernels,
    convolution: remembering(convolution, (of) => `${of.inputChannels} ${of.outputChannels}`),
    depthwise: remembering(depthwiseConvolution, (of) => `${of.inputChannels} ${of.multiplier}`),
  };
}

type Slide = ConvolutionGeometry["window"]["rows"];

const textOf = ({ input, output, filter, stride, dilation, padding }: Slide): string =>
  `${input} ${output} ${filter} ${stride} ${dilation} ${padding}`;
