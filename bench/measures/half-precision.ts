/** What 16-bit statistics on disk do to τ. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kendallTau } from "@eznas/fitness";
import { format, rampedHalfAndHalf, sample, seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { ops } from "@eznas/ops";
import { program, type Score, zoo } from "@eznas/program";
import { inputsFor } from "@eznas/ranking";
import { readAccuracies } from "@eznas/ranking/node";
import { scoreHere } from "@eznas/search";
import { nasBench201 } from "@eznas/spaces";
import { statisticNames } from "@eznas/stats";
import { collect, type NumberFormat } from "@eznas/stats/node";
import { accuracyTable } from "../accuracies.ts";
import type { Measure } from "../measure.ts";
import { digits, median } from "../median.ts";

const column = "cifar10_test";

export const halfPrecision: Measure = {
  name: "half-precision",
  what: "bfloat16 statistics on disk: the largest change of a program's τ (published and random programs)",
  unit: "τ",
  async run({ quick, note }) {
    const [networkCount, drawn] = quick ? [4, 20] : [60, 200];
    const folder = fileURLToPath(new URL("../../.eznas/bench/half-precision", import.meta.url));
    await rm(folder, { recursive: true, force: true });
    await useBackend("wasm");
    const space = nasBench201();
    const table = await readAccuracies(accuracyTable(), { column, validate: space.parse });
    const networks = sample(table, networkCount, seeded(1, "networks"));
    const inputs = await inputsFor({ images: "photographs", batch: 1, seed: 1, shape: space.inputShape });
    const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
    const rng = seeded(1, "programs");
    const random = Array.from({ length: drawn }, () => program(init({ ops, terminals: statisticNames }, rng)));
    const programs = [...Object.values(zoo), ...random];

    const scored = async (numbers: NumberFormat) => {
      const buildable = networks.map(({ id, accuracy }) => ({
        id,
        accuracy,
        build: () => space.build(space.parse(id), seeded(1, "weights", id)),
      }));
      const dataset = await collect(join(folder, numbers), buildable, { name: numbers, inputs, numbers });
      note(`${numbers}: collected`);
      const rows = await scoreHere(
        programs,
        networks.map(({ id }) => ({ dataset, id })),
      );
      return { rows, mebibytes: (await bytesIn(join(folder, numbers))) / 2 ** 20 };
    };
    try {
      const [full, half] = [await scored("float32"), await scored("bfloat16")];
      const accuracies = networks.map(({ accuracy }) => accuracy);
      const tauOf = (rows: readonly (readonly Score[])[], place: number): number =>
        kendallTau(
          rows.map((row) => numberOf(row[place]!)),
          accuracies,
        );
      const taus = programs
        .map((_, i) => i)
        // A program that ranks nothing with 32 bits has no τ to lose.
        .filter((i) => full.rows.every((row) => row[i]!.ok) && Number.isFinite(tauOf(full.rows, i)))
        .map((i) => ({ i, full: tauOf(full.rows, i), half: failsIn(half.rows, i) ? Number.NaN : tauOf(half.rows, i) }));
      const kept = taus.filter(({ half }) => Number.isFinite(half));
      const changes = kept.map(({ full, half }) => Math.abs(half - full));
      const eznasA = taus.find(({ i }) => i === Object.keys(zoo).indexOf("eznas-a"));
      const largest = Math.max(...changes);
      const worst = kept[changes.indexOf(largest)]!;
      return {
        value: largest,
        ours: `${digits(half.mebibytes / full.mebibytes)} of the space`,
        figures: {
          "the program that changes most": format(programs[worst.i]!.tree),
          "its τ with 32 and 16 bits": `${digits(worst.full)}, ${digits(worst.half)}`,
          "median change": digits(median(changes)),
          "programs that change by more than 0.01": changes.filter((change) => change > 0.01).length,
          "programs compared": kept.length,
          "programs that lose their τ": taus.length - kept.length,
          ...(eznasA && { "EZNAS-A, 32 and 16 bits": `${digits(eznasA.full)}, ${digits(eznasA.half)}` }),
          "MiB with 32 bits": digits(full.mebibytes),
          "MiB with 16 bits": digits(half.mebibytes),
          networks: networkCount,
          threads: 1,
        },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const numberOf = (score: Score): number => (score.ok ? score.value : Number.NaN);

const failsIn = (rows: readonly (readonly Score[])[], place: number): boolean => rows.some((row) => !row[place]!.ok);

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((total, size) => total + size, 0);
}
