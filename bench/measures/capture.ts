/** One pass with all of its statistics, against the same in PyTorch. */

import { engineForMany } from "@eznas/engine";
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { inputsFor } from "@eznas/ranking";
import { nasBench201 } from "@eznas/spaces";
import { capture, type StatisticName } from "@eznas/stats";
import { heavy, light } from "../cells.ts";
import { interleave, timed } from "../interleave.ts";
import type { Goal, Measure } from "../measure.ts";
import { digits, median } from "../median.ts";
import { noTorch, startTorch } from "../torch.ts";

/** All that one pass gives: PyTorch's side keeps the same tensors. */
const ofOnePass: readonly StatisticName[] = ["T1_D", "T1G_D", "T2_D", "T2G_D", "T3", "T3G_D", "T4_D", "T4G_D"];

interface Request {
  readonly cell: string;
  readonly batch: number;
  readonly passes: number;
}

interface Reply {
  readonly instances: number;
  readonly times: readonly number[];
}

function captureMeasure(net: "heavy" | "light", batch: number, goal?: Goal): Measure {
  return {
    name: `capture-${net}-${batch}`,
    what: `capture of one pass, all its statistics, ${net} network, batch ${batch}`,
    unit: "×",
    ...(goal && { goal }),
    async run({ quick }) {
      const cell = net === "heavy" ? heavy : light;
      const passes = batch === 1 ? 10 : 2;
      const rounds = quick ? 1 : batch === 1 ? 30 : 12;
      await useBackend("wasm");
      const space = nasBench201();
      const model = space.build(space.parse(cell), seeded(1, "weights", cell));
      const inputs = await inputsFor({ images: "photographs", batch, seed: 1, shape: space.inputShape });
      const torch = startTorch<Request, Reply>("capture.py");
      const engine = engineForMany(); // as `rank` and `collect` capture: statistics are used up before the next network
      let instances = 0;
      const ours = () =>
        timed(passes, async () => {
          instances = (await capture(model, inputs, { statistics: ofOnePass, engine })).length;
        });
      const theirs = async () => {
        const reply = await torch!.ask({ cell, batch, passes });
        if (reply.instances !== instances)
          throw new Error(`capture: PyTorch's network has ${reply.instances} instances, ours ${instances}`);
        return reply.times;
      };
      const [mine, peer] = await interleave(rounds, torch ? [ours, theirs] : [ours]);
      torch?.close();
      model.dispose();
      return {
        value: peer && median(peer) / median(mine!),
        ours: `${digits(median(mine!))} ms`,
        peer: peer ? `${digits(median(peer))} ms` : noTorch,
        figures: {
          instances,
          "passes each": mine!.length,
          "fastest, ms": digits(Math.min(...mine!)),
          ...(peer && {
            "PyTorch's fastest, ms": digits(Math.min(...peer)),
            "ratio of the fastest": digits(Math.min(...peer) / Math.min(...mine!)),
          }),
          threads: 1,
        },
      };
    },
  };
}

export const captures: readonly Measure[] = [
  captureMeasure("heavy", 1, { is: "at least", value: 1 }),
  captureMeasure("light", 1, { is: "at least", value: 1.2 }),
  captureMeasure("heavy", 16, { is: "at least", value: 0.6 }),
  captureMeasure("light", 16),
];
