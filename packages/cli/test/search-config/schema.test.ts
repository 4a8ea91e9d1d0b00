import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { searchSchema } from "../../src/search-config/schema.ts";

test("search.schema.json is the schema of the table of options (npm run docs:schema writes it)", () => {
  const file = new URL("../../search.schema.json", import.meta.url);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(searchSchema());
});
