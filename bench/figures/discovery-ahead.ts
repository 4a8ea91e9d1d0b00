/** docs/measurements/discovery-ahead.json: by how much what was found without a space is ahead of rivals there. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Interval, kendallTau, logRankSum, percentileInterval, resample } from "@eznas/fitness";
import { seeded } from "@eznas/gp";
import { program, wholeVocabulary } from "@eznas/program";
import { scoreHere } from "@eznas/search";
import { row } from "../table.ts";
import { type LearnedSpace, rivals, spacesToLearn } from "./discovery-tasks.ts";

interface Ahead {
  /** A published proxy or a cost, or `A + B`: their log-ranks summed. */
  readonly rival: string;
  /** Mean over kinds of spaces of Kendall's τ. */
  readonly mean: number;
  /** What was found, less the rival. */
  readonly difference: number;
  readonly interval: Interval;
}

interface Measured {
  readonly mean: number;
  readonly ahead: readonly Ahead[];
}

const path = fileURLToPath(new URL("../../docs/measurements/discovery-ahead.json", import.meta.url));
const resamples = 1000;

/** A space's kind, the accuracies of its networks, and scores of those by name. */
interface Scored {
  readonly kind: string;
  readonly accuracies: readonly (readonly number[])[];
  readonly scores: Map<string, readonly number[]>;
}

/** Compares the single metric found without each kind with every rival and the best pairs of them, over all spaces at once. */
export async function measureAhead(
  found: readonly { readonly without: string; readonly text: string }[],
  spaces: readonly LearnedSpace[],
): Promise<void> {
  const scored: Scored[] = [];
  for (const { name, tasks, known } of spaces) {
    const { kind } = spacesToLearn[name]!;
    const text = found.find(({ without }) => without === kind)?.text;
    if (text === undefined) continue;
    const [dataset] = tasks;
    const ids = dataset!.networks.map(({ id }) => id);
    const rows = await scoreHere(
      [program(text, wholeVocabulary)],
      ids.map((id) => ({ dataset: dataset!, id })),
    );
    const scores: Scored["scores"] = new Map([
      ["ours", rows.map(([score]) => (score?.ok ? score.value : Number.NEGATIVE_INFINITY))],
    ]);
    for (const rival of rivals)
      scores.set(
        rival,
        ids.map((id) => known.get(id)?.[rival] ?? Number.NEGATIVE_INFINITY),
      );
    scored.push({ kind, accuracies: tasks.map(({ networks }) => networks.map(({ accuracy }) => accuracy)), scores });
  }
  const tau = ({ accuracies }: Scored, scores: readonly number[], places: readonly number[]): number => {
    const drawn = places.map((at) => scores[at]!);
    const taus = accuracies.map((of) =>
      kendallTau(
        drawn,
        places.map((at) => of[at]!),
      ),
    );
    return taus.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) / taus.length;
  };
  const everywhere = scored.map(({ accuracies }) => [...accuracies[0]!.keys()]);
  const rng = seeded(1, "ahead");
  const drawn = Array.from({ length: resamples }, () => everywhere.map(({ length }) => resample(length, rng)));
  const kinds = [...new Set(scored.map(({ kind }) => kind))];
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanOf = (name: string, places: readonly (readonly number[])[]): number => {
    const taus = scored.map((space, i) => tau(space, space.scores.get(name)!, places[i]!));
    return average(kinds.map((kind) => average(taus.filter((_, i) => scored[i]!.kind === kind))));
  };
  const ours = drawn.map((places) => meanOf("ours", places));
  const mean = meanOf("ours", everywhere);
  const against = (rival: string): Ahead => {
    const theirs = meanOf(rival, everywhere);
    const interval = percentileInterval(drawn.map((places, i) => ours[i]! - meanOf(rival, places)));
    return { rival, mean: theirs, difference: mean - theirs, interval };
  };
  const pairs = rivals.flatMap((a, i) => rivals.slice(i + 1).map((b) => [a, b] as const));
  const named = pairs.map(([a, b]) => {
    const name = `${a} + ${b}`;
    for (const { scores } of scored) scores.set(name, logRankSum([scores.get(a)!, scores.get(b)!]));
    return { name, mean: meanOf(name, everywhere) };
  });
  const bestPairs = named.toSorted((a, b) => b.mean - a.mean).slice(0, 5);
  const ahead = [...rivals, ...bestPairs.map(({ name }) => name)].map(against).toSorted((a, b) => b.mean - a.mean);
  const measured: Measured = { mean, ahead };
  writeFileSync(path, `${JSON.stringify(measured, null, 1)}\n`);
}

/** A row for each rival, the best first. */
export function aheadTable(): string {
  if (!existsSync(path)) return "Not measured yet.";
  const { mean, ahead } = JSON.parse(readFileSync(path, "utf8")) as Measured;
  return [
    row(["rival", "its mean τ", `ours (${mean.toFixed(3)}) less the rival, with the interval of 95 %`]),
    row(["---", "---:", "---:"]),
    ...ahead
      .slice(0, 14)
      .map(({ rival, mean, difference, interval: { low, high } }) =>
        row([rival, mean.toFixed(3), `${difference.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`]),
      ),
  ].join("\n");
}
