import { type Shape, sizeOf } from "../../recording/recording.ts";
import type { Kind } from "../kind.ts";
import type { NativeOf } from "../native.ts";

export const identity: Kind<NativeOf<"identity">> = {
  record: (_, [x]) => ({ output: x!, gradient: (dy) => ({ inputs: [dy] }) }),
};

export const reshape: Kind<NativeOf<"reshape">> = {
  record({ shape }, [x]) {
    const [batch, ...rest] = x!.shape as [number, ...number[]];
    const size = sizeOf(rest);
    const target: Shape =
      shape === "flat" ? [size] : shape.map((length) => (length < 0 ? size / -sizeOf(shape) : length));
    if (sizeOf(target) !== size) return undefined;
    return {
      output: { ...x!, shape: [batch, ...target] },
      gradient: (dy) => ({ inputs: [{ ...dy, shape: x!.shape }] }),
    };
  },
};
