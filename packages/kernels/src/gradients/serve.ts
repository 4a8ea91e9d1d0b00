import * as tf from "@tensorflow/tfjs-core";
import { type BackendKernel, takes } from "../simd/backend-kernel.ts";
import type { HeapOf } from "../simd/heaps.ts";
import type { SimdOptions } from "../simd/options.ts";

/** A kernel composed of others; what it creates on the way is disposed of for it. */
type ComposedKernel = (inputs: tf.NamedTensorInfoMap, attributes: tf.NamedAttrMap) => tf.TensorInfo | tf.TensorInfo[];

/**
 * What serves a kernel of backend-wasm: a composed one where it has none that is right, a fast one where there is one.
 */
export interface Service {
  readonly kernelName: string;
  readonly composed?: ComposedKernel;
  readonly fast?: BackendKernel;
}

/** A kernel that we registered: under which options, and in whose place. */
interface Registered extends tf.KernelConfig {
  readonly eznas: { readonly options: Required<SimdOptions>; readonly stock: tf.KernelConfig | undefined };
}

/** The options under which a kernel serves, if it is one of ours. */
export function servedUnder(kernelName: string): Required<SimdOptions> | undefined {
  return (tf.getKernel(kernelName, "wasm") as Partial<Registered> | undefined)?.eznas?.options;
}

/** Registers what serves, and the stock kernel again where that is the one. */
export function serve(service: Service, options: Required<SimdOptions>, heapOf: HeapOf): void {
  const { kernelName } = service;
  const registered = tf.getKernel(kernelName, "wasm") as (tf.KernelConfig & Partial<Registered>) | undefined;
  const stock = registered?.eznas ? registered.eznas.stock : registered;
  const kernelFunc = choose(service, options, heapOf, stock?.kernelFunc);
  if (registered) tf.unregisterKernel(kernelName, "wasm");
  if (stock && kernelFunc === stock.kernelFunc) tf.registerKernel(stock);
  // With the stock kernel's set-up: it may be called still.
  else if (kernelFunc)
    tf.registerKernel(ours({ ...stock, kernelName, backendName: "wasm", kernelFunc }, options, stock));
}

function ours(config: tf.KernelConfig, options: Required<SimdOptions>, stock: tf.KernelConfig | undefined): Registered {
  return { ...config, eznas: { options, stock } };
}

function choose(
  { composed, fast }: Service,
  { simd }: Required<SimdOptions>,
  heapOf: HeapOf,
  stock: tf.KernelFunc | undefined,
): tf.KernelFunc | undefined {
  const slow: tf.KernelFunc | undefined = composed
    ? ({ inputs, attrs }) => tf.tidy(() => composed(inputs, attrs ?? {}) as tf.Tensor)
    : stock;
  if (!slow || !fast || !simd) return slow;
  return (call) => {
    const { inputs, attrs = {} } = call;
    const heap = takes(inputs, attrs) ? heapOf(call.backend as tf.KernelBackend) : undefined;
    return (heap && fast(heap, inputs, attrs)) ?? slow(call);
  };
}
