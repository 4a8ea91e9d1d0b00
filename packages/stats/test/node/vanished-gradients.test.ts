import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type InstanceStatistics, inMemory } from "../../src/index.ts";
import { encodeInstances } from "../../src/node/encode-instances.ts";
import { readNetwork } from "../../src/node/read-network.ts";

test("a file keeps which gradients are rounding, also of tensors that are shared", async () => {
  const data = Float32Array.of(1, 2);
  const gradient = { shape: [2], data, vanished: true } as const;
  const instances: readonly InstanceStatistics[] = [
    { name: "a", statistics: { T1G_D: gradient, T2G_D: gradient, T3: { shape: [2], data: Float32Array.of(3, 4) } } },
    { name: "b", statistics: { T1G_D: { shape: [2], data }, T2G_D: gradient, T3: { shape: [2], data } } },
  ];
  const folder = await mkdtemp(join(tmpdir(), "eznas-"));
  try {
    const path = join(folder, "network.safetensors");
    const { parts, bytes, headerChecksum } = encodeInstances(instances);
    await writeFile(path, Buffer.concat(parts));
    const expected = { bytes, headerChecksum };
    expect(await readNetwork(path, expected, ["T1G_D", "T2G_D", "T3"])).toEqual(instances);
    const dataset = inMemory("held", [{ id: "x", accuracy: 1, instances }]);
    expect(await dataset.read("x", ["T1G_D", "T2G_D", "T3"])).toEqual(instances);
  } finally {
    await rm(folder, { recursive: true });
  }
});
