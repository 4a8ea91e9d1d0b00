/** Studies of small networks and made-up accuracies. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "@eznas/gp";
import { nasBench201, transNasBench101Macro, transNasBench101Micro } from "@eznas/spaces";
import { table, temporaryFolder } from "../../cli/test/command-line.ts";
import type { StudyContext } from "../src/study.ts";

export function context(options: Partial<StudyContext> = {}): StudyContext {
  const out = temporaryFolder();
  return {
    seed: 1,
    count: 6,
    repeats: 2,
    metrics: ["eznas-a"],
    data: out,
    out,
    images: "noise",
    workers: 1,
    backend: "wasm",
    quick: true,
    resamples: 20,
    signal: new AbortController().signal,
    progress: () => {},
    ...options,
  };
}

/** A folder with 32 networks of NAS-Bench-201. */
export function folderOf32(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "nasbench201.csv"), readFileSync(table));
  return folder;
}

/** A folder with all of NAS-Bench-201, in which every convolution is worth a point. */
export function folderOfAll(): string {
  const folder = temporaryFolder();
  const { all, format } = nasBench201();
  const rows = [...all()].map(format).map((arch) => `${arch},${88 + (arch.match(/nor_conv/g) ?? []).length}`);
  writeFileSync(join(folder, "nasbench201.csv"), `arch,cifar10_test\n${rows.join("\n")}\n`);
  return folder;
}

/** A folder with a few networks of TransNAS-Bench-101, micro and macro, each worth as much as its text is long. */
export function folderOfTransNas(): string {
  const folder = temporaryFolder();
  const random = seeded(1, "networks");
  for (const [kind, { sample, format }] of [
    ["micro", transNasBench101Micro()],
    ["macro", transNasBench101Macro()],
  ] as const) {
    const archs = new Set(Array.from({ length: 20 }, () => format(sample(random) as never)));
    const rows = [...archs].map((arch, i) => `${arch},${arch.length + i / 100}`);
    writeFileSync(join(folder, `transnas101_${kind}.csv`), `arch,class_object_valid\n${rows.join("\n")}\n`);
  }
  return folder;
}
