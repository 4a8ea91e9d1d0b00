import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transform, version } from "esbuild";

const kept = new URL(`../../../../node_modules/.cache/eznas-unbuilt/${version}/`, import.meta.url);

export async function load(url, context, next) {
  if (!url.startsWith("file:") || !url.endsWith(".ts")) return next(url, context);
  const source = readFileSync(fileURLToPath(url), "utf8");
  return { format: "module", source: await transformed(source, url), shortCircuit: true };
}

async function transformed(source, url) {
  const file = new URL(createHash("sha256").update(url).update(source).digest("hex"), kept);
  try {
    return readFileSync(file, "utf8");
  } catch {
    const options = { loader: "ts", target: "node20", sourcemap: "inline", sourcefile: fileURLToPath(url) };
    const { code } = await transform(source, options);
    mkdirSync(kept, { recursive: true });
    // Others that start at the same time write the same; each sees a whole file.
    const own = new URL(`${file.href}.${process.pid}.${Math.random()}`);
    writeFileSync(own, code);
    renameSync(own, file);
    return code;
  }
}
