/** New tables from old ones. */
import { type Named, named, type OpSpec, type OpTable } from "./define.ts";

/**
 * A table with more operations, named by their keys.
 *
 * Throws a RangeError for a name that the table has already, so that no program changes its meaning unnoticed: leave
 * the old one out with {@link omitOps} first. Throws a SyntaxError for a name that a metric's text cannot hold.
 *
 * @example
 * ```ts
 * import { extendOps, op, ops, sameShape } from "@eznas/ops";
 * import { cos } from "@tensorflow/tfjs-core";
 *
 * const cosine = { arity: 1, latex: (a: string) => `\\cos ${a}`, shape: sameShape, kernel: cos } as const;
 * const table = extendOps(ops, { cos: op({ ...cosine, domain: "total", examples: [{ of: [0], is: 1 }] }) });
 * Object.keys(table).length; // → 35
 * ```
 */
export function extendOps<Table extends OpTable, const Specs extends Readonly<Record<string, OpSpec>>>(
  table: Table,
  specs: Specs,
): Table & Named<Specs> {
  checkedNames("extendOps", table, Object.keys(specs));
  return { ...table, ...named(specs) };
}

/**
 * Holds names that are to be added to a table, of operations or of anything else that a metric's text names, to what
 * that text can hold; throws as {@link extendOps} does.
 */
export function checkedNames(caller: string, table: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  for (const name of names) {
    if (!/^(?![-{])[^\s(),:]+$/.test(name))
      throw new SyntaxError(
        `${caller}: "${name}" is no name; use one without spaces, commas, colons and parentheses, ` +
          "and no minus or brace before it",
      );
    if (Object.hasOwn(table, name))
      throw new RangeError(
        `${caller}: the table has "${name}" already; ` +
          `${caller === "extendOps" ? "leave it out with omitOps first, or " : ""}rename yours`,
      );
  }
}

/**
 * A table without some of its operations. Throws a RangeError for a name that the table lacks.
 *
 * @example
 * ```ts
 * import { omitOps, ops } from "@eznas/ops";
 *
 * const table = omitOps(ops, ["eigenRatio", "symmetricEigenRatio"]);
 * Object.keys(table).length; // → 32
 * ```
 */
export function omitOps<Table extends OpTable, Name extends keyof Table & string>(
  table: Table,
  names: readonly Name[],
): Omit<Table, Name> {
  for (const name of names)
    if (!Object.hasOwn(table, name)) throw new RangeError(`omitOps: the table has no "${name}" to leave out`);
  const omitted = new Set<string>(names);
  return Object.fromEntries(Object.entries(table).filter(([name]) => !omitted.has(name))) as Omit<Table, Name>;
}
