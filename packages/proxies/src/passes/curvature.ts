import { recordSecondOrder } from "@eznas/engine/passes";
import type { Jet, Recording, Region } from "@eznas/engine/recording";
import type { LayerVariable } from "@tensorflow/tfjs-layers";
import type { Batch } from "../contract/score.ts";
import type { ProxyLoss } from "../network/loss.ts";
import type { StepList } from "../network/network.ts";
import type { Kernel } from "../network/weights.ts";
import type { Reader } from "./reader.ts";

/** Whether the engine has the second derivatives of every step. */
export const hasSecondDerivatives = ({ steps }: StepList): boolean =>
  steps.every(({ computation }) => computation.computation?.jet !== undefined);

/**
 * Reads gᵀHw over some kernels w: the derivative of the loss along its gradient g by them and along them, in a pass forward of its
 * own that carries derivatives along both; `alone` computes it where the engine does not.
 */
export function curvatureReader(
  network: StepList,
  loss: ProxyLoss,
  kernels: readonly Kernel[],
  see: (product: number) => void,
  alone: (batch: Batch) => void,
): Reader {
  const chosen = new Set(kernels.map(({ variable }) => variable));
  return {
    loss,
    byEngine: {
      end({ ofWeight }, record, images, target) {
        const directions = {
          of: (variable: LayerVariable) =>
            chosen.has(variable) ? { a: ofWeight(variable), b: record.weight(variable) } : {},
        };
        const { steps, input, output } = network;
        const jets = recordSecondOrder(record, images, {
          steps: steps.map(({ computation }) => computation),
          input,
          directions,
        });
        if ("name" in jets) throw new Error(`curvature: "${jets.name}" has no second derivative`);
        const logits = (jets as readonly Jet[])[output]!;
        if (loss === "sum") seeSum(logits, record, see);
        else seeCrossEntropy(logits, target, record, see);
      },
    },
    byTape: { alone },
  };
}

function seeSum({ ab }: Jet, record: Recording, see: (product: number) => void): void {
  record.emit(ab ? [ab.buffer] : [], [], ({ heap }) => {
    let sum = 0;
    if (ab) for (let i = 0; i < ab.buffer.floats; i++) sum += heap[ab.buffer.at / 4 + i]!;
    see(sum);
  });
}

/** Of each row, with p the probabilities: ⟨p − label, z_ab⟩ + ⟨p, z_a z_b⟩ − ⟨p, z_a⟩⟨p, z_b⟩; the mean over rows. */
function seeCrossEntropy(
  { value, a, b, ab }: Jet,
  target: { readonly labels: ArrayLike<number> },
  record: Recording,
  see: (product: number) => void,
): void {
  const [rows, classes] = value.shape as [number, number];
  const there = (region: Region | undefined): Region[] => (region ? [region] : []);
  const reads = [value.buffer, ...there(a?.buffer), ...there(b?.buffer), ...there(ab?.buffer)];
  record.emit(reads, [], ({ heap }) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const at = (region: Region | undefined, i: number): number =>
        region ? heap[region.at / 4 + row * classes + i]! : 0;
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < classes; i++) largest = Math.max(largest, at(value.buffer, i));
      let total = 0;
      for (let i = 0; i < classes; i++) total += Math.exp(at(value.buffer, i) - largest);
      let [mixed, product, meanOfA, meanOfB] = [0, 0, 0, 0];
      for (let i = 0; i < classes; i++) {
        const p = Math.exp(at(value.buffer, i) - largest) / total;
        mixed += p * at(ab?.buffer, i);
        product += p * at(a?.buffer, i) * at(b?.buffer, i);
        meanOfA += p * at(a?.buffer, i);
        meanOfB += p * at(b?.buffer, i);
      }
      sum += (mixed - at(ab?.buffer, target.labels[row]!) + product - meanOfA * meanOfB) / rows;
    }
    see(sum);
  });
}
