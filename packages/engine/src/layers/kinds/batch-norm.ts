import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Buffer } from "../../recording/recording.ts";
import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";

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
    const reads = [buffer];
    if (scale) reads.push(scale);
    if (offset) reads.push(offset);
    const output = recording.value(shape);
    const y = output.buffer;
    const mean = recording.buffer(channels);
    const inverse = recording.buffer(channels);
    recording.emit(reads, [y, mean, inverse], () =>
      kernels.batchNorm(buffer.at, at(scale), at(offset), y.at, mean.at, inverse.at, pixels, channels, epsilon),
    );
    return {
      output,
      moments: { mean, inverse },
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        const reads = [buffer, dy, mean, inverse];
        if (scale) reads.push(scale);
        const dgamma = recording.buffer(channels);
        const dbeta = recording.buffer(channels);
        recording.emit(reads, [dx, dgamma, dbeta], () =>
          kernels.batchNormGradient(
            buffer.at,
            dy.at,
            at(scale),
            mean.at,
            inverse.at,
            dx.at,
            dgamma.at,
            dbeta.at,
            pixels,
            channels,
          ),
        );
        const weights: [LayerVariable, Buffer][] = [];
        if (gamma) weights.push([gamma, dgamma]);
        if (beta) weights.push([beta, dbeta]);
        return { inputs: [input], weights };
      },
    };
  },
};

// A kernel takes 0 for what there is not.
const at = (buffer: Buffer | undefined): number => buffer?.at ?? 0;
