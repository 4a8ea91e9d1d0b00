const operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"] as const;

/** All cells of NAS-Bench-201, written independently of what is tested. */
export const cells: readonly string[] = Array.from({ length: 5 ** 6 }, (_, i) => {
  const [a, b, c, d, e, f] = Array.from({ length: 6 }, (_, edge) => operations[Math.floor(i / 5 ** edge) % 5]);
  return `|${a}~0|+|${b}~0|${c}~1|+|${d}~0|${e}~1|${f}~2|`;
});

/** Made-up accuracies of a cell, of which the best are the published ones. */
export const accuraciesOf = (at: number): readonly [number, number, number] =>
  at === 1234
    ? [94.37333333333332, 73.51333332322439, 47.3]
    : [(at % 9000) / 100, (at % 7000) / 100, (at % 4000) / 100];

/** Such a file as v-tao/nats-bench-landscape has, with made-up accuracies. */
export function natsBench(rows: readonly number[] = [...cells.keys()]): string {
  const lines = rows.map((at) => `${accuraciesOf(at).join(",")},${cells[at]},((0)@nor_conv_1x1+0)@none+0`);
  const accuracies = ["CIFAR10", "CIFAR100", "ImageNet"].map((name) => `${name}TestAccuracy200Epochs`);
  return `${[...accuracies, "ArchitectureString", "UniqueString"].join(",")}\n${lines.join("\n")}\n`;
}
