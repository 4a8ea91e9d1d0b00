/** Fails where a package's tests reach fewer than nine of ten of its lines. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const least = 90;
const summary = fileURLToPath(new URL("../../coverage/coverage-summary.json", import.meta.url));
const files = JSON.parse(readFileSync(summary, "utf8")) as Record<
  string,
  { lines: { total: number; covered: number } }
>;

const packages = new Map<string, { total: number; covered: number }>();
for (const [file, { lines }] of Object.entries(files)) {
  const name = /packages[\\/]([\w-]+)[\\/]src/.exec(file)?.[1];
  if (!name) continue;
  const sum = packages.get(name) ?? { total: 0, covered: 0 };
  packages.set(name, { total: sum.total + lines.total, covered: sum.covered + lines.covered });
}
for (const [name, { total, covered }] of packages) {
  const share = (100 * covered) / total;
  console.error(`${name.padEnd(9)} ${share.toFixed(1)} % of ${total} lines`);
  if (share < least) process.exitCode = 1;
}
if (packages.size === 0) throw new Error(`${summary} names no package: run the tests with --coverage first`);
if (process.exitCode) console.error(`a package is under ${least} %`);
