/** Writes the JSON Schema of a search's configuration file from the table of its options. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { searchSchema } from "../../packages/cli/src/search-config/schema.ts";

const path = fileURLToPath(new URL("../../packages/cli/search.schema.json", import.meta.url));
writeFileSync(path, `${JSON.stringify(searchSchema(), undefined, 2)}\n`);
