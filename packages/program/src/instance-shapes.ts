/** Which programs apply to an instance, told from its shapes alone. */
import type { Shape } from "@eznas/ops";
import type { InstanceStatistics, Statistic } from "@eznas/stats";
import { OperationFault } from "./failure/operation-fault.ts";
import { shapeOfCall } from "./infer-shape.ts";
import type { SharedGraph } from "./shared-graph.ts";

/** The statistic of an instance; one that was not captured is the caller's mistake. */
export function statisticOf({ name, statistics }: InstanceStatistics<string>, terminal: string): Statistic {
  const statistic = statistics[terminal];
  if (!statistic)
    throw new RangeError(
      `score: instance "${name}" has no ${terminal}, which a program reads; capture it too (see terminalsOf)`,
    );
  return statistic;
}

/** The shape of a statistic, which its numbers must fill: kernels read as many as it says. */
function checkedShape(instance: InstanceStatistics<string>, terminal: string): Shape {
  const { shape, data } = statisticOf(instance, terminal);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length || size === 0)
    throw new RangeError(
      `score: instance "${instance.name}" has ${terminal} of shape [${shape.join(", ")}], ` +
        `but ${data.length} numbers of it`,
    );
  return shape;
}

/** The shapes of a graph's values on an instance. */
export interface GraphShapes {
  /** By node; undefined where it does not apply, or where a rule below it is at fault. */
  readonly shapes: readonly (Shape | undefined)[];
  /** Of nodes whose operation's shape rule throws or gives no shape. */
  readonly faults: readonly OperationFault[];
}

/** A network's instances have few distinct shapes, and so do the networks of a space: each is inferred once. */
export function shapesOn(graph: SharedGraph<string>): (instance: InstanceStatistics<string>) => GraphShapes {
  const known = new Map<string, GraphShapes>();
  return (instance) => {
    const key = graph.terminals.map((name) => checkedShape(instance, name).join("x")).join(" ");
    const found = known.get(key) ?? infer(graph, instance);
    known.set(key, found);
    return found;
  };
}

function infer({ nodes }: SharedGraph<string>, instance: InstanceStatistics<string>): GraphShapes {
  const shapes: (Shape | undefined)[] = [];
  const faults: OperationFault[] = [];
  for (const [place, node] of nodes.entries()) {
    if (node.kind === "terminal") {
      shapes.push(statisticOf(instance, node.name).shape);
      continue;
    }
    const args = node.args.map((argument) => shapes[argument]);
    try {
      shapes.push(shapeOfCall(node.op, args, place));
    } catch (error) {
      if (!(error instanceof OperationFault)) throw error;
      faults.push(error);
      shapes.push(undefined);
    }
  }
  return { shapes, faults };
}
