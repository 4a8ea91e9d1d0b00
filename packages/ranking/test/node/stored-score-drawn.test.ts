import { useBackend } from "@eznas/kernels";
import { inputsFor, metrics, type NamedScore, scoreDrawnHere } from "@eznas/ranking";
import { scoreInputs, storedScoreDrawn } from "@eznas/ranking/node";
import { scoreStore } from "@eznas/search/node";
import { nasBench201 } from "@eznas/spaces";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/test/command-line.ts";

const size = { channels: 4, cells: 1, resolution: 8 };
const space = nasBench201(size);
const cell = (op: string) => ({ id: `|${op}~0|+|none~0|none~1|+|skip_connect~0|none~1|${op}~2|` });
const networks = ["none", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"].map(cell);
const inputs = await inputsFor({ images: "noise", batch: 2, seed: 1, shape: space.inputShape });
const settings = { space: { name: "nas-bench-201", options: size }, inputs, seed: 1 };
const all = metrics("params, mean(abs(T3G_D)), az_nas, naswot, l2:T3, reciprocal(sub(T3, T3))");

beforeAll(() => useBackend("wasm"));

const scoredBy = (asked: typeof all) => scoreDrawnHere({ ...settings, space, metrics: asked });

test("whatever is known already, the scores are those of scoring, and each is computed once", async () => {
  const store = scoreStore(temporaryFolder());
  const expected = await scoredBy(all)(networks, {});
  const computed: string[] = [];
  const ask = async (asked: typeof all, of: typeof networks) => {
    const told: number[] = [];
    const rows = new Map<string, readonly NamedScore[]>();
    const scoreDrawn = storedScoreDrawn({
      shelf: await store.shelf(await scoreInputs(settings)),
      metrics: asked,
      open(lacking) {
        const inner = scoredBy(lacking);
        return {
          scoreDrawn(drawn, options) {
            for (const { id } of drawn) computed.push(...lacking.map(({ text }) => `${text} ${id}`));
            return inner(drawn, options);
          },
          close: async () => {},
        };
      },
    });
    const found = await scoreDrawn(of, {
      onScored: (done) => void told.push(done),
      onScores: (id, scores) => void rows.set(id, scores),
    });
    expect(told.at(-1)).toBe(of.length);
    expect(of.map(({ id }) => rows.get(id))).toEqual(found);
    return found;
  };
  await ask(metrics("params, naswot"), networks.slice(0, 2));
  await ask(metrics(" l2: T3, l2:T3, naswot"), networks.slice(1, 3));
  expect(await ask(all, networks)).toStrictEqual(expected);
  expect(new Set(computed).size).toBe(computed.length);
  const before = computed.length;
  expect(await ask(all, networks)).toStrictEqual(expected);
  expect(computed.length).toBe(before);
});

test("other images, seeds, losses, spaces and policies are other inputs", async () => {
  const others = await inputsFor({ images: "noise", batch: 2, seed: 2, shape: space.inputShape });
  const { D } = inputs;
  const of = await Promise.all([
    scoreInputs(settings),
    scoreInputs({ ...settings, inputs: others }),
    scoreInputs({ ...settings, inputs: { ...inputs, D: { ...D, labels: Uint8Array.of(0, 1) } } }),
    scoreInputs({ ...settings, seed: 2 }),
    scoreInputs({ ...settings, loss: "features" }),
    scoreInputs({ ...settings, space: { name: "nas-bench-201" } }),
    scoreInputs({ ...settings, vanishedGradients: "score" }),
  ]);
  expect(new Set(of.map((it) => JSON.stringify(it))).size).toBe(of.length);
  expect(await scoreInputs(settings)).toEqual(of[0]);
});
