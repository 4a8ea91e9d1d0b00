import { expect, test } from "vitest";
import { searchSchema } from "../../src/search-config/schema.ts";

/** `npx vitest run --project eznas packages/cli/test/search-config -u` writes it. */
test("search.schema.json is the schema of the table of options", async () => {
  const text = `${JSON.stringify(searchSchema(), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../search.schema.json");
});
