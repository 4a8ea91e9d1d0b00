/**
 * Fills what stands between `<!-- measured: NAME -->` and `<!-- /measured -->` in the
 * documentation from the JSON of the runs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readResults } from "../results.ts";
import { resultsInFull, resultsTable } from "../table.ts";
import { discoveredAloneTable, discoveredTable, discoveryTable } from "./discovery.ts";
import { ablationsTable } from "./discovery-ablations.ts";
import { aheadTable } from "./discovery-ahead.ts";
import { discoveryCheckTable } from "./discovery-check.ts";
import { fashion201Table } from "./fashion-201.ts";
import { mainJobText } from "./main-job.ts";
import { rankingTable } from "./rankings.ts";
import { reproducedTexts } from "./reproduced.ts";
import { smallSpacesTable } from "./small-spaces.ts";
import { vanishedGradientsTable } from "./vanished-gradients.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const texts: Readonly<Record<string, () => string>> = {
  speed: () => resultsTable(readResults()),
  "speed in full": () => resultsInFull(readResults()),
  "nas-bench-201": rankingTable,
  "fashion-201": fashion201Table,
  "small spaces": smallSpacesTable,
  "vanished gradients": vanishedGradientsTable,
  "main job": mainJobText,
  "leave one space out": discoveryTable,
  ahead: aheadTable,
  discovered: discoveredTable,
  "discovered on nas-bench-201 alone": discoveredAloneTable,
  "discovery check": discoveryCheckTable,
  "discovery ablations": ablationsTable,
  ...reproducedTexts,
};

const marked = /(<!-- measured: ([^>]+?) -->\n)[\s\S]*?(<!-- \/measured -->)/g;

/** Fills README.md and what lies in docs; throws a RangeError for a name that nothing is measured under. */
export function fillMarkers(): void {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((path) => join("docs", path));
  for (const path of ["README.md", ...docs].filter((each) => each.endsWith(".md") && existsSync(join(root, each)))) {
    const before = readFileSync(join(root, path), "utf8");
    const after = before.replaceAll(marked, (_, opening: string, name: string, closing: string) => {
      if (!Object.hasOwn(texts, name))
        throw new RangeError(`${path}: nothing is measured as "${name}"; there are ${Object.keys(texts).join(", ")}`);
      return `${opening}\n${texts[name]!()}\n\n${closing}`;
    });
    if (after !== before) writeFileSync(join(root, path), after);
  }
  // The formatter aligns the columns of tables, and would refuse them otherwise.
  spawnSync(join(root, "node_modules/.bin/biome"), ["format", "--write", "README.md", "docs"], { cwd: root });
}
