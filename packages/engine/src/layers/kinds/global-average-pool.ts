import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";

export const globalAveragePool: Kind<NativeOf<"globalAveragePool">> = {
  key: () => "globalAveragePool",
  record(_, [x], recording) {
    const { shape, buffer } = x!;
    if (shape.length !== 4) return undefined;
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const pixels = height * width;
    const { kernels } = recording;
    const output = recording.value([batch, channels]);
    const y = output.buffer;
    recording.emit([buffer], [y], () => kernels.globalAveragePool(buffer.at, y.at, batch, pixels, channels));
    return {
      output,
      gradient({ buffer: dy }, recording) {
        const input = recording.value(shape);
        const dx = input.buffer;
        recording.emit([dy], [dx], () => kernels.globalAveragePoolGradient(dy.at, dx.at, batch, pixels, channels));
        return { inputs: [input] };
      },
    };
  },
};
