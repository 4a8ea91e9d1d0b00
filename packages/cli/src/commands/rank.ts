import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { BackendName } from "@eznas/kernels";
import {
  defaultMeasures,
  drawNetworks,
  inputsFor,
  type Loss,
  type MeasuredRanking,
  type Metric,
  type MetricOptions,
  measureRanking,
  metric,
  metrics,
  type Ranking,
  rank,
  type ScoreDrawn,
  scoreDrawnHere,
} from "@eznas/ranking";
import {
  type OpenScorer,
  openScoreFile,
  readAccuracies,
  type ScoreFile,
  scoreInputs,
  startRankWorkers,
  storedScoreDrawn,
} from "@eznas/ranking/node";
import type { Space } from "@eznas/spaces";
import type { Inputs, Network } from "@eznas/stats";
import type { Command } from "commander";
import { hearBetween } from "../hear-between.ts";
import type { Io } from "../io.ts";
import { reasonsOf } from "../no-score.ts";
import { openStore, storeOption } from "../open-store.ts";
import { progress } from "../progress.ts";
import { textTable } from "../text-table.ts";
import {
  list,
  lossOf,
  metricOptions,
  type NetworkFlags,
  spaceOf,
  spaceOptions,
  startBackend,
  type TableFlags,
  tableOptions,
  withNetworkOptions,
  withTableOptions,
  workersFor,
  workersOption,
} from "./options.ts";

interface Flags extends NetworkFlags, TableFlags {
  readonly metric: string;
  readonly workers: number;
  readonly scores?: string;
  readonly store?: string;
  readonly measures?: readonly string[] | true;
  readonly given?: readonly string[];
}

export function rankCommand(parent: Command, io: Io): void {
  const command = parent
    .command("rank")
    .description("correlate metrics with the true accuracies of random architectures of a table")
    .option("--metric <list>", "names and programs, separated by commas", "eznas-a,params,flops")
    .option("--scores <file>", "every network's score by every metric, as CSV; the same command goes on with it")
    .addOption(storeOption())
    .option("--measures [list]", `more columns, of ${defaultMeasures.join(", ")} (default: all of these)`, list)
    .option("--given <list>", "metrics that partial τ is given (default: params,flops)", list)
    .addOption(workersOption());
  withNetworkOptions(withTableOptions(command, 300), 16).action((flags: Flags) => run(flags, parent, io));
}

async function run(flags: Flags, parent: Command, io: Io): Promise<void> {
  const { images, batch, seed, count, column } = flags;
  const options = await metricOptions(flags);
  const shown = metrics(flags.metric, options);
  // Refused now, and not after the scoring.
  if (Array.isArray(flags.measures)) measureRanking({ networks: [] }, { measures: flags.measures, given: [] });
  const given = givenOf(flags, options);
  const asked = [...shown, ...given.filter(({ name }) => !shown.some((other) => other.name === name))];
  const space = await spaceOf(flags);
  const loss = lossOf(flags, space);
  const table = await readAccuracies(flags.table, tableOptions(flags, space));
  const backend = await startBackend(flags, io);
  const inputs = await inputsFor({ ...flags, shape: space.inputShape });
  const scoring: Scoring = { flags, space, inputs, loss, backend, threads: workersFor(flags.workers, count, io) };
  const store = await openStore(flags, parent, backend);
  const shelf = await store?.shelf(await scoreInputs({ ...scoring, space: spaceByName(flags), seed }));
  const draw = { space, table, count, seed };
  const file = flags.scores === undefined ? undefined : await openFile(flags.scores, scoring, asked, draw);
  const bar = progress(io, "scoring", count);
  const hear = hearBetween(io);
  const start = performance.now();
  let ranking: Ranking;
  try {
    const scoreDrawn: ScoreDrawn = shelf
      ? storedScoreDrawn({ shelf, metrics: asked, open: (lacking) => openScorer(scoring, lacking) })
      : openedAtNeed(scoring, asked);
    ranking = await rank({
      ...draw,
      metrics: asked,
      terminals: options.table,
      inputs,
      loss,
      onProgress(done) {
        bar.step(done);
        if (scoring.threads === 1) hear();
      },
      ...(scoring.threads > 1 && { signal: io.signal }),
      scoreDrawn: file ? file.remembering(scoreDrawn) : scoreDrawn,
    });
    await file?.finish(ranking);
  } finally {
    bar.stop();
    await file?.close();
  }
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  const pattern = flags.pattern === undefined ? {} : { pattern: flags.pattern };
  const settings = { space: flags.space, column, count, batch, images, loss, ...pattern, seed, backend, seconds };
  const measured = flags.measures === undefined ? undefined : measuredBy(flags, ranking, given);
  tell(ranking, shown, measured, settings, flags, io);
}

/** Metrics that a partial correlation is given, which are scored for it where nobody asks for them. */
function givenOf({ measures, given }: Flags, options: MetricOptions): readonly Metric[] {
  if (measures === undefined) return [];
  if (measures !== true && !measures.includes("partial")) return [];
  return (given ?? ["params", "flops"]).map((text) => metric(text, options));
}

function measuredBy({ measures }: Flags, ranking: Ranking, given: readonly Metric[]): readonly MeasuredRanking[] {
  const names = given.map(({ name }) => name);
  return measureRanking(ranking, { ...(Array.isArray(measures) && { measures }), given: names });
}

