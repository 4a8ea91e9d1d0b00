/** docs/measurements/discovery-ablations.json: what is left of what was discovered when a part of it is taken away. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { kendallTau } from "@eznas/fitness";
import { useBackend } from "@eznas/kernels";
import { program, wholeVocabulary } from "@eznas/program";
import { scoreHere } from "@eznas/search";
import { describeEnvironment, type Environment, environment, now } from "../environment.ts";
import { row } from "../table.ts";
import { learnSpace, spacesToLearn } from "./discovery-tasks.ts";

/** By what was done to it, what became of a metric. */
const variants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  independence: {
    "as it is": "-convNorm: sum of mean: ratio(minEigenvalue(normalize(T1G_P)), meanAbs(correlation(T3G_P)))",
    "gradients of plain data":
      "-convNorm: sum of mean: ratio(minEigenvalue(normalize(T1G_D)), meanAbs(correlation(T3G_D)))",
    "gradients of noise": "-convNorm: sum of mean: ratio(minEigenvalue(normalize(T1G_N)), meanAbs(correlation(T3G_N)))",
    "mean over instances": "-convNorm: mean: ratio(minEigenvalue(normalize(T1G_P)), meanAbs(correlation(T3G_P)))",
    "roughness alone": "-convNorm: sum of mean: minEigenvalue(normalize(T1G_P))",
    "correlation alone": "convNorm: sum of mean: ratio(equal(T3, T3), meanAbs(correlation(T3G_P)))",
    "correlation of kernels":
      "-convNorm: sum of mean: ratio(minEigenvalue(normalize(T1G_P)), meanAbs(correlation(T3)))",
  },
  "spatial-independence": {
    "as it is":
      "convNorm: l2 of sum: ratio(minEigenvalue(normalize(T3G_P)), meanAbs(correlation(meanOverSamples(T2_N))))",
    "gradients of plain data":
      "convNorm: l2 of sum: ratio(minEigenvalue(normalize(T3G_D)), meanAbs(correlation(meanOverSamples(T2_N))))",
    "kernels themselves":
      "convNorm: l2 of sum: ratio(minEigenvalue(normalize(T3)), meanAbs(correlation(meanOverSamples(T2_N))))",
    "outputs of data":
      "convNorm: l2 of sum: ratio(minEigenvalue(normalize(T3G_P)), meanAbs(correlation(meanOverSamples(T2_D))))",
    "every weight counts: effective-size":
      "convNorm: sum of l2: ratio(normalize(T3G_P), meanAbs(correlation(meanOverSamples(T2_N))))",
    "wide kernels alone": "convNorm: l2 of sum: minEigenvalue(normalize(T3G_P))",
    "correlation alone": "convNorm: l2 of mean: ratio(equal(T3, T3), meanAbs(correlation(meanOverSamples(T2_N))))",
  },
  reach: {
    "as it is": "convNorm: l2 of l2: sign(T1G_P)",
    "all activations": "convNorm: l2 of l2: equal(T1G_P, T1G_P)",
    "mean over instances": "convNorm: l2: sign(T1G_P)",
  },
};

interface Ablation {
  readonly metric: string;
  readonly change: string;
  readonly text: string;
  /** Kendall's τ by space, null where it has none; the mean over the space's accuracies where it has several. */
  readonly taus: Readonly<Record<string, number | null>>;
}

interface Ablations {
  readonly ablations: readonly Ablation[];
  readonly date: string;
  readonly environment: Environment;
}

const path = fileURLToPath(new URL("../../docs/measurements/discovery-ablations.json", import.meta.url));
/** Published measures on the same networks and inputs. */
const rivals = ["flops", "params", "zen", "naswot", "zico", "synflow"];
const shown = [
  "nas-bench-201",
  "nds-darts-stemless",
  "nas-bench-macro",
  "trans-nas-bench-101-micro",
  "trans-nas-bench-101-macro",
];

/** Scores every variant on the networks of all spaces to learn from. */
export async function measureAblations(): Promise<void> {
  await useBackend("wasm");
  const all = Object.entries(variants).flatMap(([metric, changes]) =>
    Object.entries(changes).map(([change, text]) => ({ metric, change, text })),
  );
  const metrics = all.map(({ text }) => program(text, wholeVocabulary));
  const taus = all.map((): Record<string, number | null> => ({}));
  const ofRivals = rivals.map((): Record<string, number | null> => ({}));
  for (const name of Object.keys(spacesToLearn)) {
    console.error(name);
    const { tasks, known } = await learnSpace(name);
    const [dataset] = tasks;
    const ids = dataset!.networks.map(({ id }) => id);
    const rows = await scoreHere(
      metrics,
      ids.map((id) => ({ dataset: dataset!, id })),
    );
    const tauOf = (scores: readonly (number | null | undefined)[]): number | null => {
      const enough = scores.filter((score) => score != null).length >= 0.8 * ids.length;
      const values = scores.map((score) => score ?? Number.NEGATIVE_INFINITY);
      const found = tasks.map(({ networks }) =>
        kendallTau(
          values,
          networks.map(({ accuracy }) => accuracy),
        ),
      );
      const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
      return enough && !Number.isNaN(mean) ? mean : null;
    };
    for (const [i, of] of taus.entries())
      of[name] = tauOf(rows.map((scores) => (scores[i]!.ok ? scores[i]!.value : null)));
    for (const [i, of] of ofRivals.entries()) of[name] = tauOf(ids.map((id) => known.get(id)?.[rivals[i]!]));
  }
  const ablations = [
    ...all.map((one, i): Ablation => ({ ...one, taus: taus[i]! })),
    ...rivals.map((text, i): Ablation => ({ metric: text, change: "", text, taus: ofRivals[i]! })),
  ];
  const measured: Ablations = { ablations, date: now(), environment: environment() };
  writeFileSync(path, `${JSON.stringify(measured, null, 1)}\n`);
}

/** A row for each variant; what has no τ counts 0 in the mean. */
export function ablationsTable(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const { ablations, environment: on, date } = JSON.parse(readFileSync(path, "utf8")) as Ablations;
  const number = (value: number | null | undefined): string => (value == null ? "—" : value.toFixed(3));
  const spaces = Object.keys(ablations[0]!.taus).length;
  const head = ["metric", "", ...shown, `mean of ${spaces}`];
  return [
    row(head),
    row(head.map((_, i) => (i < 2 ? "---" : "---:"))),
    ...ablations.map(({ metric, change, taus }) => {
      const mean = Object.values(taus).reduce<number>((sum, value) => sum + (value ?? 0), 0) / spaces;
      return row([metric, change, ...shown.map((name) => number(taus[name])), number(mean)]);
    }),
    "",
    `On all networks of the spaces to learn from, batch 4, photographs, seed 1; ${describeEnvironment(on)}; ${date.slice(0, 10)}. By ` +
      "`npm run measure -- discovery-ablations`, which has the texts.",
  ].join("\n");
}
