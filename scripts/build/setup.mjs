/**
 * Makes a checkout ready: installs the workspace with the pinned pnpm unless the installed tree already matches the
 * lockfile, then compiles the SIMD kernels unless the embedded ones are of the same sources.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const read = (path) => (existsSync(new URL(path, root)) ? readFileSync(new URL(path, root), "utf8") : undefined);

const wanted = read("pnpm-lock.yaml");
if (wanted === undefined || read("node_modules/.pnpm/lock.yaml") !== wanted) {
  const { packageManager } = JSON.parse(read("package.json"));
  console.error(`setting up with ${packageManager} …`);
  const { status, error } = spawnSync("npx", ["--yes", packageManager, "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
await import("./compile-assembly.mjs");
