import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const packages = readdirSync(new URL("packages/", root)).map(
  (folder) => JSON.parse(readFileSync(new URL(`packages/${folder}/package.json`, root), "utf8")).name as string,
);
const changesets = readdirSync(new URL(".changeset/", root)).filter((name) => /^[^A-Z].*\.md$/.test(name));

test.each(changesets)(
  "a release can read %s: packages that there are, how they change, and what that means",
  (name) => {
    const text = readFileSync(new URL(`.changeset/${name}`, root), "utf8");
    const [, head, said] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
    const lines = head?.trim().split("\n") ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [, changed] = /^"([^"]+)": (?:patch|minor|major)$/.exec(line) ?? [];
      expect(packages).toContain(changed);
    }
    expect(said?.trim()).toMatch(/\.$/);
  },
);
