import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { graphOf } from "/work/main/packages/stats/src/graph.ts";
import { placesOf } from "/work/main/packages/stats/src/instances.ts";
import { rcb } from "/work/main/packages/stats/src/pattern.ts";
import { planTaps } from "/work/main/packages/stats/src/tap-plan.ts";
import { CaptureEngine } from "/work/main/packages/stats/src/engine/capture-engine.ts";
import { capture } from "/work/main/packages/stats/src/capture.ts";
import { randomInputs } from "/work/main/packages/stats/src/inputs.ts";
import { models } from "/work/main/packages/stats/test/models.ts";
import { nasBench201 } from "/work/main/packages/spaces/src/index.ts";
await useBackend("wasm");
const seeded = (s: number) => () => ((s = (s * 1103515245 + 12345) % 2147483648) / 2147483648);
const engine = new CaptureEngine();
const all: Record<string, () => any> = { ...models,
  nb: () => { const sp = nasBench201({ channels: 8, cells: 1, resolution: 8 }); return sp.build(sp.parse("|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|none~1|nor_conv_1x1~2|"), seeded(5)); } };
for (const [name, build] of Object.entries(all)) {
  const model = build();
  const shape = [2, ...model.inputs[0].shape.slice(1)];
  const inputs = randomInputs(shape, seeded(9));
  const names = ["T1","T2","T4","T1G","T2G","T3G","T4G"] as const;
  const want = await capture(model, inputs, { statistics: ["T3", ...names.map((n) => `${n}_D`)] as any });
  const graph = graphOf(model);
  const places = placesOf(graph, rcb());
  const plan = planTaps(graph, places, graph.outputs, new Set(names));
  const program = engine.compile(plan, shape, true);
  if (!("instructions" in program)) { console.log(name, "foreign", program.name, program.className); continue; }
  engine.load(program, (v) => v.read().dataSync() as Float32Array);
  const out = engine.run(program, inputs.D.data);
  let worst = 0, where = "";
  for (const [i, { name, statistics }] of want.entries()) for (const [s, { shape, data }] of Object.entries(statistics) as any) {
    const o = (program.places[i] as any)[s.replace("_D", "")];
    const mine = out[program.outputs.indexOf(o)]!;
    if (o.shape.join() !== shape.join()) console.log("SHAPE", name, s, o.shape, shape);
    let max = 0, diff = 0;
    for (let k = 0; k < data.length; k++) { max = Math.max(max, Math.abs(data[k])); diff = Math.max(diff, Math.abs(data[k] - mine[k]!)); }
    const gap = diff / (max || 1);
    if (!(gap <= worst)) { worst = gap; where = `${name} ${s}`; }
  }
  console.log(name.padEnd(60), worst.toExponential(2), where, program.instructions.length, (program.bytes / 1024).toFixed() + "K");
}
