import type { Activation, NetworkDefinition } from "./layers.ts";
import { type Norm, residualUnit } from "./residual-unit.ts";

export interface ResidualStage {
  readonly units: readonly { readonly norm?: Norm; readonly activation?: Activation }[];
}

/**
 * A stem, stages of residual units of 3×3, of which all but the first halve height and width and
 * double the channels, and a classifier.
 */
export function residualNetwork(
  stages: readonly ResidualStage[],
  channels: number,
  classes: number,
): NetworkDefinition {
  return (layers, images) => {
    let x = residualUnit(layers, images, { inputs: 3, filters: channels, size: 3, residual: false }, "stem");
    let inputs = channels;
    for (const [i, { units }] of stages.entries())
      for (const [j, unit] of units.entries()) {
        const filters = channels * 2 ** i;
        const shape = { inputs, filters, size: 3, stride: i > 0 && j === 0 ? 2 : 1 };
        x = residualUnit(layers, x, { ...unit, ...shape }, `stage${i + 1}/unit${j + 1}`);
        inputs = filters;
      }
    return layers.linear(layers.globalAveragePool(x, "head/pool"), classes, "head/linear");
  };
}

/** Units in as many stages as there can be of two units or more, at most three; those left over are in the first. */
export function inStages<U>(units: readonly U[]): readonly { readonly units: readonly U[] }[] {
  const count = Math.max(1, Math.min(3, Math.floor(units.length / 2)));
  const each = Math.floor(units.length / count);
  const first = units.length - each * (count - 1);
  return Array.from({ length: count }, (_, i) => ({
    units: i === 0 ? units.slice(0, first) : units.slice(first + (i - 1) * each, first + i * each),
  }));
}
