import type { Figure } from "./figure.ts";
import type { Correlated } from "./measure-correlations.ts";

/** A rank correlation under the names that the figure has for it: a line of a group. */
export interface CorrelationLine {
  readonly line: string;
  readonly group: string;
  readonly correlated: Correlated;
}

/** Spearman's ρ with its interval and the published values that there are; a band for each group. */
export function correlationFigure(lines: readonly CorrelationLine[]): Figure {
  const rows = lines.map(({ line, group, correlated: { spearman, spearmanInterval, published, suiteZero } }) => ({
    line,
    group,
    value: spearman,
    ...spearmanInterval,
    published: published?.spearman,
    suiteZero,
  }));
  const [names, groups] = [[...new Set(rows.map(({ line }) => line))], [...new Set(rows.map(({ group }) => group))]];
  const [marginLeft, marginRight] = [roomFor(names), roomFor(groups)];
  return (plot) => ({
    width: marginLeft + 400 + marginRight,
    height: 80 + groups.length * (20 + 16 * names.length),
    marginLeft,
    marginRight,
    x: { label: "Spearman ρ (line: 95 % interval; circle: published, blue by Suite-Zero)", grid: true },
    y: { label: null, domain: names },
    fy: { label: null, domain: groups },
    marks: [
      plot.ruleX([0]),
      plot.ruleY(rows, { y: "line", x1: "low", x2: "high", fy: "group" }),
      plot.dot(rows, { y: "line", x: "value", fy: "group", fill: "currentColor", r: 3 }),
      plot.dot(
        rows.filter(({ suiteZero }) => suiteZero !== undefined),
        { y: "line", x: "suiteZero", fy: "group", stroke: "steelblue", r: 5 },
      ),
      plot.dot(
        rows.filter(({ published }) => published !== undefined),
        { y: "line", x: "published", fy: "group", stroke: "firebrick", r: 5 },
      ),
    ],
  });
}

/** Pixels beside the plot that the longest of the names takes. */
const roomFor = (names: readonly string[]): number => 20 + 6 * Math.max(0, ...names.map(({ length }) => length));
