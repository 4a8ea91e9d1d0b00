import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = readdirSync(new URL("packages", import.meta.url));
const conditions = ["@eznas/source"];
const seedProperties = fileURLToPath(new URL("scripts/seed-properties.ts", import.meta.url));

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      { extends: true as const, test: { name: "snippets", root: "scripts", include: ["test/**/*.test.ts"] } },
      ...packages.map((name) => ({
        extends: true as const,
        test: {
          name,
          root: `packages/${name}`,
          include: ["test/**/*.test.ts"],
          setupFiles: [seedProperties],
        },
      })),
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: { provider: "v8", include: ["packages/*/src/**/*.ts"], reporter: ["text-summary", "json-summary"] },
  },
});
