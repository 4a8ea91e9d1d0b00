import { useBackend } from "@eznas/kernels";
import { beforeAll, describe, test } from "vitest";
import { layerEntries } from "../../src/layers/layer-entries.ts";
import { layerLaws } from "../../src/testing.ts";

beforeAll(() => useBackend("cpu"));

describe.each(Object.entries(layerEntries))("%s", (_, entry) => {
  test("keeps the laws of layers", () => layerLaws(entry));
});
