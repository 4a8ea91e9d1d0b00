/** Whether a network's statistics say something about it. */
import type { InstanceStatistics, Statistic } from "@eznas/stats";
import { statisticOf } from "./instance-shapes.ts";
import type { Program } from "./program.ts";
import type { SharedGraph } from "./shared-graph.ts";
import { terminalsOf } from "./terminals-of.ts";

/** A statistic that no score can be made of, and where it is. */
export interface Unreadable {
  readonly reason: "vanished-gradient" | "non-finite";
  readonly instance: string;
  readonly statistic: string;
}

/** Of each program, the first statistic that it reads in vain; undefined where all are sound. */
export type Reader = (instances: readonly InstanceStatistics<string>[]) => readonly (Unreadable | undefined)[];

export function reader(
  programs: readonly Program<string>[],
  { terminals }: SharedGraph<string>,
  vanishedGradients: "refuse" | "score",
): Reader {
  const read = programs.map((program) => terminalsOf(program));
  return (instances) => {
    const sound = new Set<Float32Array>();
    const faults = new Map<string, Unreadable>();
    for (const statistic of terminals) {
      const fault = instances.find((instance) => faultOf(statisticOf(instance, statistic), vanishedGradients, sound));
      if (!fault) continue;
      const reason = faultOf(statisticOf(fault, statistic), vanishedGradients, sound)!;
      faults.set(statistic, { reason, instance: fault.name, statistic });
    }
    if (faults.size === 0) return programs.map(() => undefined);
    return read.map((names) => names.map((name) => faults.get(name)).find((fault) => fault !== undefined));
  };
}

function faultOf(
  { data, vanished }: Statistic,
  vanishedGradients: "refuse" | "score",
  sound: Set<Float32Array>,
): Unreadable["reason"] | undefined {
  if (vanished && vanishedGradients === "refuse") return "vanished-gradient";
  if (sound.has(data)) return undefined;
  if (!allFinite(data)) return "non-finite";
  sound.add(data);
  return undefined;
}

/** NaN and infinities are what is not 0 when it is taken times 0. */
function allFinite(data: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]! * 0;
  return sum === 0;
}
