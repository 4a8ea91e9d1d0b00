import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";
import type { Buffer } from "../recording.ts";

export const batchNorm: Kind<NativeOf<"batchNorm">> = {
  record({ axis, epsilon, gamma, beta }, [x], recording) {
    const { shape, buffer } = x!;
    const lastAxis = shape.length - 1;
    if (axis !== -1 && axis !== lastAxis) return undefined;
    const channels = shape[lastAxis]!;
    const pixels = buffer.floats / channels;
    const { kernels } = recording;
    const scale = gamma && recording.weight(gamma);
    const offset = beta && recording.weight(beta);
    const output = recording.value(shape);
    const y = output.buffer;
    const mean = recording.buffer(channels);
    const inverse = recording.buffer(channels);
    recording.emit([buffer, ...given(scale, offset)], [y, mean, inverse], () =>
      kernels.batchNorm(buffer.at, at(scale), at(offset), y.at, mean.at, inverse.at, pixels, channels, epsilon),
    );
    return {
      output,
      gradient({ buffer: dy }) {
        const input = recording.value(shape);
        const dx = input.buffer;
        recording.emit([buffer, dy, ...given(scale), mean, inverse], [dx], () =>
          kernels.batchNormGradient(buffer.at, dy.at, at(scale), mean.at, inverse.at, dx.at, 0, 0, pixels, channels),
        );
        return { inputs: [input] };
      },
    };
  },
};

const given = (...buffers: readonly (Buffer | undefined)[]): readonly Buffer[] =>
  buffers.filter((each) => each !== undefined);

// A kernel takes 0 for what there is not.
const at = (buffer: Buffer | undefined): number => buffer?.at ?? 0;
