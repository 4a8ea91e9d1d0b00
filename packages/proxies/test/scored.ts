import { seeded } from "@eznas/gp";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Batch, ZeroCostProxy } from "../src/index.ts";

/** The value of a score that must be one. */
export async function scored(proxy: ZeroCostProxy, model: LayersModel, batch: Batch, seed = 1): Promise<number> {
  const score = await proxy.score(model, batch, seeded(seed));
  if (!score.ok) throw new Error(`${proxy.name}: ${score.reason}, ${score.detail}`);
  return score.value;
}
