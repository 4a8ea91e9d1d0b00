/** docs/measurements/reproduce: what `eznas reproduce` found, as it wrote it, and its figures in docs/figures. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { studyNames } from "@eznas/reproduce";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));
const results = join(docs, "measurements/reproduce");
const pathOf = (study: string): string => join(results, `${study}.md`);

/**
 * Takes over what is in a folder of results, all studies or those named; throws an
 * Error for a trial run with `--quick`.
 */
export function takeReproduced(folder: string, names: readonly string[]): void {
  const there = studyNames.filter((study) => existsSync(join(folder, `${study}.md`)));
  const taken = names.length > 0 ? names : there;
  if (taken.length === 0) throw new Error(`${folder} has no results of eznas reproduce`);
  mkdirSync(results, { recursive: true });
  for (const study of taken) {
    const text = readFileSync(join(folder, `${study}.md`), "utf8");
    if (/\bquick true\b/.test(text)) throw new Error(`${study} in ${folder} is of a trial run; run it without --quick`);
    writeFileSync(pathOf(study), text);
    copyFileSync(join(folder, `${study}.svg`), join(docs, "figures", `${study}.svg`));
    console.error(`took ${study}`);
  }
}

/** For each study the tables, notes and settings of its last run. */
export const reproducedTexts: Readonly<Record<string, () => string>> = Object.fromEntries(
  studyNames.map((study) => [`reproduce ${study}`, () => textOf(study)]),
);

/** Without its title, which is the heading in the page. */
function textOf(study: string): string {
  if (!existsSync(pathOf(study))) return "Not measured yet.";
  return readFileSync(pathOf(study), "utf8")
    .replace(/^\*\*.*\*\*\n+/, "")
    .trimEnd();
}
