import { nodes } from "@eznas/gp";
import type { OpTable } from "@eznas/ops";
import { type ScoreNetworks, scoreHere } from "@eznas/search";

/** Scores in workers what is made of operations that they have, and the others in this thread. */
export function splitScoring(ops: OpTable, inWorkers: ScoreNetworks): ScoreNetworks {
  const crosses = ({ tree, ops: own }: Parameters<ScoreNetworks>[0][number]): boolean =>
    nodes(tree).every((node) => node.kind === "leaf" || own[node.op] === ops[node.op]);
  return async (programs, networks, options) => {
    const crossing = programs.filter(crosses);
    if (crossing.length === programs.length) return inWorkers(programs, networks, options);
    const staying = programs.filter((program) => !crosses(program));
    const there = crossing.length === 0 ? [] : await inWorkers(crossing, networks, options);
    const here = await scoreHere(staying, networks, crossing.length === 0 ? options : { signal: options?.signal });
    return networks.map((_, i) =>
      programs.map((program) =>
        crosses(program) ? there[i]![crossing.indexOf(program)]! : here[i]![staying.indexOf(program)]!,
      ),
    );
  };
}
