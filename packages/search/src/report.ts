/** A run as a person reads it. */
import { finalists } from "./finalists.ts";
import type { Generation } from "./generation.ts";
import { countOperations } from "./state/failed-operations.ts";
import { type ReportedGeneration, type ReportedProgram, reportedBy, summaryOf } from "./state/generation-summary.ts";
import type { TestResult } from "./test-finalists.ts";

/** Plain data: `JSON.stringify` writes it. */
export interface Report {
  readonly seed: number;
  readonly generations: readonly ReportedGeneration[];
  /** The best of the last population and the two best ever met. */
  readonly finalists: readonly ReportedProgram[];
  readonly tests: readonly TestResult[];
}

/**
 * A run's generations, those before the first that is given included, finalists and tests as plain data. Throws a
 * RangeError for no generations.
 *
 * @example
 * ```ts
 * import { leaf } from "@eznas/gp";
 * import { type Generation, report } from "@eznas/search";
 *
 * const best = { ok: true as const, tree: leaf("T3"), fitness: 0.5, tasks: [{ task: "toy", value: 0.5 }] };
 * const rejections = { shape: 2, "non-finite": 1 };
 * const last: Generation = {
 *   seed: 7, index: 0, population: [best], best, hallOfFame: [best], rejected: 3, rejections, tasks: [],
 * };
 * report([last]).finalists; // → [ { program: 'T3', fitness: 0.5, tasks: [ { task: 'toy', value: 0.5 } ] } ]
 * ```
 */
export function report(generations: readonly Generation[], tests: readonly TestResult[] = []): Report {
  const last = generations.at(-1);
  if (!last) throw new RangeError("report: got no generations; collect those that the search yields");
  const reported = reportedBy(last.head);
  return {
    seed: last.seed,
    generations: [...(generations[0]!.history ?? []), ...generations.map(summaryOf)],
    finalists: finalists(last).map(reported),
    tests,
  };
}

/**
 * A report as Markdown, its tables aligned for a terminal.
 *
 * @example
 * ```ts
 * import { formatReport } from "@eznas/search";
 *
 * const text = formatReport({ seed: 7, generations: [], finalists: [], tests: [] });
 * text.split("\n")[0]; // → '# Search with seed 7'
 * ```
 */
export function formatReport({ seed, generations, finalists, tests }: Report): string {
  const sections = [`# Search with seed ${seed}`];
  if (generations.length > 0)
    sections.push(
      "## Generations",
      table(
        ["generation", "best", "median", "failed", "rejected: shape", "rejected: non-finite", "best program"],
        generations.map(({ index, best, median, failed, rejections }) => [
          String(index),
          best.fitness.toFixed(3),
          median.toFixed(3),
          String(failed),
          String(rejections.shape),
          String(rejections["non-finite"]),
          `\`${best.program}\``,
        ]),
      ),
    );
  const faults = countOperations(
    generations.flatMap(({ rejections, operations = [] }) => [...(rejections.operations ?? []), ...operations]),
  );
  if (faults.length > 0)
    sections.push(
      "## Operations that failed",
      table(
        ["operation", "programs", "at first"],
        faults.map(({ operation, count, detail }) => [operation, String(count), detail]),
      ),
    );
  if (finalists.length > 0)
    sections.push(
      "## Finalists",
      table(
        ["", "fitness", "by task", "program"],
        finalists.map(({ program, fitness, tasks }, i) => [
          `finalist ${i + 1}`,
          fitness.toFixed(3),
          tasks.map(({ task, value }) => `${task} ${value.toFixed(3)}`).join(", "),
          `\`${program}\``,
        ]),
      ),
    );
  if (tests.length > 0)
    sections.push(
      "## On held-out networks",
      table(
        ["dataset", "metric", "Kendall τ", "Spearman ρ", "networks", "failed"],
        tests.map(({ dataset, name, kendall, spearman, n, failed }) => [
          dataset,
          name,
          kendall.toFixed(3),
          spearman.toFixed(3),
          String(n),
          String(failed),
        ]),
      ),
    );
  return `${sections.join("\n\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A task's name may hold a bar, which would end the cell.
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length), 3));
  const line = (row: readonly string[]): string => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  return [
    line(cells[0]!),
    `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
    ...cells.slice(1).map(line),
  ].join("\n");
}
