import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { useBackend } from "../../src/index.ts";

test.each(["exception", "rejection"])(
  "an uncaught %s after the start prints its own stack and exits with 1",
  (kind) => {
    const script = fileURLToPath(new URL("./throws-afterwards.ts", import.meta.url));
    const flags = ["--conditions=@eznas/source", "--import", "@eznas/node/unbuilt"];
    const { status, stderr } = spawnSync(process.execPath, [...flags, script, kind], { encoding: "utf8" });
    expect(stderr).toContain("Error: the user's own mistake");
    expect(stderr).toContain("throws-afterwards.ts:");
    expect(stderr).not.toContain("tfjs-backend-wasm");
    expect(status).toBe(1);
  },
);

test("a handler that the user adds while the backend starts stays", async () => {
  const own = (): void => {};
  const starting = useBackend("wasm");
  process.on("uncaughtException", own);
  await starting;
  expect(process.listeners("uncaughtException")).toContain(own);
  expect(process.listeners("uncaughtException").map(String).join()).not.toContain("ExitStatus");
  process.off("uncaughtException", own);
});
