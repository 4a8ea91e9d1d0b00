import type { Accuracy } from "../accuracy-table/accuracy.ts";
import type { Space } from "../space.ts";
import { definitions, type SmallSpaceDefinition } from "./definitions.ts";
import { tables } from "./table-data.ts";

/** What one training of a network came to, in percent; one that diverged has no accuracies. */
export type SmallSpaceRun =
  | { readonly seed: number; readonly status: "trained"; readonly valid: number; readonly test: number }
  | { readonly seed: number; readonly status: "diverged" };

export interface SmallSpaceNetwork {
  /** The architecture's text. */
  readonly id: string;
  /** One for every seed that it was trained with, at least one. */
  readonly runs: readonly SmallSpaceRun[];
}

/** A space whose networks are small, and the accuracies of some of them. */
export interface SmallSpace extends Omit<SmallSpaceDefinition, "space"> {
  readonly space: Space<unknown>;
  /** In the order in which they were drawn: any first so many cover the sizes evenly. */
  readonly networks: readonly SmallSpaceNetwork[];
  /** Each network's mean over its seeds, 0 for a seed with which it diverged. */
  accuracies(column: "valid" | "test"): readonly Accuracy[];
}

/**
 * Small spaces: networks of spaces that differ in kind, drawn evenly over their sizes, no two of one function, trained
 * by `eznas train` with the recipe `small` on the images of Fashion-MNIST (Xiao, Rasul and Vollgraf 2017; MIT License)
 * or MNIST.
 *
 * Ground truth of many spaces to evolve metrics against and to leave one out of. How many networks each has, how well
 * their ranking repeats and what agrees with it is in docs/spaces.md.
 *
 * @example
 * ```ts
 * import { smallSpaces } from "@eznas/spaces/small-spaces";
 *
 * const enough = smallSpaces().filter(({ networks }) => networks.length >= 30);
 * for (const { name, accuracies } of enough) console.log(name, accuracies("test")[0]);
 * enough.every(({ space, networks }) => networks.length <= space.size); // → true
 * ```
 */
export function smallSpaces(): readonly SmallSpace[] {
  return definitions
    .filter(({ name }) => Object.hasOwn(tables, name))
    .map(({ space, ...definition }): SmallSpace => {
      const networks = readNetworks(definition.name, tables[definition.name]!);
      const accuracies: SmallSpace["accuracies"] = (column) =>
        networks.map(({ id, runs }) => {
          const values = runs.map((run) => (run.status === "trained" ? run[column] : 0));
          return { id, accuracy: values.reduce((a, b) => a + b, 0) / values.length };
        });
      return { ...definition, space: space(), networks, accuracies };
    });
}

const lineForm = /^(\d+:(?:x|\d+\.\d+\/\d+\.\d+)(?:,\d+:(?:x|\d+\.\d+\/\d+\.\d+))*) (\S.*)$/;

/**
 * Networks of a table's text. A line has `seed:valid/test` for every seed, or `seed:x` where the network diverged,
 * separated by commas, and then the architecture: `1:85.08/85.72,2:85.08/85.56 2-1-4`.
 *
 * Throws a SyntaxError with the line for any other text and for an architecture or a seed that comes twice.
 */
export function readNetworks(name: string, text: string): readonly SmallSpaceNetwork[] {
  const seen = new Set<string>();
  return text
    .trim()
    .split("\n")
    .map((line, i): SmallSpaceNetwork => {
      const fail = (why: string): never => {
        throw new SyntaxError(`smallSpaces: ${name}, line ${i + 1}: ${why}; embed the table again from its CSV`);
      };
      const [, accuracies, id] =
        lineForm.exec(line) ?? fail(`expected seed:valid/test id, got ${JSON.stringify(line)}`);
      if (seen.has(id!)) fail(`${id} comes twice`);
      seen.add(id!);
      const runs = accuracies!.split(",").map((run): SmallSpaceRun => {
        const [seed, values] = run.split(":") as [string, string];
        if (values === "x") return { seed: Number(seed), status: "diverged" };
        const [valid, test] = values.split("/").map(Number) as [number, number];
        return { seed: Number(seed), status: "trained", valid, test };
      });
      if (new Set(runs.map(({ seed }) => seed)).size < runs.length) fail(`a seed comes twice for ${id}`);
      return { id: id!, runs };
    });
}

/** The line of a network, as {@link readNetworks} reads it. */
export function formatNetwork({ id, runs }: SmallSpaceNetwork): string {
  const written = runs.map((run) =>
    run.status === "trained" ? `${run.seed}:${run.valid.toFixed(2)}/${run.test.toFixed(2)}` : `${run.seed}:x`,
  );
  return `${written.join(",")} ${id}`;
}
