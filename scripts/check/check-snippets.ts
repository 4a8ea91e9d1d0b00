/** Type-checks every ts block of the documentation and of the sources' examples; the tests run them. */
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, writeModules } from "./snippets.ts";

const modules = writeModules();
const config = join(root, ".snippets/tsconfig.json");
writeFileSync(
  config,
  JSON.stringify({
    extends: "../tsconfig.test.json",
    compilerOptions: { noUnusedLocals: false },
    include: ["./*.ts"],
  }),
);
const { stdout, status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", config], {
  cwd: root,
  encoding: "utf8",
});
const placeOf = new Map(modules.map(({ file, place }) => [file.slice(root.length), place]));
console.error(stdout.replace(/^\.snippets\/[\w-]+\.ts/gm, (file) => `${placeOf.get(file) ?? file} (${file})`));
console.error(`${modules.length} examples type-checked`);
if (status === 0) rmSync(join(root, ".snippets"), { recursive: true });
process.exitCode = status ?? 1;
