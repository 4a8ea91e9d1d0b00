import { defineConfig, type Options } from "tsup";

/** One build for every published package: ESM, CommonJS and declarations, dependencies left outside. */
export function library(entry: readonly string[], options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry: Object.fromEntries(entry.map((file) => [file.replace(/^src\/|\.ts$/g, ""), file])),
    format: ["esm", "cjs"],
    target: "node20",
    platform: "neutral",
    sourcemap: true,
    clean: true,
    treeshake: true,
    external: [/^node:/],
    dts: { compilerOptions: { ignoreDeprecations: "6.0", composite: false, customConditions: [] } },
    ...options,
  });
}
