import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("relaxed SIMD computes what plain SIMD does, up to rounding", () => {
  // Node 20 has it behind a flag, which only a process of its own can be given.
  const flags = process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];
  const script = fileURLToPath(new URL("./relaxed-difference.ts", import.meta.url));
  const told = execFileSync(
    process.execPath,
    [...flags, "--conditions=@eznas/source", "--import", "@eznas/node/unbuilt", script],
    {
      encoding: "utf8",
    },
  );
  const differences = JSON.parse(told) as Readonly<Record<string, number>>;
  expect(Object.keys(differences).length).toBeGreaterThan(8);
  for (const difference of Object.values(differences)) expect(difference).toBeLessThan(1e-5);
});
