import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type CaptureOptions, captureFor } from "../capture/capture.ts";
import type { Statistic } from "../statistic.ts";

/** Of every instance, T3G of each part of the batch, one after the other. */
export async function gradientsOfParts(
  caller: string,
  model: LayersModel,
  batch: Statistic,
  samplesPerPart: number,
  options: Pick<CaptureOptions, "pattern" | "output" | "engine">,
): Promise<readonly Statistic[]> {
  const parts = partsOf(batch, samplesPerPart);
  const stacks: Statistic[] = [];
  for (const [at, D] of parts.entries()) {
    const taken = await captureFor(caller, model, { D, N: D, P: D }, { ...options, statistics: ["T3G_D"] });
    for (const [i, { statistics }] of taken.entries()) {
      const { shape, data, vanished } = statistics.T3G_D!;
      stacks[i] ??= {
        shape: [parts.length, ...shape],
        data: new Float32Array(parts.length * data.length),
        ...(vanished && { vanished }),
      };
      stacks[i].data.set(data, at * data.length);
    }
  }
  return stacks;
}

function partsOf({ shape: [samples, ...size], data }: Statistic, samplesPerPart: number): readonly Statistic[] {
  const each = data.length / samples!;
  return Array.from({ length: samples! / samplesPerPart }, (_, part) => ({
    shape: [samplesPerPart, ...size],
    data: data.slice(part * samplesPerPart * each, (part + 1) * samplesPerPart * each),
  }));
}

/** The mean along the first axis, and the standard deviation over n, which is exactly 0 where all are equal. */
export function momentsOf({ shape: [parts, ...shape], data, vanished }: Statistic): {
  mean: Statistic;
  std: Statistic;
} {
  const size = data.length / parts!;
  const [mean, std] = [new Float32Array(size), new Float32Array(size)];
  for (let k = 0; k < size; k++) {
    const first = data[k]!;
    let sum = 0;
    for (let at = k; at < data.length; at += size) sum += data[at]! - first;
    const center = first + sum / parts!;
    let squares = 0;
    for (let at = k; at < data.length; at += size) squares += (data[at]! - center) ** 2;
    mean[k] = center;
    std[k] = Math.sqrt(squares / parts!);
  }
  const marked = vanished && { vanished };
  return { mean: { shape, data: mean, ...marked }, std: { shape, data: std, ...marked } };
}
