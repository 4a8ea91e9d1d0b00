import { reluConvBn } from "../blocks/relu-conv-bn.ts";
import type { Cell } from "./network.ts";

/**
 * The cell `basic`: two ReLU-Conv3×3-BN beside a shortcut, which is a convolution of 1×1 and a
 * batch norm where the shape changes.
 *
 * Unlike NAS-Bench-201's residual block it pools nothing: the shortcut's convolution takes the stride.
 */
export const basicBlock: Cell = (layers, x, { inputs, filters, stride }, at) => {
  const a = reluConvBn(layers, x, { filters, size: 3, stride }, `${at}/a`);
  const b = reluConvBn(layers, a, { filters, size: 3 }, `${at}/b`);
  if (inputs === filters && stride === 1) return layers.add([x, b], `${at}/add`);
  const convolved = layers.convolution(x, { filters, size: 1, stride }, `${at}/shortcut/conv`);
  return layers.add([layers.batchNorm(convolved, `${at}/shortcut/bn`), b], `${at}/add`);
};
