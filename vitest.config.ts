import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = readdirSync(new URL("packages", import.meta.url));
const conditions = ["@eznas/source"];
const script = (name: string): string => fileURLToPath(new URL(`scripts/${name}.ts`, import.meta.url));

/**
 * Tests that have a process of their own, for they change what a process has once. All others
 * share one, and load TensorFlow.js once.
 */
const alone: Readonly<Record<string, readonly string[]>> = {
  node: [
    "test/lock.test.ts", // stands in for modules of Node
  ],
  kernels: [
    "test/backend/load-tensorflow.test.ts", // registers a backend that does not start, and takes `process` away
    "test/backend/load-wasm.test.ts", // the wasm backend must not have started
    "test/backend/out-of-memory.test.ts", // fills the heap of the wasm backend, which never shrinks
    "test/use-backend.test.ts", // puts backends that do not start in the place of those that do
  ],
};

for (const [name, files] of Object.entries(alone))
  for (const file of files)
    if (!existsSync(new URL(`packages/${name}/${file}`, import.meta.url)))
      throw new Error(`vitest.config.ts: packages/${name}/${file}, which is to run alone, is not there`);

const project = (name: string, root: string) => ({
  extends: true as const,
  test: {
    name,
    root,
    include: ["test/**/*.test.ts"],
    setupFiles: [script("seed-properties"), script("leave-as-found")],
  },
});

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      { extends: true as const, test: { name: "snippets", root: "scripts", include: ["test/**/*.test.ts"] } },
      ...packages.flatMap((name) => {
        const { extends: extending, test } = project(name, `packages/${name}`);
        const own = alone[name];
        const shared = { extends: extending, test: { ...test, isolate: false, exclude: [...(own ?? [])] } };
        return own
          ? [shared, { extends: extending, test: { ...test, name: `${name}-alone`, include: [...own] } }]
          : [shared];
      }),
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: { provider: "v8", include: ["packages/*/src/**/*.ts"], reporter: ["text-summary", "json-summary"] },
  },
});
