/** Which programs apply to an instance, told from its shapes alone. */
import type { Shape } from "@eznas/ops";
import type { InstanceStatistics, Statistic } from "@eznas/stats";
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

/** By node of the graph, the shape of its value on an instance; undefined where it does not apply. */
export type ShapesOnInstance = (instance: InstanceStatistics<string>) => readonly (Shape | undefined)[];

/** A network's instances have few distinct shapes, and so do the networks of a space: each is inferred once. */
export function shapesOn(graph: SharedGraph<string>): ShapesOnInstance {
  const known = new Map<string, readonly (Shape | undefined)[]>();
  return (instance) => {
    const key = graph.terminals.map((name) => statisticOf(instance, name).shape.join("x")).join(" ");
    let shapes = known.get(key);
    if (!shapes) {
      const inferred: (Shape | undefined)[] = [];
      for (const node of graph.nodes)
        inferred.push(
          node.kind === "terminal"
            ? statisticOf(instance, node.name).shape
            : shapeOfCall(
                node.op,
                node.args.map((place) => inferred[place]),
              ),
        );
      shapes = inferred;
      known.set(key, shapes);
    }
    return shapes;
  };
}
