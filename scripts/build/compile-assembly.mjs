/**
 * Compiles packages/kernels/assembly/*.ts (AssemblyScript; a file in a subfolder is a part, not an entry) to
 * WebAssembly and embeds each as base64 in packages/kernels/src/wasm: once with plain SIMD, once with relaxed SIMD,
 * whose fused multiply-add rounds once. Does nothing when the embedded modules were made from the same sources.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const home = new URL("../../packages/kernels/", import.meta.url);
const sources = new URL("assembly/", home);
const embedded = new URL("src/wasm/", home);
// Its "exports" know no "require", which is what resolves from another package's folder.
const compiler = createRequire(new URL("package.json", home)).resolve("assemblyscript/dist/asc.js");

/** The kernels are told where to work: they neither own nor export a memory, and have no static data. */
const options = [
  "-O3",
  "--converge",
  "--noAssert",
  "--runtime",
  "stub",
  "--importMemory",
  "--memoryBase",
  "0",
  "--use",
  "abort=",
];
const variants = [
  { suffix: "", flags: ["--enable", "simd", "--use", "FUSED=0"] },
  { suffix: "-relaxed", flags: ["--enable", "simd", "--enable", "relaxed-simd", "--use", "FUSED=1"] },
];

const files = existsSync(sources)
  ? readdirSync(sources, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
      .sort()
  : [];
const text = (url) => readFileSync(url, "utf8");
const digest = createHash("sha256").update(text(new URL(import.meta.url)));
for (const file of files) digest.update(file).update(text(new URL(file, sources)));
const hash = digest.digest("hex");

const stamp = new URL("sources.sha256", embedded);
if (files.length > 0 && !(existsSync(stamp) && text(stamp) === hash)) {
  const { default: asc } = await import(pathToFileURL(compiler).href);
  mkdirSync(embedded, { recursive: true });
  for (const entry of files.filter((file) => !/[\\/]/.test(file)))
    for (const { suffix, flags } of variants) {
      const name = `${entry.replace(/\.ts$/, "")}${suffix}`;
      const bytes = await compile(asc, entry, flags);
      const constant = name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
      writeFileSync(
        new URL(`${name}.ts`, embedded),
        `// Made by scripts/build/compile-assembly.mjs from assembly/${entry}.\n` +
          `export const ${constant}: string =\n  "${Buffer.from(bytes).toString("base64")}";\n`,
      );
      console.error(`compiled ${name}: ${bytes.length} bytes`);
    }
  writeFileSync(stamp, hash);
}

async function compile(asc, entry, flags) {
  let bytes;
  const { error, stderr } = await asc.main(
    [entry, "--outFile", "module.wasm", "--baseDir", fileURLToPath(sources), ...options, ...flags],
    {
      writeFile: (name, contents) => {
        if (name === "module.wasm") bytes = contents;
      },
    },
  );
  if (error || !bytes) throw new Error(`${entry} does not compile:\n${stderr.toString()}`, { cause: error });
  return bytes;
}
