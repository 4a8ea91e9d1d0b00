/** The costs and sizes of a network that a metric may be, each one entry. */
import type { Step } from "@eznas/engine";
import { flops, type ProxyDefinition, type ProxyScore, params, proxy, type ZeroCostProxy } from "@eznas/proxies";
import { findInstances } from "@eznas/stats";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Cost } from "./cost.ts";
import { kernelSteps, longestPath, outputChannels, outputPixels } from "./kernels.ts";

const counted =
  (name: string, measure: ProxyDefinition["measure"]): (() => ZeroCostProxy) =>
  () =>
    proxy({ name, measure });

const meanOverKernels = (model: LayersModel, of: (step: Step) => number): number | ProxyScore => {
  const steps = kernelSteps(model);
  if (steps.length === 0) return inapplicable(`the model "${model.name}" has no convolution and no dense layer`);
  const mean = steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  return Number.isNaN(mean) ? inapplicable(`the model "${model.name}" leaves its input's size open`) : mean;
};

const inapplicable = (detail: string): ProxyScore => ({ ok: false, reason: "inapplicable", detail });

export type CostName = "params" | "flops" | "instances" | "layers" | "depth" | "width" | "resolution";

/**
 * The costs and sizes that a metric's text may name.
 *
 * @example
 * ```ts
 * import { costs } from "@eznas/ranking";
 *
 * Object.keys(costs); // → [ 'params', 'flops', 'instances', 'layers', 'depth', 'width', 'resolution' ]
 * costs.depth.domain; // → 'convolutions and dense layers on the longest path from input to output'
 * ```
 */
export const costs: Readonly<Record<CostName, Cost>> = {
  params: {
    ofModel: params,
    ofSpace: (space, architecture) => space.params(architecture),
    domain: "trainable parameters",
  },
  flops: {
    ofModel: flops,
    ofSpace: (space, architecture) => space.flops(architecture),
    domain: "multiply-accumulates of one image",
  },
  instances: {
    ofModel: (pattern) => proxy({ name: "instances", measure: (model) => findInstances(model, pattern).length }),
    takesPattern: true,
    domain: "instances of a pattern, ReLU-Conv-BatchNorm where none is named",
  },
  layers: {
    ofModel: counted("layers", (model) => kernelSteps(model).length),
    ofSpace: (space, architecture) => space.layers?.(architecture),
    domain: "convolutions and dense layers: the number of layers; a separable convolution is two",
  },
  depth: {
    ofModel: counted("depth", longestPath),
    domain: "convolutions and dense layers on the longest path from input to output",
  },
  width: {
    ofModel: counted("width", (model) => meanOverKernels(model, outputChannels)),
    domain: "the mean of output channels over convolutions and dense layers",
  },
  resolution: {
    ofModel: counted("resolution", (model) => meanOverKernels(model, (step) => Math.sqrt(outputPixels(step)))),
    domain:
      "the mean over convolutions and dense layers of the root of output pixels, which are 1 behind a global pool",
  },
};

export const isCost = (name: string): name is CostName => Object.hasOwn(costs, name);
