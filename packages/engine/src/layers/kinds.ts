import type { Kind } from "./kind.ts";
import { activation } from "./kinds/activation.ts";
import { attention } from "./kinds/attention.ts";
import { batchNorm } from "./kinds/batch-norm.ts";
import { concatenate } from "./kinds/concatenate.ts";
import { convolution, depthwise } from "./kinds/convolution.ts";
import { dense } from "./kinds/dense.ts";
import { firstChannels } from "./kinds/first-channels.ts";
import { globalAveragePool } from "./kinds/global-average-pool.ts";
import { groupedConvolution } from "./kinds/grouped-convolution.ts";
import { layerNorm } from "./kinds/layer-norm.ts";
import { margins } from "./kinds/margins.ts";
import { add, average, multiply } from "./kinds/merge.ts";
import { averagePool, maxPool } from "./kinds/pooling.ts";
import { positions } from "./kinds/positions.ts";
import { identity, reshape } from "./kinds/reshape.ts";
import { softmax } from "./kinds/softmax.ts";
import { zeros } from "./kinds/zeros.ts";
import type { Native, NativeOf } from "./native.ts";

const kinds: { readonly [K in Native["kind"]]: Kind<NativeOf<K>> } = {
  activation,
  add,
  attention,
  average,
  averagePool,
  batchNorm,
  concatenate,
  convolution,
  dense,
  depthwise,
  firstChannels,
  globalAveragePool,
  groupedConvolution,
  identity,
  layerNorm,
  margins,
  maxPool,
  multiply,
  positions,
  reshape,
  softmax,
  zeros,
};

/** The entry for a description. */
export const kindOf = (native: Native): Kind<Native> => kinds[native.kind] as Kind<Native>;
