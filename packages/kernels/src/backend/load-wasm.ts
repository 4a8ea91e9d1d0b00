import * as tf from "@tensorflow/tfjs-core";
import { insideNode } from "./inside-node.ts";

/**
 * Imports the wasm backend, which registers it, and in Node tells it where its .wasm files are: they lie in its own
 * package, wherever the package manager put it. In a browser the paths are the page's matter (`setWasmPaths`).
 */
export async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const started = "wasm" in tf.engine().registry;
  if (started || !insideNode()) return;
  const { createRequire } = await import(/* @vite-ignore */ /* webpackIgnore: true */ "node:module");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(entry.replace(/package\.json$/, "dist/"));
}
