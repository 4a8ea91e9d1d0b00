import { seeded } from "@eznas/gp";
import { cifarBatch } from "@eznas/images";
import { photographs } from "@eznas/images/photographs";
import { useBackend } from "@eznas/kernels";
import { eznasA, score, terminalsOf } from "@eznas/program";
import { nasBench201 } from "@eznas/spaces";
import { batchInputs, capture } from "@eznas/stats";

/** EZNAS-A of a network of NAS-Bench-201, as a page or a script computes it. */
export async function scoreOfACell(wasmPaths?: string): Promise<number> {
  await useBackend("wasm", wasmPaths === undefined ? {} : { wasmPaths });
  const space = nasBench201({ channels: 8, cells: 1 });
  const cell = space.parse("|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|");
  const model = space.build(cell, seeded(1, "weights"));
  const images = cifarBatch(photographs(), { batch: 4, rng: seeded(1, "images") });
  const instances = await capture(model, batchInputs(images, seeded(1, "inputs")), {
    statistics: terminalsOf(eznasA),
  });
  model.dispose();
  const result = score(eznasA, instances);
  if (!result.ok) throw new Error(`no score: ${result.reason}`);
  return result.value;
}
