import { createHash } from "node:crypto";
import { moduleDigest } from "@eznas/node";
import type { ScoreInputs } from "@eznas/search/node";
import { findSpace } from "@eznas/spaces/named";
import type { Inputs } from "@eznas/stats";
import { lossFor } from "../loss.ts";
import type { RankWorkersOptions } from "./rank-workers.ts";

type ScoreInputsOptions = Pick<
  RankWorkersOptions,
  "space" | "inputs" | "seed" | "loss" | "vanishedGradients" | "setup"
>;

/**
 * What networks' scores depend on besides network, metric and this process, for a store of scores: the space with its
 * options, a digest of the images, the seed and the loss. Modules of one's own, of the space and of `setup`, count by
 * their text and those of the files that they import by relative paths.
 *
 * @example
 * ```ts
 * import { inputsFor } from "@eznas/ranking";
 * import { scoreInputs } from "@eznas/ranking/node";
 *
 * const of = async (batch: number) => {
 *   const inputs = await inputsFor({ images: "noise", batch, seed: 1, shape: [8, 8, 3] });
 *   return scoreInputs({ space: { name: "nas-bench-201" }, inputs, seed: 1 });
 * };
 * (await of(1))["loss"]; // → 'logits'
 * (await of(1))["inputs"] === (await of(2))["inputs"]; // → false
 * ```
 */
export async function scoreInputs({
  space,
  inputs,
  seed,
  loss,
  vanishedGradients = "refuse",
  setup,
}: ScoreInputsOptions): Promise<ScoreInputs> {
  const module = space.name.startsWith("file:") ? { module: await moduleDigest(space.name) } : {};
  return {
    space: space.name,
    ...module,
    options: space.options ?? {},
    inputs: digestOf(inputs),
    seed,
    loss: lossFor(await findSpace(space.name, space.options), loss),
    vanishedGradients,
    ...(setup && { setup: await moduleDigest(setup.href) }),
  };
}

function digestOf({ D, N, P }: Inputs): string {
  const tensors = [D, N, P].flatMap(({ shape, data }) => [
    JSON.stringify(shape),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
  return hex(...tensors, JSON.stringify(D.labels ?? null));
}

function hex(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}
