/** What a discovery found, as text for a terminal: programs by letter, tasks side by side as far as they fit. */
import type { Conclusion, MetricResult, TaskResult } from "@eznas/search";
import { textTable } from "../text-table.ts";

/** As wide as tables get; further tasks come below. */
const width = 118;

/** From here on a metric's order is that of the sizes. */
const sizeAlone = 0.9;

/**
 * Tables of τ with intervals, a legend of the programs, what was taken and what it is worth.
 *
 * `unseen` is how many of the tasks, the last ones, took no part.
 */
export function formatConclusion(conclusion: Conclusion, unseen: number): string {
  const { metrics, chosen, tried } = conclusion;
  const letters = lettersOf(metrics);
  const label = ({ role, text, parts }: MetricResult): string =>
    role === "rival" ? text : parts.map((part) => letters.get(part)!).join(" + ");
  const taken = metrics.find(({ text, role }) => role !== "rival" && text === chosen)!;
  const tables = columnsThatFit(metrics, unseen).map((columns, i) => {
    const means = i === 0 ? ["mean τ"] : [];
    const rows = metrics.map((metric) => [
      metric === taken ? `${label(metric)}  (taken)` : label(metric),
      ...means.map(() => signed(metric.mean, 3)),
      ...columns.map(({ at }) => cell(metric.tasks[at]!)),
    ]);
    return textTable(["metric", ...means, ...columns.map(({ title }) => title)], rows);
  });
  const legend = [...letters].map(([text, letter]) => `${letter}  ${text}\n`).join("");
  const sums = letters.size > 1 ? "A sum is of the logarithms of ranks, logRanks(…) as a metric.\n" : "";
  const verdict = conclusion.verdict.replaceAll(chosen, () => label(taken));
  return [
    ...tables,
    legend + sums,
    `${onSize(label(taken), taken)}\n`,
    `${tried} metrics were tried.\n${verdict}\n`,
  ].join("\n");
}

/** Programs in the order in which they are met. */
function lettersOf(metrics: readonly MetricResult[]): ReadonlyMap<string, string> {
  const texts = new Set(metrics.flatMap(({ role, parts }) => (role === "rival" ? [] : parts)));
  return new Map([...texts].map((text, i) => [text, i < 26 ? String.fromCharCode(65 + i) : `P${i + 1}`]));
}

interface TaskColumn {
  readonly at: number;
  readonly title: string;
}

function columnsThatFit(
  [first, ...others]: readonly MetricResult[],
  unseen: number,
): readonly (readonly TaskColumn[])[] {
  const { tasks } = first!;
  const widest = Math.max(...[first!, ...others].map(({ role, text }) => (role === "rival" ? text.length : 18)));
  const groups: TaskColumn[][] = [[]];
  let used = widest + 8;
  for (const [at, { task }] of tasks.entries()) {
    const title = at < tasks.length - unseen ? task : `${task} (unseen)`;
    const wanted = Math.max(title.length, cellWidth) + 2;
    if (used + wanted > width && groups.at(-1)!.length > 0) {
      groups.push([]);
      used = widest;
    }
    groups.at(-1)!.push({ at, title });
    used += wanted;
  }
  return groups;
}

const cellWidth = "-0.123 [-0.12, -0.12]".length;

const cell = ({ kendall, interval: { low, high } }: TaskResult): string =>
  Number.isNaN(kendall) ? "—" : `${signed(kendall, 3)} [${signed(low, 2)}, ${signed(high, 2)}]`;

/** Of one width whatever the sign, so that columns of numbers are aligned. */
const signed = (value: number, digits: number): string =>
  (Number.isNaN(value) ? "—" : value.toFixed(digits)).padStart(digits + 3);

function onSize(label: string, { tasks }: MetricResult): string {
  const known = tasks.filter(({ size }) => !Number.isNaN(size));
  if (known.length === 0)
    return "is it only size? it cannot be: the networks of a task have one number of instances, or it ranks none of them";
  // What is left of τ with accuracies, given the number of instances.
  const beyond = (partial: number): string => (Number.isNaN(partial) ? "" : ` (τ beyond it ${partial.toFixed(2)})`);
  const all = known.map(({ task, size, partial }) => `${size.toFixed(2)} on ${task}${beyond(partial)}`).join(", ");
  const counts = known.every(({ size }) => Math.abs(size) > sizeAlone);
  return `is it only size? τ of ${label} with the number of instances: ${all}${counts ? ": it counts layers" : ""}`;
}
