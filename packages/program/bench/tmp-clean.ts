import { writeFileSync } from "node:fs";
import { format, rampedHalfAndHalf, seeded } from "@eznas/gp";
import { standardNormal } from "@eznas/kernels";
import { Arena } from "@eznas/kernels/expression";
import { type OpTable, ops } from "@eznas/ops";
import { type InstanceStatistics, statisticNames } from "@eznas/stats";
import { program, scorer } from "../src/index.ts";
const seed = process.argv[2] ?? "1";
function network(rng: () => number): readonly InstanceStatistics[] {
  const normal = standardNormal(rng);
  const sizes = [
    ...Array(25).fill({ from: 16, to: 16, before: 32, after: 32 }),
    ...[32, 64].flatMap((to) => [
      { from: to / 2, to, before: 1024 / to, after: 512 / to },
      ...Array(26).fill({ from: to, to, before: 512 / to, after: 512 / to }),
    ]),
  ];
  return sizes.map(({ from, to, before, after }, i) => {
    const shapes = { T1: [1, from, before, before], T3: [to, from, 3, 3], T4: [1, to, after, after] };
    const statistics = statisticNames.map((name) => {
      const shape = name.startsWith("T3") ? shapes.T3 : name.startsWith("T4") ? shapes.T4 : shapes.T1;
      const deviation = name[2] === "G" ? 1e-3 : 1;
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, { shape, data: Float32Array.from({ length: size }, () => deviation * normal()) }] as const;
    });
    return { name: `instance ${i}`, statistics: Object.fromEntries(statistics) };
  });
}
const rng = seeded(Number(seed), "programs");
const init = rampedHalfAndHalf({ minDepth: 2, maxDepth: 6 });
const trees = Array.from({ length: 200 }, () => init({ ops, terminals: statisticNames }, rng));
const net = network(seeded(Number(seed), "network", 0));
const arena = new Arena();
const spent = new Map<string, [number, number]>();
const add = (k: string, t: number) => { const e = spent.get(k) ?? [0, 0]; e[0] += t; e[1]++; spent.set(k, e); };
let inside = 0;
const timedTable = (): OpTable => Object.fromEntries(Object.entries(ops).map(([n, o]) => [n, { ...o }])); const unused = ((...a: unknown[]) => {
});
const results = scorer(trees.map((t) => program(t, { ops: timedTable() })), { arena })(net);
const valid = trees.filter((_, i) => results[i]!.ok);
writeFileSync(`/tmp/valid-${seed}.txt`, valid.map((t) => format(t)).join("\n") + "\n");


const entries = arena.entries;
const s = scorer(valid.map((t) => program(t, { ops: timedTable() })), { arena });
for (let i = 0; i < 3; i++) s(net);
spent.clear(); inside = 0;
const start = performance.now(); const N = 20;
for (let i = 0; i < N; i++) s(net);
const total = performance.now() - start;
console.log("total ms per pass", total / N, "inside", inside / N, "programs", valid.length);
for (const [k, [t, n]] of [...spent].sort((a, b) => b[1][0] - a[1][0]).slice(0, 22)) console.log(k.padEnd(20), (t / N).toFixed(2).padStart(8), "ms", String(n / N).padStart(6), "calls", (1000 * t / n).toFixed(1).padStart(8), "µs");
