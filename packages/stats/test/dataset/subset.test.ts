import fc from "fast-check";
import { expect, test } from "vitest";
import { type Dataset, inMemory, type Network, subset } from "../../src/index.ts";

const T3 = { shape: [1], data: Float32Array.of(1) };
const records = Array.from({ length: 12 }, (_, i) => ({
  id: `net ${i}`,
  accuracy: i,
  instances: [{ name: `conv ${i}`, statistics: { T3 } }],
}));
const whole = inMemory("toy", records);

test("a subset and the rest have every network once, in order, and read what the whole reads", async () => {
  await fc.assert(
    fc.asyncProperty(fc.func(fc.boolean()), async (chosen) => {
      const passes = ({ id }: Network): boolean => chosen(id);
      const [some, rest] = [subset(whole, passes), subset(whole, (network) => !passes(network))];
      expect(some.networks).toEqual(whole.networks.filter(passes));
      expect(rest.networks.length).toBe(12 - some.networks.length);
      for (const { id } of some.networks) expect(await some.read(id, ["T3"])).toEqual(await whole.read(id, ["T3"]));
    }),
    { numRuns: 30 },
  );
});

test("what else a dataset has it keeps; one of a class still reads", async () => {
  class Stored implements Dataset {
    readonly name = "stored";
    readonly path = "tasks/stored";
    readonly networks = whole.networks;
    read(id: string) {
      return whole.read(id, this.path === "tasks/stored" ? ["T3"] : []);
    }
  }
  const part = subset(new Stored(), ({ accuracy }) => accuracy > 8);
  expect([part.path, part.networks.length, (await part.read("net 9")).length]).toEqual(["tasks/stored", 3, 1]);
});
