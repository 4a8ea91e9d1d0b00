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

/** Networks of one space have a dozen geometries. */
const most = 1000;

export function machine(): Machine {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernels = trainingKernels(memory);
  const remembering = <G extends ConvolutionGeometry | DepthwiseGeometry>(
    plan: (kernels: TrainingKernels, geometry: G) => Convolution,
  ): ((geometry: G) => Convolution) => {
    const known = new Map<string, Convolution>();
    return (geometry) => {
      const { window, ...counts } = geometry;
      const sizes = [window.rows, window.columns, counts].flatMap((each) => Object.values(each));
      const key = sizes.join();
      const found = known.get(key) ?? plan(kernels, geometry);
      if (known.size >= most) known.clear();
      known.set(key, found);
      return found;
    };
  };
  return { memory, kernels, convolution: remembering(convolution), depthwise: remembering(depthwiseConvolution) };
}
