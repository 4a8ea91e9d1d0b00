import type { Computation } from "../parts/part.ts";

/** Zeros of the input's shape. */
export const zeros: Computation = {
  // Nothing comes through.
  jet: () => ({}),
  record([x], recording) {
    const output = { ...recording.value(x!.shape), zero: true } as const;
    const { buffer } = output;
    const { kernels } = recording;
    recording.emit([], [buffer], () => kernels.fill(buffer.at, 0, buffer.floats));
    return { output, gradient: () => ({ inputs: [undefined] }) };
  },
};
