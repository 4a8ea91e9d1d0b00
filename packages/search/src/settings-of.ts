/** What decides a run, from its options. */
import { format, leaf, offspring, type PrimitiveSet, seeded, type Tree } from "@eznas/gp";
import { formatHead, type ProgramOptions } from "@eznas/program";
import type { Dataset } from "@eznas/stats";
import type { PaperDefaults } from "./paper-defaults.ts";
import { fingerprint } from "./state/fingerprint.ts";
import type { Ranked } from "./state/individual.ts";
import type { RunSettings, TaskSettings } from "./state/run-settings.ts";

export interface RunOptions extends PaperDefaults, Omit<ProgramOptions<string>, "ops" | "terminals"> {
  readonly tasks: readonly Dataset[];
  readonly probeNetworks: number;
  readonly probeInstances: number;
  readonly triesPerProgram: number;
  readonly seedPrograms?: readonly string[] | undefined;
}

export function runSettings(options: RunOptions): RunSettings {
  const { population, maxDepth, tasksPerGeneration, networksPerTask, hallOfFame, primitives } = options;
  const { probeNetworks, probeInstances, triesPerProgram, seedPrograms = [] } = options;
  return {
    ...{ population, maxDepth, tasksPerGeneration, networksPerTask, hallOfFame },
    ...{ probeNetworks, probeInstances, triesPerProgram },
    metric: `${formatHead(options)}<tree>`,
    operations: Object.entries(primitives.ops).map(([name, { arity }]) => `${name}/${arity}`),
    terminals: primitives.terminals,
    ...(seedPrograms.length > 0 && { seedPrograms }),
    ...functionsOf(options),
    tasks: options.tasks.map(taskSettings),
  };
}

function taskSettings(dataset: Dataset): TaskSettings {
  const { name, networks } = dataset;
  const checksums = networks.map(({ id }) => dataset.checksum?.(id));
  return {
    name,
    networks: networks.map(({ id }) => id),
    accuracies: fingerprint(networks.map(({ accuracy }) => accuracy)),
    statistics: checksums.includes(undefined) ? null : fingerprint(checksums),
  };
}

/** Any will do, as long as it stays: what is told apart are the functions that are given it. */
const probe: PrimitiveSet = { ops: { abs: { arity: 1 }, add: { arity: 2 } }, terminals: ["T1_D", "T3", "T4_D"] };

type Functions = Pick<RunSettings, "init" | "vary" | "select" | "fitness">;

function functionsOf({ init, vary, select, fitness }: RunOptions): Functions {
  const rng = (name: string): ReturnType<typeof seeded> => seeded(0, "settings", name);
  const grown = (): readonly Tree[] => {
    const initial = rng("init");
    return Array.from({ length: 8 }, () => init(probe, initial));
  };
  const varied = (): readonly string[] => {
    const [trees, stream] = [grown(), rng("vary")];
    return Array.from({ length: 24 }, () => format(offspring(vary, trees, probe, stream)));
  };
  const selected = (): readonly string[] => {
    const ranked = Array.from({ length: 50 }, (_, i): Ranked => {
      return { ok: true, tree: leaf(`${i}`), fitness: 1 / (1 + i), tasks: [] };
    });
    return select(ranked, rng("select")).map(({ tree }) => format(tree));
  };
  const weights = vary.map(([weight, { name, parents }]) => [weight, name, parents] as const);
  return {
    init: { name: init.name, does: whatComesOf(() => grown().map(format)) },
    vary: {
      name: weights.map(([weight, name]) => `${weight} ${name}`).join(", "),
      does: fingerprint([weights, whatComesOf(varied)]),
    },
    select: { name: select.name, does: whatComesOf(selected) },
    fitness: { name: fitness.name, does: whatComesOf(() => correlations(fitness)) },
  };
}

/** A function of one's own may be made for other inputs alone; that it refuses these tells it from others, too. */
function whatComesOf(made: () => unknown): string {
  try {
    return fingerprint(made());
  } catch (error) {
    return fingerprint(String(error));
  }
}

/** With ties and without, of few and of more. */
function correlations(fitness: PaperDefaults["fitness"]): readonly string[] {
  const rng = seeded(0, "settings", "fitness");
  return [3, 8, 20, 20].map((n, i) => {
    const value = (): number => (i % 2 === 0 ? rng() - 0.5 : Math.floor(4 * rng()));
    const [scores, accuracies] = [Array.from({ length: n }, value), Array.from({ length: n }, value)];
    return fitness(scores, accuracies).toPrecision(6);
  });
}
