/** The networks of several tasks, and scores of them cut to tasks. */
import type { Dataset } from "@eznas/stats";
import type { DatasetNetwork } from "../score-networks.ts";
import { type Column, oriented } from "./objectives.ts";

export interface MeasuredNetworks {
  readonly tasks: readonly Dataset[];
  readonly networks: readonly DatasetNetwork[];
  readonly accuracies: readonly (readonly number[])[];
  /** For each task, measures of size of its networks. */
  readonly sizes: readonly (readonly (readonly number[])[])[];
}

/**
 * All networks of the tasks, one task after the other; sizes are known later. Where tasks are parts of others, those are
 * what is scored, so that a part's scores are known when the whole is.
 */
export function networksOf(tasks: readonly Dataset[], wholes: readonly Dataset[] = tasks): MeasuredNetworks {
  return {
    tasks,
    networks: tasks.flatMap(({ networks }, i) => networks.map(({ id }) => ({ dataset: wholes[i]!, id }))),
    accuracies: tasks.map(({ networks }) => networks.map(({ accuracy }) => accuracy)),
    sizes: tasks.map(() => []),
  };
}

/** A row of scores of all networks, cut to tasks. */
export function byTask(row: readonly number[], { tasks }: MeasuredNetworks): readonly (readonly number[])[] {
  let from = 0;
  return tasks.map(({ networks }) => {
    const of = row.slice(from, from + networks.length);
    from += networks.length;
    return of;
  });
}

/** A row of scores as columns for objectives; undefined on a task to which the metric does not apply. */
export function columnsOf(
  row: readonly number[],
  measured: MeasuredNetworks,
  sign: 1 | -1,
): readonly (Column | undefined)[] {
  return byTask(row, measured).map((scores, i) => {
    const better = oriented(scores, sign);
    return better && { scores: better, accuracies: measured.accuracies[i]!, sizes: measured.sizes[i]! };
  });
}
