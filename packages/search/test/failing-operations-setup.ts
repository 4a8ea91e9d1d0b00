/** Operations of a user's own that fail, for threads too. */
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { reshape, type Tensor, tanh, tidy } from "@tensorflow/tfjs-core";

const whatever = { arity: 1, latex: (a: string) => a, domain: "total", examples: [] } as const;

export default {
  ops: extendOps(ops, {
    throwing: op({
      ...whatever,
      shape: sameShape,
      kernel: () => {
        throw new Error("not today");
      },
    }),
    /** Fails on what is too large to be among the probes' miniatures. */
    moody: op({
      ...whatever,
      shape: sameShape,
      kernel: (a: Tensor) => {
        if (a.dtype === "float32" && a.size > 0 && a.dataSync()[0]! > 0.2) throw new Error("too much");
        return tidy(() => tanh(a));
      },
    }),
    flattening: op({ ...whatever, shape: sameShape, kernel: (a: Tensor) => reshape(a, [-1]) }),
  }),
};
