import { readFileSync } from "node:fs";
import { Arena } from "@eznas/kernels/expression";
import { program, scorer } from "@eznas/program";
import { fastOps } from "./zz-fastops.ts";
const lines = readFileSync(process.argv[2] ?? "/tmp/bench/programs.txt", "utf8").trim().split("\n");
const only = process.argv[3];
const shapes: number[][][] = [];
for (const [stage, [c, s]] of [[16, 32], [32, 16], [64, 8]].entries() as any) {
  if (stage) shapes.push([[1, c / 2, 2 * s, 2 * s], [1, c, s, s], [c, c / 2, 3, 3]], [[1, c, s, s], [1, c, s, s], [c, c, 3, 3]]);
  for (let i = 0; i < 25; i++) shapes.push([[1, c, s, s], [1, c, s, s], [c, c, 3, 3]]);
}
const names = ["T3"]; for (const t of ["T1", "T2", "T3", "T4"]) for (const g of ["", "G"]) for (const i of "DNP") if (t !== "T3" || g) names.push(`${t}${g}_${i}`);
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const network = shapes.map(([i, o, w], n) => ({ name: `i${n}`, statistics: Object.fromEntries(names.map((name) => {
  const shape = { T1: i!, T2: i!, T3: w!, T4: o! }[name.slice(0, 2)]!;
  return [name, { shape, data: Float32Array.from({ length: shape.reduce((a: number, b: number) => a * b, 1) }, () => normal() * (name.includes("G") ? 1e-3 : 1)) }];
})) })) as any;
const arena = new Arena();
const build = (share: boolean, list: string[]) => { const common = fastOps(); return scorer(list.map((l) => program(l, { ops: share ? common : fastOps() })), { arena }); };
const results = build(true, lines)(network);
const count = (f: (r: any) => boolean) => results.filter(f).length;
console.log("ok", count((r) => r.ok), "shape", count((r) => r.reason === "shape"), "nonfinite", count((r) => r.reason === "non-finite"), "arena", (arena.bytes / 2 ** 20).toFixed(1), "MiB", "live", arena.liveBlocks);
const best = (f: () => void, n: number) => { let b = 1e9; for (let i = 0; i < n; i++) { const t = process.cpuUsage(); f(); const u = process.cpuUsage(t); b = Math.min(b, (u.user + u.system) / 1e3); } return b; };
const unshared = build(false, lines), shared = build(true, lines);
console.log("unshared", best(() => unshared(network), 8).toFixed(1), "ms; shared", best(() => shared(network), 8).toFixed(1), "ms");
if (only) {
  const per = lines.map((l, i) => { const s = build(false, [l]); s(network); return [best(() => s(network), 4), (results[i] as any).ok ? "fin" : (results[i] as any).reason, l] as const; });
  for (const k of ["fin", "shape", "non-finite"]) console.log(k, per.filter((p) => p[1] === k).reduce((a, p) => a + p[0], 0).toFixed(1));
  for (const [t, k, l] of [...per].sort((a, b) => b[0] - a[0]).slice(0, 25)) console.log(t.toFixed(2), k, l.slice(0, 140));
}
if (process.argv[4]) {
  // per op
  const cost = new Map<string, [number, number]>();
  const timed = Object.fromEntries(Object.entries(fastOps()).map(([n, op]: any) => [n, { ...op, fast: (a: any, o: any, ...r: any[]) => { const t = performance.now(); op.fast(a, o, ...r); const c = cost.get(n) ?? [0, 0]; c[0] += performance.now() - t; c[1]++; cost.set(n, c); } }]));
  const t0 = performance.now();
  for (const l of lines) { const s = scorer([program(l, { ops: timed as any })], { arena }); s(network); }
  console.log("total", performance.now() - t0);
  const sum = [...cost.values()].reduce((a, [t]) => a + t, 0);
  for (const [n, [t, c]] of [...cost].sort((a, b) => b[1][0] - a[1][0])) console.log(n.padEnd(20), c, ((100 * t) / sum).toFixed(1), "%", ((1e3 * t) / c).toFixed(1), "us");
}
