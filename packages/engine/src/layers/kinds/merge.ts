import { type Recording, sameShape, type Value } from "../../recording/recording.ts";
import { sumOf } from "../../recording/sum.ts";
import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";

const alike = ([first, ...others]: readonly Value[]): boolean =>
  others.every(({ shape }) => sameShape(shape, first!.shape));

export const add: Kind<NativeOf<"add">> = {
  record(_, inputs, recording) {
    if (!alike(inputs)) return undefined;
    const terms = inputs.filter(({ zero }) => !zero);
    return {
      output: terms.length > 0 ? sumOf(terms, recording) : inputs[0]!,
      gradient: (dy) => ({ inputs: inputs.map(() => dy) }),
    };
  },
};

export const average: Kind<NativeOf<"average">> = {
  record(_, inputs, recording) {
    if (!alike(inputs)) return undefined;
    const share = 1 / inputs.length;
    return {
      output: scaled(sumOf(inputs, recording), share, recording),
      gradient(dy, recording) {
        const each = scaled(dy, share, recording);
        return { inputs: inputs.map(() => each) };
      },
    };
  },
};

export const multiply: Kind<NativeOf<"multiply">> = {
  record(_, inputs, recording) {
    if (!alike(inputs)) return undefined;
    return {
      output: inputs.reduce((a, b) => product(a, b, recording)),
      gradient: (dy, recording) => ({
        inputs: inputs.map((_, i) => inputs.reduce((a, b, j) => (i === j ? a : product(a, b, recording)), dy)),
      }),
    };
  },
};

function scaled({ shape, buffer }: Value, factor: number, recording: Recording): Value {
  const { kernels } = recording;
  const output = recording.value(shape);
  const y = output.buffer;
  recording.emit([buffer], [y], () => kernels.scale(buffer.at, factor, y.at, y.floats));
  return output;
}

function product(a: Value, b: Value, recording: Recording): Value {
  const { kernels } = recording;
  const output = recording.value(a.shape);
  const y = output.buffer;
  recording.emit([a.buffer, b.buffer], [y], () => kernels.multiply(a.buffer.at, b.buffer.at, y.at, y.floats));
  return output;
}
