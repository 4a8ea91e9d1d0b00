/** Metrics that complement each other: forward selection of a few, whose ranks add up. */
import { logRankSum } from "@eznas/fitness";
import { byTask, columnsOf, type MeasuredNetworks } from "./measured-networks.ts";
import { judge, type Objective, oriented } from "./objectives.ts";

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
  /** By how much each further part must raise the objective to be worth reading. */
  readonly gain: number;
  /** How many compositions of each length are gone on from. */
  readonly width: number;
}

/**
 * The best composition of each number of parts, up to so many: parts are added one at a time to the best compositions so
 * far, and ranks are summed as logarithms. The first is the best single part.
 *
 * `networks` are those that choose, the scores of a part one for each of them, in their order. Of no candidates it is
 * empty; fewer candidates than parts give fewer compositions.
 *
 * @example
 * ```ts
 * import { compose } from "@eznas/search";
 * import { inMemory } from "@eznas/stats";
 *
 * const accuracies = [60, 70, 80, 90];
 * const task = inMemory("toy", accuracies.map((accuracy) => ({ id: `net ${accuracy}`, accuracy, instances: [] })));
 * const networks = {
 *   tasks: [task],
 *   networks: task.networks.map(({ id }) => ({ dataset: task, id })),
 *   accuracies: [accuracies],
 *   sizes: [[]],
 * };
 * const candidates = [{ text: "A", scores: [1, 2, 4, 3] }, { text: "B", scores: [2, 1, 3, 5] }];
 * const options = { networks, spaces: ["toy"], objective: "mean tau", parts: 2, gain: 0.01, width: 4 } as const;
 * compose(candidates, options).map(({ text }) => text); // → [ 'A', 'logRanks(A, B)' ]
 * ```
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

/**
 * The composition that is left when, from the first on, a longer one takes the place of what is chosen so far where it
 * raises the value by the gain asked for, for each of the parts that it has more.
 *
 * Throws a RangeError for no compositions.
 *
 * @example
 * ```ts
 * import { worthReading } from "@eznas/search";
 *
 * const [one, two, three] = [0.5, 0.55, 0.555].map((value, i) => {
 *   const parts = ["A", "B", "C"].slice(0, i + 1).map((text) => ({ text, scores: [] }));
 *   return { parts, text: parts.map(({ text }) => text).join(" + "), value };
 * });
 * worthReading([one!, two!, three!], 0.01).text; // → 'A + B'
 * ```
 */
export function worthReading(compositions: readonly Composition[], gain: number): Composition {
  if (compositions.length === 0) throw new RangeError("worthReading: expected one composition at least, got none");
  return compositions.reduce((chosen, longer) => {
    const more = longer.parts.length - chosen.parts.length;
    return longer.value >= chosen.value + more * gain ? longer : chosen;
  });
}

/**
 * The parts' ranks within each task, as one score a network; a network that a part has no score of ranks last there. On a
 * task to which a part does not apply, neither does the sum: NaN.
 */
export function sumOfLogRanks(parts: readonly Part[], networks: MeasuredNetworks): readonly number[] {
  const lists = parts.map(({ scores }) => byTask(scores, networks));
  return networks.tasks.flatMap(({ networks: { length } }, task) => {
    const better = lists.map((ofPart) => oriented(ofPart[task]!, 1));
    return better.every((scores) => scores !== undefined)
      ? logRankSum(better)
      : new Array<number>(length).fill(Number.NaN);
  });
}
