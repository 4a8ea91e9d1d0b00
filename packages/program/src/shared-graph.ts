/** Many trees as one graph in which every distinct subtree is one node (hash-consing). */
import { fold } from "@eznas/gp";
import type { Op } from "@eznas/ops";
import type { StatisticName } from "@eznas/stats";
import { operation } from "./infer-shape.ts";
import type { Program } from "./program.ts";
import { terminalsAllowed } from "./terminals-of.ts";

export type SharedNode<Terminal extends string = StatisticName> =
  | { readonly kind: "terminal"; readonly name: Terminal }
  /** `args` are places in the graph's `nodes`. */
  | { readonly kind: "call"; readonly op: Op; readonly args: readonly number[] };

export interface SharedGraph<Terminal extends string = StatisticName> {
  /** Arguments come before the calls that consume them. */
  readonly nodes: readonly SharedNode<Terminal>[];
  /** For every program the place of its root. */
  readonly roots: readonly number[];
  /** The statistics that any of the programs reads. */
  readonly terminals: readonly Terminal[];
}

/**
 * The programs' trees as one graph.
 *
 * Two calls are the same node when they have the same operation and the same arguments. Operations are told apart by
 * identity and not by name, since programs over different tables may use one name for two meanings.
 *
 * @example
 * ```ts
 * import { program, sharedGraphOf } from "@eznas/program";
 *
 * const { nodes, roots } = sharedGraphOf([program("abs(sign(T3))"), program("mul(sign(T3), sign(T3))")]);
 * nodes.length; // → 4
 * roots; // → [ 2, 3 ]
 * ```
 */
export function sharedGraphOf<Terminal extends string = StatisticName>(
  programs: readonly Pick<Program<Terminal>, "tree" | "ops" | "terminals">[],
): SharedGraph<Terminal> {
  const nodes: SharedNode<Terminal>[] = [];
  const placeOf = new Map<string, number>();
  const identities = new Map<Op, number>();
  const identity = (op: Op): number => {
    const known = identities.get(op) ?? identities.size;
    identities.set(op, known);
    return known;
  };
  const share = (key: string, node: SharedNode<Terminal>): number => {
    const known = placeOf.get(key);
    if (known !== undefined) return known;
    placeOf.set(key, nodes.length);
    return nodes.push(node) - 1;
  };
  /** In the order of each program's own. */
  const allowed = new Set<Terminal>();
  const roots = programs.map((program) => {
    const own = terminalsAllowed(program);
    for (const name of own) allowed.add(name);
    return fold<number>(program.tree, {
      leaf: (name) => share(name, { kind: "terminal", name: terminal(name, own) }),
      call: (name, args) => {
        const op = operation("graphOf", program.ops, name);
        return share(`${identity(op)}(${args.join()})`, { kind: "call", op, args });
      },
    });
  });
  return { nodes, roots, terminals: [...allowed].filter((name) => placeOf.has(name)) };
}

function terminal<Terminal extends string>(name: string, allowed: readonly Terminal[]): Terminal {
  const known = allowed.find((statistic) => statistic === name);
  if (!known)
    throw new RangeError(`graphOf: "${name}" is no statistic; the ${allowed.length} are ${allowed.join(", ")}`);
  return known;
}

/** What to compute of a graph for some of its roots. */
export interface Schedule {
  /** The nodes that the roots need, arguments first. */
  readonly order: readonly number[];
  readonly roots: ReadonlySet<number>;
  /** By node: how often its value is read, by calls in `order` and, if it is a root, once as a result. */
  readonly uses: readonly number[];
}

/**
 * The part of the graph below the roots, with each node's number of readers. What only those calls read that `reads`
 * says no to is left out.
 */
export function scheduleOf(
  { nodes }: Pick<SharedGraph<string>, "nodes">,
  wanted: readonly number[],
  reads: (op: Op) => boolean = () => true,
): Schedule {
  const roots = new Set(wanted);
  const uses = nodes.map((_, place) => (roots.has(place) ? 1 : 0));
  const order: number[] = [];
  for (let place = nodes.length - 1; place >= 0; place--) {
    if (!uses[place]) continue;
    order.push(place);
    const node = nodes[place]!;
    if (node.kind === "call" && reads(node.op)) for (const argument of node.args) uses[argument]!++;
  }
  return { order: order.reverse(), roots, uses };
}
