/** What each package's sources may import, besides themselves: the table of ARCHITECTURE.md. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  gp: ["pure-rand", "fast-check"],
  fitness: ["fast-check"],
  kernels: ["tfjs", "fast-check", "node:"],
  ops: ["tfjs", "@eznas/kernels", "fast-check"],
  stats: ["tfjs", "@eznas/kernels", "fast-check", "node:", "pngjs"],
  spaces: ["tfjs", "@eznas/kernels", "fast-check", "papaparse"],
  training: ["tfjs", "@eznas/gp", "@eznas/kernels", "@eznas/stats", "papaparse", "node:"],
  data: ["node:", "papaparse", "tar"],
  program: ["tfjs", "@eznas/gp", "@eznas/ops", "@eznas/stats", "@eznas/kernels", "fast-check"],
  proxies: ["tfjs", "@eznas/program", "@eznas/ops", "@eznas/stats", "@eznas/kernels", "@eznas/fitness", "fast-check"],
  search: [
    "@eznas/program",
    "@eznas/gp",
    "@eznas/fitness",
    "@eznas/stats",
    "@eznas/ops",
    "@eznas/kernels",
    "node:",
    "piscina",
  ],
  cli: ["tfjs", "@eznas/", "node:", "commander", "cli-progress", "@observablehq/plot", "linkedom"],
};

/** Parts of a package that need more care than its table row: everything else in it must run in a browser. */
export const nodeOnly: Readonly<Record<string, RegExp>> = {
  stats: /^src\/node\//,
  kernels: /^src\/backend\//,
  search: /^src\/node\//,
  training: /^src\/node\//,
  data: /^src\//,
  cli: /^src\//,
};

/** Names that say nothing about what is inside. */
export const emptyNames = /^(utils?|helpers?|common|types|misc)(\.ts)?$/;
