import { useBackend } from "@eznas/kernels";
import { capture, randomInputs, captureEngine } from "../src/index.ts";
import { nasBench201 } from "/work/main/packages/spaces/src/index.ts";
await useBackend("wasm");
const seeded = (s: number) => () => ((s = (s * 1103515245 + 12345) % 2147483648) / 2147483648);
const D = ["T3","T1_D","T2_D","T4_D","T1G_D","T2G_D","T3G_D","T4G_D"] as const;
const HEAVY = '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|';
const LIGHT = '|nor_conv_1x1~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|skip_connect~1|nor_conv_1x1~2|';
const sp = nasBench201();
for (const [name, text] of [["heavy", HEAVY], ["light", LIGHT]]) for (const batch of [1, 16]) {
  const model = sp.build(sp.parse(text!), seeded(3));
  const inputs = randomInputs([batch, 32, 32, 3], seeded(4));
  const times: number[] = [];
  for (let i = 0; i < (batch > 1 ? 8 : 25); i++) {
    const t = performance.now();
    const r = await capture(model, inputs, { statistics: D as any, engine: "simd" });
    times.push(performance.now() - t);
  }
  times.sort((a, b) => a - b);
  console.log(name, batch, "min", times[0]!.toFixed(1), "median", times[times.length >> 1]!.toFixed(1));
}
