import { useBackend } from "@eznas/kernels";
import { nasBench201 } from "../../spaces/src/index.ts";
import { CaptureEngine } from "../src/engine/capture-engine.ts";
import { graphOf } from "../src/graph.ts";
import { rcb } from "../src/index.ts";
import { placesOf } from "../src/instances.ts";
import { needsOf } from "../src/needs.ts";
import { planTaps } from "../src/tap-plan.ts";
const seeded = (s: number) => () => ((s = (s * 1103515245 + 12345) % 2147483648) / 2147483648);
const HEAVY = '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|';
await useBackend("wasm");
const sp = nasBench201();
const engine = new CaptureEngine();
const model = sp.build(sp.parse(HEAVY), seeded(3));
const names = needsOf(["T1_D","T2_D","T4_D","T1G_D","T2G_D","T3G_D","T4G_D"]).get("D")!;
const keep: any[] = [];
const m = (l: string) => { (globalThis as any).gc(); (globalThis as any).gc(); console.log(l, (process.memoryUsage().heapUsed / 1024).toFixed(0)); };
for (let i = 0; i < 3; i++) {
m("start");
const graph = graphOf(model); keep.push(graph); m("graph");
const places = placesOf(graph, rcb()); keep.push(places); m("places");
const plan = planTaps(graph, places, graph.outputs, names); keep.push(plan); m("plan");
const p = engine.compile(plan, [1, 32, 32, 3], true) as any; keep.push(p); m("program " + p.instructions.length + " steps " + graph.steps.length);
keep.length = 0;
}
