/** Writes the tables of packages/spaces/small-spaces into the module of them that ships with @eznas/spaces. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seeded } from "@eznas/gp";
import { drawEvenly } from "@eznas/spaces";
import { definitions, formatNetwork, type SmallSpaceRun } from "@eznas/spaces/small-spaces";
import { readTrainingTable, type TrainingRow } from "@eznas/training";

const home = fileURLToPath(new URL("../../packages/spaces/", import.meta.url));

function runOf({ seed, status, valid, test }: TrainingRow): SmallSpaceRun {
  return status === "trained" ? { seed, status, valid: valid!, test: test! } : { seed, status };
}

const written = definitions.flatMap(({ name, space: make }) => {
  const path = `${home}small-spaces/${name}.csv`;
  if (!existsSync(path)) return [];
  const byNetwork = new Map<string, TrainingRow[]>();
  for (const row of readTrainingTable(readFileSync(path, "utf8")).rows)
    byNetwork.set(row.id, [...(byNetwork.get(row.id) ?? []), row]);
  if (byNetwork.size === 0) return [];
  const space = make();
  // A table whose training was interrupted has its rows as they came.
  const drawn = drawEvenly(space, 150, seeded(1, "networks")).map(space.format);
  const lines = drawn.flatMap((id) => {
    const runs = byNetwork
      .get(id)
      ?.toSorted((a, b) => a.seed - b.seed)
      .map(runOf);
    return runs ? [formatNetwork({ id, runs })] : [];
  });
  console.log(`${name}: ${lines.length} networks`);
  const key = /^\w+$/.test(name) ? name : `"${name}"`;
  return [`  ${key}: \`\n${lines.join("\n")}\n\`,\n`];
});

writeFileSync(
  `${home}src/small-spaces/table-data.ts`,
  `// Written by scripts/build/embed-small-spaces.ts from the tables in packages/spaces/small-spaces.
export const tables: Readonly<Record<string, string>> = {
${written.join("")}};
`,
);
