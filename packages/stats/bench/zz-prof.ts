import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "../../spaces/src/index.ts";
import { CaptureEngine } from "../src/engine/capture-engine.ts";
import { graphOf } from "../src/graph.ts";
import { rcb, randomInputs } from "../src/index.ts";
import { placesOf } from "../src/instances.ts";
import { needsOf } from "../src/needs.ts";
import { planTaps } from "../src/tap-plan.ts";
const seeded = (s: number) => () => ((s = (s * 1103515245 + 12345) % 2147483648) / 2147483648);
const HEAVY = '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|';
const LIGHT = '|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|nor_conv_1x1~2|';
await useBackend("wasm");
import * as tf from "@tensorflow/tfjs-core";
const heap = (t: any) => (tf.backend() as any).typedArrayFromHeap(t);
const sp = nasBench201();
const engine = new CaptureEngine();
for (const [name, arch] of [["heavy", HEAVY], ["light", LIGHT]] as const) {
const model = sp.build(sp.parse(arch), seeded(3));
const names = needsOf(["T1_D","T2_D","T4_D","T1G_D","T2G_D","T3G_D","T4G_D"]).get("D")!;
const t: Record<string, number[]> = {};
const time = <T>(k: string, f: () => T): T => { const s = performance.now(); const r = f(); (t[k] ??= []).push(performance.now() - s); return r; };
const inputs = randomInputs([1, 32, 32, 3], seeded(4));
for (let i = 0; i < Number(process.argv[2] ?? 60); i++) {
  const graph = time("graph", () => graphOf(model));
  const places = time("places", () => placesOf(graph, rcb()));
  const plan = time("plan", () => planTaps(graph, places, graph.outputs, names));
  const program = time("compile", () => engine.compile(plan, [1, 32, 32, 3], true)) as any;
  time("load", () => engine.load(program, (v) => heap(v.read())));
  if (process.argv[3]) time("run", () => engine.run(program, inputs.D.data, { T3: true, minus: undefined }));
}
console.log(name, Object.entries(t).map(([k, v]) => { v.sort((a, b) => a - b); return `${k} min ${v[0]!.toFixed(2)} med ${v[v.length >> 1]!.toFixed(2)}`; }).join(" | "));
}
