import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { metrics, type NamedScore, type Ranking, readScoreTable, type ScoreDrawn } from "@eznas/ranking";
import { openScoreFile, type ScoreFileOptions } from "@eznas/ranking/node";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/test/command-line.ts";
import { combineMetrics } from "../../src/combine-metrics.ts";
import { measuredFor } from "../../src/metric.ts";

const asked = metrics("params, mean(abs(T3)), logRanks(flops, params), network: add(params, flops)");
const networks = Array.from({ length: 5 }, (_, i) => ({ id: `|net~${i}|, "${i}"`, accuracy: 90 + i / 7 }));
const scoreOf = (name: string, i: number): NamedScore =>
  i === 3 && name !== "params"
    ? { name, ok: false, reason: "non-finite", instance: "conv" }
    : { name, ok: true, value: (i + 0.1) / name.length };
const rowOf = (id: string): readonly NamedScore[] =>
  measuredFor(asked).map(({ name }) =>
    scoreOf(
      name,
      networks.findIndex((it) => it.id === id),
    ),
  );

/** Scores in another order than asked for, as workers do. */
function scorer(most = Number.POSITIVE_INFINITY): { readonly scored: string[]; readonly scoreDrawn: ScoreDrawn } {
  const scored: string[] = [];
  return {
    scored,
    async scoreDrawn(drawn, { onScores, onScored }) {
      for (const { id } of drawn.toReversed()) {
        if (scored.length === most) throw new Error("ended");
        scored.push(id);
        await onScores?.(id, rowOf(id));
        onScored?.(scored.length);
      }
      return drawn.map(({ id }) => rowOf(id));
    },
  };
}

const optionsIn = (folder: string): ScoreFileOptions => ({
  path: join(folder, "scores.csv"),
  settings: { space: "toy", batch: 2, seed: 1 },
  remarks: { command: "eznas rank" },
  metrics: asked,
  networks,
});

async function filled(options: ScoreFileOptions, { scoreDrawn }: { readonly scoreDrawn: ScoreDrawn }) {
  const file = await openScoreFile(options);
  const told: number[] = [];
  try {
    const rows = await file.remembering(scoreDrawn)(networks, { onScored: (done) => void told.push(done) });
    const scores = combineMetrics(
      asked,
      rows.map((row) => new Map(row.map((score) => [score.name, score]))),
    );
    const ranked = networks.map((network, i) => ({ ...network, scores: scores[i]! }));
    await file.finish({ metrics: [], networks: ranked } satisfies Pick<Ranking, "metrics" | "networks">);
    return { rows, told, known: file.known };
  } finally {
    await file.close();
  }
}

test("a finished file has every score and reason, and is the same after any interruption", async () => {
  const whole = optionsIn(temporaryFolder());
  const { rows } = await filled(whole, scorer());
  const text = readFileSync(whole.path, "utf8");
  const table = readScoreTable(text);
  expect(table.metrics).toEqual([
    ...["params", "mean(abs(T3))", "flops", "logRanks(flops, params)", "network: add(params, flops)"],
  ]);
  expect(table.networks.map(({ id, accuracy }) => ({ id, accuracy }))).toEqual(networks);
  expect(table.networks[3]!.scores.slice(1, 3)).toEqual(
    ["mean(abs(T3))", "flops"].map(() => ({ ok: false, reason: "non-finite", instance: "conv" })),
  );
  expect(table.networks[4]!.scores[3]).toEqual({ ok: true, value: 0 }); // the best by both
  expect(table.settings).toEqual({ space: "toy", batch: 2, seed: 1, command: "eznas rank" });
  for (let most = 0; most <= networks.length; most++) {
    const options = optionsIn(temporaryFolder());
    const first = scorer(most);
    if (most < networks.length) await expect(filled(options, first)).rejects.toThrow("ended");
    else await filled(options, first);
    appendFileSync(options.path, '|net~0|,90,"0.'); // as a kill leaves a line
    const second = scorer();
    const again = await filled(options, second);
    expect(again.rows).toEqual(rows);
    expect(again.known).toBe(most);
    expect([...first.scored, ...second.scored].sort()).toEqual(networks.map(({ id }) => id).sort());
    expect(again.told.at(-1)).toBe(networks.length);
    expect(readFileSync(options.path, "utf8")).toBe(text);
  }
});

test("a file of other settings, metrics or networks, a foreign one and one in use are refused and untouched", async () => {
  const options = optionsIn(temporaryFolder());
  await filled(options, scorer());
  const text = readFileSync(options.path, "utf8");
  const refused = async (change: Partial<ScoreFileOptions>, message: string | RegExp) => {
    await expect(openScoreFile({ ...options, ...change })).rejects.toThrow(message);
    expect(readFileSync(options.path, "utf8")).toBe(text);
  };
  await refused(
    { settings: { ...options.settings, batch: 3 } },
    /batch was 2 and is now 3. Give those, or another path/,
  );
  await refused({ metrics: metrics("params") }, /has scores by other metrics: params, mean\(abs\(T3\)\), flops/);
  await refused({ metrics: metrics("flops, params") }, /has scores by other metrics/);
  await refused({ networks: networks.slice(1) }, /has the network \|net~0\|.* which is not drawn from the table/);
  const file = await openScoreFile({ ...options, remarks: { command: "another one" } });
  await refused({}, /is being written by process/);
  await file.close();
  writeFileSync(options.path, "arch,accuracy\n");
  await expect(openScoreFile(options)).rejects.toThrow(/is no file of scores/);
});