function tell(
  { metrics, networks, beyondSize }: Ranking,
  shown: readonly Metric[],
  measured: readonly MeasuredRanking[] | undefined,
  settings: object,
  flags: Flags,
  io: Io,
): void {
  const rows = shown.map((_, i) => ({ ...metrics[i]!, beyondSize: beyondSize.kendall[i]!, ...measured?.[i] }));
  if (flags.json) {
    io.out(`${JSON.stringify({ ...settings, sizes: beyondSize.given, metrics: rows })}\n`);
    return;
  }
  const more = Object.keys(rows[0]?.measures ?? {}).filter((name) => name !== "kendall" && name !== "spearman");
  // A partial τ that was asked for says it, given what was asked for.
  const tellsSize = !more.includes("partial");
  io.out(
    textTable(
      ["metric", "Kendall τ", ...(tellsSize ? ["beyond size"] : []), "Spearman ρ", ...more, "n", "failed"],
      rows.map((m) => [
        m.name,
        number(m.kendall),
        ...(tellsSize ? [number(m.beyondSize)] : []),
        number(m.spearman),
        ...more.map((name) => number(m.measures![name]!)),
        `${m.n}`,
        `${m.failed}`,
      ]),
    ),
  );
  for (const { name, reason } of rows) if (reason) io.out(`${name}: no correlation: ${reason}\n`);
  for (const [place, { name }] of rows.entries()) {
    const failures = networks.map(({ scores }) => scores[place]!).filter((score) => !score.ok);
    for (const { count, reason } of reasonsOf(failures))
      io.out(`${name}: ${count} of ${networks.length} have no score, the first: ${reason}\n`);
  }
  for (const { name, size = {} } of rows) {
    const taus = Object.entries(size).map(([of, tau]) => `${of} ${number(tau)}`);
    if (taus.length > 0) io.out(`${name}: is it only size? τ with ${taus.join(", ")}\n`);
  }
  const said = Object.entries(settings).map(([key, value]) => `${key} ${value}`);
  const sizes = tellsSize ? [`beyond size: partial τ given ${beyondSize.given.join(", ")}`] : [];
  io.out(`${[...said, ...sizes].join(" · ")}\n`);
}

const number = (correlation: number): string => (Number.isNaN(correlation) ? "–" : correlation.toFixed(3));

/** What networks are scored with, whatever the metrics. */
interface Scoring {
  readonly flags: Flags;
  readonly space: Space<unknown>;
  readonly inputs: Inputs;
  readonly loss: Loss;
  readonly backend: BackendName;
  readonly threads: number;
}

const setupOf = ({ setup }: Flags): { readonly setup?: URL } => (setup === undefined ? {} : { setup: new URL(setup) });

const spaceByName = (flags: Flags) => ({ name: flags.space, options: spaceOptions(flags) });

function openScorer(
  { flags, space: built, inputs, loss, backend, threads }: Scoring,
  metrics: readonly Metric[],
): OpenScorer {
  const { seed } = flags;
  if (threads === 1)
    return { scoreDrawn: scoreDrawnHere({ space: built, metrics, inputs, loss, seed }), close: async () => {} };
  const space = spaceByName(flags);
  return startRankWorkers({ count: threads, space, metrics, inputs, loss, seed, backend, ...setupOf(flags) });
}

/** A file may have every network already. */
function openedAtNeed(scoring: Scoring, metrics: readonly Metric[]): ScoreDrawn {
  return async (networks, options) => {
    const scorer = openScorer(scoring, metrics);
    return scorer.scoreDrawn(networks, options).finally(() => scorer.close());
  };
}

async function openFile(
  path: string,
  { flags, inputs, loss, backend }: Scoring,
  asked: readonly Metric[],
  draw: {
    readonly space: Space<unknown>;
    readonly table: readonly Network[];
    readonly count: number;
    readonly seed: number;
  },
): Promise<ScoreFile> {
  const { column, images, batch, seed, count } = flags;
  const of = { space: spaceByName(flags), inputs, loss, seed, ...setupOf(flags) };
  const { inputs: digest, options, module, setup } = await scoreInputs(of);
  return openScoreFile({
    path,
    settings: {
      space: flags.space,
      module,
      setup,
      options,
      column,
      images,
      batch,
      seed,
      loss,
      inputs: digest,
      count,
      backend,
    },
    remarks: { command: commandOf(flags, asked) },
    metrics: asked,
    networks: drawNetworks("rank", draw),
  });
}

/** The command that makes the same file, without what does not decide it. */
function commandOf(flags: Flags, asked: readonly Metric[]): string {
  const { table, column, idColumn, images, batch, seed, count, space, setup, pattern, loss } = flags;
  const said = {
    space: pathOf(space),
    ...spaceOptions(flags),
    setup: setup && pathOf(setup),
    pattern,
    table,
    column,
    "id-column": idColumn,
    count,
    batch,
    images,
    loss,
    seed,
  };
  const options = Object.entries(said).filter(([, value]) => value !== undefined);
  const metric = asked.map(({ text }) => text).join(", ");
  return [
    "eznas rank",
    ...options.map(([name, value]) => `--${name} ${quoted(`${value}`)}`),
    `--metric ${quoted(metric)}`,
  ].join(" ");
}

/** A module is given by its path. */
const pathOf = (name: string): string => (name.startsWith("file:") ? relative("", fileURLToPath(name)) : name);

const quoted = (text: string): string =>
  /^[\w./:,-]+$/.test(text) ? text : `"${text.replaceAll(/["\\$`]/g, "\\$&")}"`;
