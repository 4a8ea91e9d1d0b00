import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { inputsFor, metrics, scoreArchitecture } from "@eznas/ranking";
import { spaceNamed } from "@eznas/spaces/named";
import { beforeAll, expect, test } from "vitest";
import { scoredNetworks } from "../src/scored-networks.ts";
import { context } from "./context.ts";

beforeAll(() => useBackend("wasm"));

const options = { channels: 4, cells: 1, resolution: 8 };
const space = spaceNamed("nas-bench-201", options);
const settings = { space: "nas-bench-201", options, batch: 2, seed: 3, loss: "logits" } as const;
const draw = seeded(1);
const [a, b, c] = [1, 2, 3].map(() => space.format(space.sample(draw))) as [string, string, string];

test("scores are those of the network alone, in the order asked, and each is computed once", async () => {
  const scored: string[] = [];
  const asked = context({ progress: (title, done, total) => void scored.push(`${title} ${done}/${total}`) });
  const names = ["mean(abs(T3G_D))", "synflow"];
  const networks = await scoredNetworks(asked, settings, names);
  const rows = await networks.of([a, b, a], "first");
  expect(scored).toEqual(["first 0/2", "first 1/2", "first 2/2"]);
  expect(rows[2]).toEqual(rows[0]);
  const inputs = await inputsFor({ images: "noise", batch: 2, seed: 3, shape: space.inputShape });
  const alone = await scoreArchitecture(space, space.parse(b), { metrics: metrics(names.join()), inputs, seed: 3 });
  expect(rows[1]).toEqual(alone.scores);
  await networks.of([b, c], "second");
  expect(scored.slice(3)).toEqual(["second 0/1", "second 1/1"]);
  await networks.close();
});

test("with a metric more only that one is computed, by threads that are given the new list", async () => {
  const asked = context({ workers: 2 });
  const one = await scoredNetworks(asked, settings, ["params"]);
  await one.of([a, b]);
  await one.close();
  const two = await scoredNetworks(asked, settings, ["params", "mean(abs(T3))"]);
  const rows = await two.of([a, b, c]);
  expect(rows.map((row) => row.map(({ name, ok }) => [name, ok]))).toEqual(
    [a, b, c].map(() => [
      ["params", true],
      ["mean(abs(T3))", true],
    ]),
  );
  await two.close();
});
