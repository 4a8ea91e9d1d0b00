import { rmSync } from "node:fs";
import { defineConfig, type Options } from "tsup";
import { library } from "../../tsup.base.ts";

// The command and its worker are no modules to import: they are built as ESM alone, without types.
const command: Options = {
  entry: ["src/main.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  sourcemap: true,
};

export default defineConfig(() => {
  // The two builds run side by side: neither may clean away what the other has written.
  rmSync(new URL("dist", import.meta.url), { recursive: true, force: true });
  return [library(["src/index.ts"], { clean: false, shims: true }) as Options, command];
});
