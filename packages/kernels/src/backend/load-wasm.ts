import * as tf from "@tensorflow/tfjs-core";
import { insideNode } from "./inside-node.ts";
import { nodeBuiltIn } from "./node-built-in.ts";

/**
 * Imports the wasm backend, which registers it, and in Node tells it where its .wasm files are: they lie in its own
 * package, wherever the package manager put it. In a browser `paths` says the folder that they are served from; without
 * it they are looked for beside the script.
 */
export async function loadWasm(paths?: string): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const started = "wasm" in tf.engine().registry;
  if (started) return;
  if (paths !== undefined) return setWasmPaths(paths);
  if (!insideNode()) return;
  const { createRequire } = await nodeBuiltIn<typeof import("node:module")>("node:module");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(entry.replace(/package\.json$/, "dist/"));
}
