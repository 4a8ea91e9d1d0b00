/** Results as Markdown. */
import { describeEnvironment } from "./environment.ts";
import { type Goal, meets } from "./measure.ts";
import { digits } from "./median.ts";
import type { Result, Results } from "./results.ts";

/** A line of a table in Markdown. */
export const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const aim = (goal: Goal | undefined, unit: string): string =>
  goal ? `${goal.is === "at least" ? "≥" : "≤"} ${goal.value} ${unit}` : "";

function reached({ failed, value, unit, goal }: Result): string {
  if (failed !== undefined) return "not measured";
  if (value === undefined) return "no ratio";
  const text = `${digits(value)} ${unit}`;
  return goal && meets(goal, value) ? `**${text}**` : text;
}

/** One line for each measure, and below it where and when. */
export function resultsTable(results: Results): string {
  const all = Object.values(results);
  if (all.length === 0) return "Not measured yet.";
  const rows = all.map((result) =>
    row([
      result.what,
      aim(result.goal, result.unit),
      reached(result),
      result.ours ?? "",
      result.peer ?? "",
      result.peakMemoryMiB === undefined ? "" : `${result.peakMemoryMiB} MiB`,
    ]),
  );
  const places = new Set(all.map(({ environment }) => describeEnvironment(environment)));
  const days = all.map(({ date }) => date.slice(0, 10)).toSorted();
  const when = days[0] === days.at(-1) ? days[0] : `${days[0]} to ${days.at(-1)}`;
  return [
    row(["measure", "goal", "measured", "ours", "peer", "peak memory"]),
    row(["---", "---", "---", "---", "---", "---"]),
    ...rows,
    "",
    "The peer is PyTorch unless it is named. × is the peer's time over ours, or 2 workers over 1, " +
      "unless the measure says otherwise; a goal that is met is bold. One thread each unless said.",
    "",
    ...[...places].map((place) => `${place}  `),
    `${when}, by \`pnpm bench\`.`,
  ].join("\n");
}

/** All figures of each measure. */
export function resultsInFull(results: Results): string {
  return Object.entries(results)
    .map(([name, { what, figures, failed, date, load, seconds, environment }]) =>
      [
        `### ${name}`,
        "",
        `${what[0]!.toUpperCase()}${what.slice(1)}.`,
        "",
        ...(failed === undefined ? [] : [`Not measured: ${failed}.`]),
        ...Object.entries(figures ?? {}).map(([key, figure]) => `- ${key}: ${code(figure)}`),
        `- taken ${date} in ${seconds} s, load ${load} before, on ${environment.cores} cores`,
      ].join("\n"),
    )
    .join("\n\n");
}

/** A program is set as code, which spares its parentheses. */
const code = (figure: number | string): string => (/^\w+\(.*\)$/.test(`${figure}`) ? `\`${figure}\`` : `${figure}`);
