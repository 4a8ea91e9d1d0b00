/** What each package's sources may import, besides themselves: the table of ARCHITECTURE.md, down to subpaths. */

/** `tfjs` is tfjs-core and tfjs-layers; `@eznas/x/*` is every subpath of a package, the main one among them. */
interface Allowed {
  readonly may: readonly string[];
  /** What the parts that run in Node alone may import besides. */
  readonly node?: readonly string[];
  /** The sources that run in Node alone; all others must run in a browser. */
  readonly nodeOnly?: RegExp;
}

const nodeFolder = /^src\/node\//;
const everything = /^src\//;

export const boundaries: Readonly<Record<string, Allowed>> = {
  gp: { may: ["pure-rand/*"] },
  fitness: { may: [] },
  node: { may: [], node: ["node:*", "piscina"], nodeOnly: everything },
  kernels: {
    may: ["tfjs", "@tensorflow/tfjs-backend-cpu", "@tensorflow/tfjs-backend-wasm"],
    node: ["node:*"],
    nodeOnly: /^src\/(backend\/|use-backend)/,
  },
  images: { may: [], node: ["@eznas/gp", "node:*", "pngjs"], nodeOnly: nodeFolder },
  data: { may: [], node: ["@eznas/gp", "@eznas/node", "node:*", "papaparse", "tar"], nodeOnly: everything },
  engine: { may: ["@eznas/kernels", "@eznas/kernels/training", "tfjs"] },
  ops: { may: ["@eznas/kernels", "@eznas/kernels/expression", "tfjs"] },
  spaces: {
    may: ["@eznas/kernels", "@eznas/engine", "@eznas/engine/layers", "@eznas/gp", "@eznas/images", "papaparse", "tfjs"],
  },
  stats: {
    may: ["@eznas/engine/*", "@eznas/images", "@eznas/kernels", "tfjs"],
    node: ["@eznas/gp", "@eznas/node", "node:*"],
    nodeOnly: nodeFolder,
  },
  training: {
    may: ["@eznas/engine/training", "@eznas/gp", "@eznas/images", "@eznas/kernels", "papaparse", "tfjs"],
    node: ["@eznas/node", "@eznas/spaces", "@eznas/spaces/named", "node:*"],
    nodeOnly: nodeFolder,
  },
  program: {
    may: ["@eznas/gp/*", "@eznas/kernels", "@eznas/kernels/expression", "@eznas/ops", "@eznas/stats", "tfjs"],
  },
  search: {
    may: ["@eznas/fitness", "@eznas/gp", "@eznas/kernels/expression", "@eznas/ops", "@eznas/program", "@eznas/stats"],
    node: ["@eznas/kernels", "@eznas/node", "@eznas/stats/node", "node:*"],
    nodeOnly: nodeFolder,
  },
  proxies: {
    may: [
      "@eznas/engine",
      "@eznas/engine/passes",
      "@eznas/engine/recording",
      "@eznas/fitness",
      "@eznas/kernels",
      "@eznas/ops/numeric",
      "@eznas/program",
      "@eznas/stats",
      "tfjs",
    ],
  },
  ranking: {
    may: [
      "@eznas/engine",
      "@eznas/fitness",
      "@eznas/gp",
      "@eznas/images",
      "@eznas/images/fashion-articles",
      "@eznas/images/photographs",
      "@eznas/kernels",
      "@eznas/kernels/expression",
      "@eznas/program",
      "@eznas/proxies",
      "@eznas/search",
      "@eznas/spaces/*",
      "@eznas/stats",
      "papaparse",
      "tfjs",
    ],
    node: ["@eznas/images/node", "@eznas/node", "@eznas/search/node", "@eznas/stats/node", "@eznas/training", "node:*"],
    nodeOnly: /^src\/(node\/|rank\.ts|inputs\.ts)/,
  },
  reproduce: {
    may: [],
    node: [
      "@eznas/fitness",
      "@eznas/gp",
      "@eznas/kernels/*",
      "@eznas/node",
      "@eznas/program",
      "@eznas/ranking/*",
      "@eznas/search/*",
      "@eznas/spaces/*",
      "@eznas/stats/*",
      "@observablehq/plot",
      "linkedom",
      "node:*",
    ],
    nodeOnly: everything,
  },
  cli: { may: [], node: ["@eznas/*", "cli-progress", "commander", "node:*", "tfjs", "yaml"], nodeOnly: everything },
};

/** Subpaths whose modules need Node. */
const needsNode = /^(node:|@eznas\/(node|data|reproduce)$|@eznas\/[^/]+\/node$)/;

/** Why a source may not import this; undefined where it may. */
export function refusal(name: string, path: string, specifier: string): string | undefined {
  const { may, node = [], nodeOnly } = boundaries[name]!;
  const inNode = nodeOnly?.test(path) ?? false;
  const isTesting = /^src\/testing(\.ts|\/)/.test(path);
  if (specifier === "fast-check" && isTesting) return undefined;
  if (needsNode.test(specifier) && !inNode) return "but this part of the package must run in a browser";
  const allowed = [...may, ...(inNode ? node : [])].some((entry) => covers(entry, specifier));
  return allowed ? undefined : "which the table of ARCHITECTURE.md does not allow";
}

function covers(entry: string, specifier: string): boolean {
  if (entry === "tfjs") return specifier === "@tensorflow/tfjs-core" || specifier === "@tensorflow/tfjs-layers";
  if (!entry.endsWith("*")) return specifier === entry;
  return specifier.startsWith(entry.slice(0, -1)) || specifier === entry.slice(0, -2);
}

/** Names that say nothing about what is inside. */
export const emptyNames = /^(utils?|helpers?|common|types|misc)(\.ts)?$/;

/** More loose files than a reader takes in at a glance. */
export const mostFiles = 22;
