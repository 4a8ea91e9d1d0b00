import { checkArchitecture } from "./check.ts";
import type { NdsArchitecture, NdsCell, NdsEdge, RawCell } from "./genotype.ts";
import { nasBench301Rules } from "./nas-bench-301.ts";

/** An architecture as NAS-Bench-301's space of configurations has it: names of settings and what they are set to. */
export type NasBench301Configuration = Readonly<Record<string, string | number>>;

const prefix = "NetworkSelectorDatasetInfo:darts:";
const nodes = [2, 3, 4, 5];

/** Edges are numbered by the node that they lead to and then by where they come from. */
const firstEdgeOf = (node: number): number => ((node - 2) * (node + 1)) / 2;

/**
 * The architecture of a configuration of NAS-Bench-301: `inputs_node_normal_3` names the two inputs of a node (`0_2`;
 * those of node 2 are 0 and 1), `edge_normal_3` the operation of an edge, both after
 * `NetworkSelectorDatasetInfo:darts:`.
 *
 * Width and depth are those of `init_channels` and `layers` if it has them, else 32 and 8. Other settings are passed
 * over. Throws a SyntaxError for a setting that is missing or wrong.
 *
 * @example
 * ```ts
 * import { fromNasBench301, nasBench301, toNasBench301 } from "@eznas/spaces";
 *
 * const space = nasBench301();
 * const drawn = space.sample(() => 0.3);
 * const configuration = toNasBench301(drawn);
 * configuration["NetworkSelectorDatasetInfo:darts:inputs_node_normal_5"]; // → '1_2'
 * space.format(fromNasBench301(configuration)) === space.format(drawn); // → true
 * ```
 */
export function fromNasBench301(configuration: NasBench301Configuration): NdsArchitecture {
  const setting = (name: string): string => {
    const value = configuration[prefix + name];
    if (value === undefined) throw new SyntaxError(`fromNasBench301: the setting ${prefix}${name} is missing`);
    return `${value}`;
  };
  const cell = (kind: "normal" | "reduce"): RawCell => ({
    edges: nodes.flatMap((node) => {
      const inputs = node === 2 ? "0_1" : setting(`inputs_node_${kind}_${node}`);
      if (!/^\d_\d$/.test(inputs))
        throw new SyntaxError(
          `fromNasBench301: ${prefix}inputs_node_${kind}_${node} must be two inputs such as 0_2, ` +
            `got ${JSON.stringify(inputs)}`,
        );
      return inputs
        .split("_")
        .map((input) => [setting(`edge_${kind}_${firstEdgeOf(node) + Number(input)}`), Number(input)] as const);
    }),
    concat: nodes,
  });
  const { [`${prefix}init_channels`]: width = 32, [`${prefix}layers`]: depth = 8 } = configuration;
  const raw = { normal: cell("normal"), reduce: cell("reduce"), width: Number(width), depth: Number(depth) };
  return checkArchitecture(raw, nasBench301Rules, "fromNasBench301");
}

/**
 * The configuration of an architecture, with its width and depth; see {@link fromNasBench301}.
 *
 * Throws a SyntaxError for what is no architecture of NAS-Bench-301.
 *
 * @example
 * ```ts
 * import { nasBench301, toNasBench301 } from "@eznas/spaces";
 *
 * const space = nasBench301();
 * toNasBench301(space.sample(() => 0))["NetworkSelectorDatasetInfo:darts:edge_reduce_0"]; // → 'max_pool_3x3'
 * ```
 */
export function toNasBench301(architecture: NdsArchitecture): NasBench301Configuration {
  const { normal, reduce, width, depth } = checkArchitecture(architecture, nasBench301Rules, "toNasBench301");
  for (const [kind, { concat }] of Object.entries({ normal, reduce }))
    if (concat.toSorted((a, b) => a - b).join() !== nodes.join())
      throw new SyntaxError(`toNasBench301: ${kind} cell must put out all nodes, 2 to 5, got ${concat.join(", ")}`);
  const settings = [...settingsOf("normal", normal), ...settingsOf("reduce", reduce)];
  return Object.fromEntries(
    [...settings, ["init_channels", width] as const, ["layers", depth] as const].map(([name, value]) => [
      prefix + name,
      value,
    ]),
  );
}

function settingsOf(kind: string, { edges }: NdsCell): readonly (readonly [name: string, value: string])[] {
  return nodes.flatMap((node) => {
    const taken = edges.slice(2 * node - 4, 2 * node - 2).toSorted(([, a], [, b]) => a - b);
    const operations = taken.map(
      ([operation, input]: NdsEdge) => [`edge_${kind}_${firstEdgeOf(node) + input}`, operation] as const,
    );
    const inputs = [`inputs_node_${kind}_${node}`, taken.map(([, input]) => input).join("_")] as const;
    return node === 2 ? operations : [...operations, inputs];
  });
}
