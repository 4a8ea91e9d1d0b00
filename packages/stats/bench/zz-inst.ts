import { useBackend } from "@eznas/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { nasBench201 } from "../../spaces/src/index.ts";
import { CaptureEngine } from "../src/engine/capture-engine.ts";
import { graphOf } from "../src/graph.ts";
import { rcb, randomInputs } from "../src/index.ts";
import { placesOf } from "../src/instances.ts";
import { needsOf } from "../src/needs.ts";
import { planTaps } from "../src/tap-plan.ts";
const heap = (t: any) => (tf.backend() as any).typedArrayFromHeap(t);
const seeded = (s: number) => () => ((s = (s * 1103515245 + 12345) % 2147483648) / 2147483648);
const HEAVY = '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|';
const LIGHT = '|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|nor_conv_1x1~2|';
await useBackend("wasm");
const sp = nasBench201();
const engine = new CaptureEngine();
const names = needsOf(["T1_D","T2_D","T4_D","T1G_D","T2G_D","T3G_D","T4G_D"]).get("D")!;
for (const batch of (process.argv[2] ?? "1,16").split(",").map(Number)) for (const [name, arch] of [["heavy", HEAVY], ["light", LIGHT]] as const) {
  const model = sp.build(sp.parse(arch), seeded(3));
  const inputs = randomInputs([batch, 32, 32, 3], seeded(4));
  const graph = graphOf(model);
  const plan = planTaps(graph, placesOf(graph, rcb()), graph.outputs, names);
  const p = engine.compile(plan, inputs.D.shape, true) as any;
  engine.load(p, (v) => heap(v.read()));
  const best = p.instructions.map(() => 1e9);
  const instructions = p.instructions.map((ins: any, i: number) => ({ ...ins, run: (r: any) => { const s = performance.now(); ins.run(r); const d = performance.now() - s; if (d < best[i]) best[i] = d; } }));
  const repeat = batch > 1 ? 8 : 40;
  const totals: number[] = [];
  for (let i = 0; i < repeat; i++) { const s = performance.now(); engine.run({ ...p, instructions }, inputs.D.data, { T3: true, minus: undefined }); totals.push(performance.now() - s); }
  const plain: number[] = [];
  for (let i = 0; i < repeat; i++) { const s = performance.now(); engine.run(p, inputs.D.data, { T3: true, minus: undefined }); plain.push(performance.now() - s); }
  const al: number[] = [], al2: number[] = [];
  for (let i = 0; i < repeat; i++) { const s = performance.now(); p.arrays.map(({ floats }: any) => new Float32Array(floats)); al.push(performance.now() - s); }
  for (let i = 0; i < repeat; i++) { const s = performance.now(); p.arrays.map(({ floats }: any) => new Float32Array(Buffer.allocUnsafeSlow(floats * 4).buffer)); al2.push(performance.now() - s); }
  const show = (a: number[]) => { a.sort((x, y) => x - y); return a[0]!.toFixed(1) + "/" + a[a.length >> 1]!.toFixed(1); };
  plain.sort((x, y) => x - y);
  console.log("arrays", p.arrays.length, "alloc", show(al), "unsafe", show(al2), "run median", plain[plain.length >> 1]!.toFixed(1));
  const groups = new Map<string, [number, number, number]>();
  p.instructions.forEach((ins: any, i: number) => {
    let k = ins.run.toString().replace(/\s+/g, " ").slice(0, 70);
    if (ins.writes.length === 0) k = "OUT " + k;
    else if (/scratch/.test(k)) k = (i < p.forward ? "conv forward" : ins.writes[0].floats === ins.reads[1].floats && ins.reads[0] ? "conv bwd" : "conv bwd");
    const g = groups.get(k) ?? [0, 0, 0]; g[0] += best[i]; g[1]++; g[2] += ins.writes.reduce((a: number, b: any) => a + b.floats, 0); groups.set(k, g);
  });
  console.log(name, batch, "run min", Math.min(...plain).toFixed(2), "instrumented", Math.min(...totals).toFixed(2), "sum of best", best.reduce((a: number, b: number) => a + b, 0).toFixed(2), "MB", (p.bytes / 2 ** 20).toFixed(0));
  for (const [k, [ms, n, fl]] of [...groups].sort((a, b) => b[1][0] - a[1][0]).slice(0, 12)) console.log("  ", ms.toFixed(3).padStart(8), String(n).padStart(4), (fl / 1e6).toFixed(2) + "Mf", k);
}
