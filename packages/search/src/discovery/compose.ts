/** Metrics that complement each other: forward selection of a few, whose ranks add up. */
import { logRankSum } from "@eznas/fitness";
import { byTask, columnsOf, type MeasuredNetworks } from "./measured-networks.ts";
import { judge, type Objective } from "./objectives.ts";

/** What may be a part: its text, and its scores of the networks that choose. */
export interface Part {
  readonly text: string;
  /** A score for each network, higher better, NaN where there is none. */
  readonly scores: readonly number[];
}

export interface Composition {
  /** Of one part or several. */
  readonly parts: readonly Part[];
  /** `logRanks(A, B)` of several parts, the text itself of one. */
  readonly text: string;
  /** The objective on the networks that chose. */
  readonly value: number;
}

export interface ComposeOptions {
  readonly networks: MeasuredNetworks;
  readonly spaces: readonly string[];
  readonly objective: Objective;
  /** How many parts at most. */
  readonly parts: number;
  /** By how much a further part must raise the objective to be worth reading. */
  readonly gain: number;
  /** How many compositions of each length are gone on from. */
  readonly width: number;
}

/**
 * The best composition of each number of parts, up to so many: parts are added one at a time to the best compositions so
 * far, and ranks are summed as logarithms. The first is the best single part.
 */
export function compose(candidates: readonly Part[], options: ComposeOptions): readonly Composition[] {
  const { networks, spaces, objective, parts: most, width } = options;
  const objectiveOf = (scores: readonly number[]): number =>
    judge(columnsOf(scores, networks, 1), spaces, [objective])[0]!;
  const ordered = (compositions: readonly Composition[]): readonly Composition[] =>
    compositions.toSorted((a, b) => b.value - a.value || (a.text < b.text ? -1 : 1)).slice(0, width);
  const singles = candidates.map((part): Composition => {
    return { parts: [part], text: part.text, value: objectiveOf(part.scores) };
  });
  const best: Composition[] = [];
  for (let front = ordered(singles); front.length > 0 && best.length < most; ) {
    best.push(front[0]!);
    if (best.length === most) break;
    const longer = new Map<string, Composition>();
    for (const { parts } of front)
      for (const part of candidates) {
        if (parts.includes(part)) continue;
        const together = [...parts, part].toSorted((a, b) => (a.text < b.text ? -1 : 1));
        const text = `logRanks(${together.map((one) => one.text).join(", ")})`;
        if (longer.has(text)) continue;
        longer.set(text, { parts: together, text, value: objectiveOf(sumOfLogRanks(together, networks)) });
      }
    front = ordered([...longer.values()]);
  }
  return best;
}

/** The shortest composition that no longer one beats by the gain asked for. */
export function worthReading(compositions: readonly Composition[], gain: number): Composition {
  return compositions.reduce((chosen, longer) => (longer.value >= chosen.value + gain ? longer : chosen));
}

/** The parts' ranks within each task, as one score a network; a network that a part has no score of ranks last there. */
export function sumOfLogRanks(parts: readonly Part[], networks: MeasuredNetworks): readonly number[] {
  const lists = parts.map(({ scores }) => byTask(scores, networks));
  return networks.tasks.flatMap((_, task) =>
    logRankSum(
      lists.map((ofPart) => ofPart[task]!.map((score) => (Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score))),
    ),
  );
}
