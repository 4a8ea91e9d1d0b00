import type { Interval } from "@eznas/fitness";
import type { CombineStudy, StudiedCombination } from "./combine-study.ts";

/**
 * A study as Markdown for a person.
 *
 * @example
 * ```ts
 * import { type CombineStudy, formatCombineStudy } from "@eznas/ranking";
 *
 * const none = { metrics: ["a"], sizes: [], leftOut: [], tables: [], tried: [{ size: 1, count: 2 }], best: [], rivals: [], leaveOneOut: [] };
 * formatCombineStudy(none satisfies CombineStudy).split("\n")[0]; // → '2 combinations of 1 metric: 2 of 1'
 * ```
 */
export function formatCombineStudy(study: CombineStudy): string {
  const { metrics, sizes, tried, tables, best, rivals, leaveOneOut, leftOut } = study;
  const all = tried.reduce((sum, { count }) => sum + count, 0);
  const bySize = tried.map(({ size, count }) => `${count} of ${size}`).join(", ");
  const lines = [`${all} combinations of ${metrics.length} ${metrics.length === 1 ? "metric" : "metrics"}: ${bySize}`];
  if (leftOut.length > 0) lines.push(`not in all tables, and left out: ${leftOut.join(", ")}`);
  for (const { name, searched, reported, shared, failed } of tables) {
    lines.push(
      `${name}: chosen on ${searched} networks, reported on ${reported}; ${shared} of all are in another table`,
    );
    for (const [text, count] of Object.entries(failed)) lines.push(`  ${text}: no score for ${count}, which rank last`);
  }
  const studied = (of: readonly StudiedCombination[]): readonly string[] => [
    `| combination | τ where it was chosen: mean, worst | τ on the others: mean | ${sizes.length > 0 ? "beyond size | " : ""}worst | by table |`,
    `| --- | --- | --- | --- | ${sizes.length > 0 ? "--- | " : ""}--- |`,
    ...of.map(({ text, searched, reported }) => {
      const byTable = reported.tables.map((it) => `${it.table} ${within(it)}`).join("; ");
      const chosenOn = `${shown(searched.mean)}, ${shown(searched.worst)}`;
      return `| ${text} | ${chosenOn} | ${within(reported.mean)} | ${sizes.length > 0 ? `${shown(reported.beyondSize)} | ` : ""}${shown(reported.worst)} | ${byTable} |`;
    }),
  ];
  lines.push("", "## Best by size, and the rivals", "", ...studied([...best, ...rivals]));
  if (sizes.length > 0) lines.push("", `beyond size: partial τ given ${sizes.join(", ")}`);
  if (leaveOneOut.length > 0)
    lines.push(
      ...["", "## Chosen on all tables but one, on that one", ""],
      ...[
        "| metrics | table | chosen | τ | best rival | τ | difference |",
        "| --- | --- | --- | --- | --- | --- | --- |",
      ],
    );
  for (const { size, folds, mean, rival } of leaveOneOut) {
    const against = (it: typeof rival): string =>
      it ? `${it.text} | ${shown(it.tau)} | ${within(it.difference)}` : "– | – | –";
    for (const fold of folds)
      lines.push(`| ${size} | ${fold.table} | ${fold.chosen} | ${within(fold)} | ${against(fold.rival)} |`);
    lines.push(`| ${size} | mean | | ${within(mean)} | ${against(rival)} |`);
  }
  return `${lines.join("\n")}\n`;
}

const shown = (tau: number): string => (Number.isNaN(tau) ? "–" : tau.toFixed(3));
const within = ({ tau, low, high }: Interval & { readonly tau: number }): string =>
  `${shown(tau)} [${shown(low)}, ${shown(high)}]`;
