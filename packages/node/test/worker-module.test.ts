import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { workerModule } from "../src/index.ts";

const source = new URL("../../search/src/node/score-worker.ts", import.meta.url);
const place = { source, package: "@eznas/search", built: "./dist/node/score-worker.js" };

test("while sources run, it is beside the file that starts it", () => {
  const startedBy = new URL("../../search/src/node/workers.ts", import.meta.url).href;
  expect(workerModule({ ...place, startedBy })).toBe(source);
});

test("once built, it is where the package is, from whatever bundle it is started", () => {
  const startedBy = new URL("../../search/dist/chunk.js", import.meta.url).href;
  expect(fileURLToPath(workerModule({ ...place, startedBy }))).toMatch(
    /packages\/search\/dist\/node\/score-worker\.js$/,
  );
});
