import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";

export const zeros: Kind<NativeOf<"zeros">> = {
  record(_, [x], recording) {
    const output = { ...recording.value(x!.shape), zero: true } as const;
    const { buffer } = output;
    const { kernels } = recording;
    recording.emit([], [buffer], () => kernels.fill(buffer.at, 0, buffer.floats));
    return { output, gradient: () => ({ inputs: [undefined] }) };
  },
};
