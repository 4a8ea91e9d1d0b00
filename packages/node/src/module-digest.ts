import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/**
 * What tells a module of one's own from what it was before, in 16 hexadecimal digits: its text and those of the files
 * that it imports by relative paths, and so on. Packages count by their names alone. A module that is no file
 * counts by its address.
 *
 * Rejects with the system's error where there is no such file.
 *
 * @example
 * ```ts
 * import { moduleDigest } from "@eznas/node";
 *
 * (await moduleDigest("data:text/javascript,export default {}")).length; // → 16
 * ```
 */
export async function moduleDigest(address: string): Promise<string> {
  const hash = createHash("sha256");
  if (!address.startsWith("file:")) return hash.update(address).digest("hex").slice(0, 16);
  const seen = new Set([new URL(address).href]);
  for (const url of seen) {
    const text = await readFile(fileURLToPath(url));
    hash.update(text);
    for (const [, specifier] of text.toString("utf8").matchAll(imported)) {
      const next = new URL(specifier!, url);
      if (existsSync(next)) seen.add(next.href);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** `from "./a.ts"`, `import "./a.ts"` and `import("./a.ts")`. */
const imported = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;
