/** Adds one operation to the 34 and uses it in a program; the same table goes into a search. */
import { seeded } from "@eznas/gp";
import { useBackend } from "@eznas/kernels";
import { extendOps, op, ops, sameShape } from "@eznas/ops";
import { latex, program, score } from "@eznas/program";
import { nasBench201 } from "@eznas/spaces";
import { capture, randomInputs } from "@eznas/stats";
import { pow } from "@tensorflow/tfjs-core";

await useBackend();

const cubed = op({
  arity: 1,
  latex: (a) => `${a}^{\\circ 3}`,
  shape: sameShape,
  kernel: (a) => pow(a, 3),
  domain: "total; overflows to ±∞ past 1e12",
  examples: [{ of: [[-2, 0, 1]], is: [-8, 0, 1] }],
});
const metric = program("mean(cubed(T4_D))", { ops: extendOps(ops, { cubed }) });
console.log(latex(metric));

const space = nasBench201({ channels: 8, cells: 1 });
const architecture = space.sample(seeded(7, "architecture"));
const model = space.build(architecture, seeded(7, "weights"));
const inputs = randomInputs([4, ...space.inputShape], seeded(7, "inputs"));
console.log(space.format(architecture), score(metric, await capture(model, inputs, { statistics: ["T4_D"] })));
model.dispose();
