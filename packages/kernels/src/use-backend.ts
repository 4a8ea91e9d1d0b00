import * as tf from "@tensorflow/tfjs-core";
import { type Backend, type BackendName, describeBackend } from "./backend/backend.ts";
import { BackendUnavailable } from "./backend/backend-unavailable.ts";
import { withoutForeignHandlers } from "./backend/foreign-handlers.ts";
import { loadTensorflow } from "./backend/load-tensorflow.ts";
import { loadWasm } from "./backend/load-wasm.ts";
import { refuseBeyondHeap } from "./backend/out-of-memory.ts";
import { registerGradientKernels } from "./gradients/register.ts";
import type { SimdOptions } from "./simd/options.ts";

/** How a backend is started. */
export interface BackendOptions extends SimdOptions {
  /**
   * In a browser, the address of the folder that serves the `.wasm` files of `@tensorflow/tfjs-backend-wasm`, `/wasm/`;
   * beside the script by default. In Node they are found.
   */
  readonly wasmPaths?: string;
}

/**
 * Scoring on WebAssembly, with the SIMD kernels of this package, takes a third to a half of native TensorFlow's time.
 */
const fastestFirst = ["wasm", "tensorflow", "cpu"] as const;

const load: Readonly<Record<BackendName, (options: BackendOptions) => Promise<unknown>>> = {
  tensorflow: () => loadTensorflow(),
  wasm: ({ wasmPaths }) => loadWasm(wasmPaths),
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
};

const toInstall: Readonly<Record<BackendName, string>> = {
  tensorflow: "install @tensorflow/tfjs-node 4.22.0 with its native library",
  wasm:
    "install @tensorflow/tfjs-backend-wasm 4.22.0, " +
    "and in a browser say where its .wasm files are served (wasmPaths)",
  cpu: "install @tensorflow/tfjs-backend-cpu 4.22.0",
};

/**
 * Makes TensorFlow.js compute on a backend, ready for forward and backward passes.
 *
 * "auto" takes WebAssembly, which with the kernels of this package is faster at scoring than native TensorFlow; else
 * tfjs-node, if it loads; else plain JavaScript with a warning, for that is some fifty times slower. On WebAssembly the
 * gradient kernels of this package are registered (`registerGradientKernels`, which takes the options), and an
 * operation beyond its 4 GiB throws `OutOfMemory`. Calling it again is harmless; with another name or other options it
 * switches. In a browser, `wasmPaths` says where the .wasm files are served.
 *
 * @throws BackendUnavailable if the backend named cannot be used; the message says what to install.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import * as tf from "@tensorflow/tfjs-core";
 *
 * const backend = await useBackend("wasm");
 * backend.name; // → 'wasm'
 * tf.getBackend(); // → 'wasm'
 * ```
 */
export async function useBackend(name: BackendName | "auto" = "auto", options?: BackendOptions): Promise<Backend> {
  // tfjs-core alone knows no gradients: tfjs-layers registers them.
  await import("@tensorflow/tfjs-layers");
  const before = tf.getBackend();
  const tried: { name: BackendName; error: string }[] = [];
  for (const candidate of name === "auto" ? fastestFirst : [name]) {
    const error = await start(candidate, options);
    if (error === undefined) {
      const backend = { name: candidate, tried };
      if (name === "auto" && candidate === "cpu" && before !== "cpu") console.warn(describeBackend(backend));
      return backend;
    }
    tried.push({ name: candidate, error });
  }
  if (before) await tf.setBackend(before);
  const last = tried.map(({ name, error }) => `${name} (${error}; ${toInstall[name]})`).join(", ");
  throw new BackendUnavailable(name === "auto" ? "cpu" : name, `useBackend: cannot use ${last}`);
}

/** Starts a backend; what stopped it, if something did. */
async function start(name: BackendName, options: BackendOptions | undefined): Promise<string | undefined> {
  try {
    await load[name](options ?? {});
  } catch (error) {
    return firstLine(error);
  }
  // setBackend reports a failure by its result alone, and tfjs then quietly computes on the next best backend.
  const started = await withoutForeignHandlers(() => tf.setBackend(name));
  if (!started || tf.getBackend() !== name) return "it is installed but does not start";
  if (name === "wasm") {
    refuseBeyondHeap(tf.backend());
    registerGradientKernels(options);
  }
  return undefined;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]!.trim().replace(/\.$/, "");
}
