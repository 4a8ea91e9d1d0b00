import { mkdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { explainFileError, type Lock, removeLeftovers, takeLock, writeAtomically } from "@eznas/node";
import { svgOf } from "./figure.ts";
import { leftOut } from "./read-benchmark.ts";
import { studies } from "./studies.ts";
import type { Findings, Study, StudyContext, StudyOptions, TextRows } from "./study.ts";

/** What is left out is the study's own: count, repeats and metrics; seed 1, photographs, one thread. */
export interface ReproduceOptions
  extends Partial<Omit<StudyOptions, "data" | "out" | "backend">>,
    Pick<StudyOptions, "data" | "out" | "backend"> {
  readonly signal?: AbortSignal;
  readonly progress?: StudyContext["progress"];
}

/** A study that was made, and where its files are. */
export interface Reproduced {
  readonly name: string;
  readonly title: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly tables: readonly TextRows[];
  readonly notes: readonly string[];
  readonly results: Findings["results"];
  readonly files: readonly string[];
}

/** The subcommands of `eznas reproduce`. */
export const studyNames: readonly string[] = /* @__PURE__ */ studies.map(({ name }) => name);

/**
 * Makes a table or figure of the paper, by the name of its subcommand, and saves it as JSON, Markdown and SVG in `out`.
 *
 * Needs a backend. Scores are kept in `out/scores` and not computed again. Tables that are not in `data` are left out,
 * which the notes say. Throws a RangeError for a name that is none of {@link studyNames}, and an Error where no table
 * is there, where a file cannot be written and where another run makes the same; earlier results stay as they are then.
 *
 * @example
 * ```ts no-run
 * import { reproduce } from "@eznas/reproduce";
 * import { useBackend } from "@eznas/kernels";
 *
 * const { name: backend } = await useBackend("wasm");
 * const { tables } = await reproduce("table-1", { data: "tables", out: ".eznas/reproduce", backend, workers: 2 });
 * ```
 */
export async function reproduce(name: string, options: ReproduceOptions): Promise<Reproduced> {
  const study = studies.find((one) => one.name === name);
  if (!study) throw new RangeError(`reproduce: there is no "${name}"; there are ${studyNames.join(", ")}`);
  const context = contextOf(study, options);
  const lock = await hold(context.out, name);
  try {
    return await make(study, context, lock);
  } finally {
    await lock.release();
  }
}

async function make(study: Study, context: StudyContext, lock: Lock): Promise<Reproduced> {
  const { name, title } = study;
  const { data, out } = context;
  const start = performance.now();
  const found = await study.run(context);
  if (found.results.length === 0)
    throw new Error(
      `reproduce: ${name} has nothing to show: ${found.notes.filter((note) => note.includes(leftOut)).join("; ")}. ` +
        `The folder of tables is ${data}; what earlier runs left in ${out} stays as it is`,
    );
  const settings = {
    ...found.settings,
    count: context.count,
    ...(study.repeats !== undefined && { repeats: context.repeats }),
    ...(study.metrics && { metrics: context.metrics }),
    seed: context.seed,
    resamples: context.resamples,
    quick: context.quick,
    backend: context.backend,
    workers: context.workers,
    machine: machine(),
    seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
    date: new Date().toISOString().slice(0, 16),
  };
  const { results, tables, notes } = found;
  const document = { name, title, settings, notes, tables, results };
  const texts = [`${JSON.stringify(document, undefined, 1)}\n`, markdownOf(document), await svgOf(found.figure)];
  const files = filesOf(out, name);
  await lock.check();
  for (const [i, path] of files.entries()) await writeAtomically(path, texts[i]!);
  return { ...document, files };
}

const filesOf = (out: string, name: string): readonly string[] =>
  ["json", "md", "svg"].map((end) => join(out, `${name}.${end}`));

/** Keeps other runs of the study away, and finds out now, and not after hours, whether its files can be written. */
async function hold(out: string, name: string): Promise<Lock> {
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw explainFileError(error, out);
  });
  for (const path of filesOf(out, name))
    if ((await stat(path).catch(() => undefined))?.isDirectory())
      throw new Error(`reproduce: ${path} is a folder; move it away, or name another --out`);
  const lock = await takeLock(
    join(out, `${name}.lock`),
    (cause) =>
      new Error(`reproduce: ${name} is being made in ${out} by ${cause.holder}; wait for it, or name another --out`, {
        cause,
      }),
  );
  for (const file of filesOf(out, name)) await removeLeftovers({ path: file });
  return lock;
}

function contextOf(study: Study, options: ReproduceOptions): StudyContext {
  const { quick = false } = options;
  return {
    seed: 1,
    count: quick ? Math.min(study.count, 8) : study.count,
    repeats: quick ? 2 : (study.repeats ?? 1),
    metrics: study.metrics ?? [],
    images: "photographs",
    workers: 1,
    signal: new AbortController().signal,
    progress: () => {},
    ...options,
    quick,
    resamples: quick ? 100 : 1000,
  };
}

function machine(): string {
  const { version } = createRequire(import.meta.url)("@tensorflow/tfjs-core/package.json") as { version: string };
  const processor = cpus()[0]?.model.trim() ?? process.arch;
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processor}, ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}, tfjs ${version}`;
}

type Document = Omit<Reproduced, "files">;

/** The tables with their notes, to put into a page. */
function markdownOf({ title, settings, notes, tables }: Document): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const parts = tables.map(({ title, head, rows }) =>
    [`${title}:`, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"),
  );
  const list = notes.length > 0 ? [notes.map((note) => `- ${note}`).join("\n")] : [];
  return `${[`**${title}**`, ...parts, ...list, settingsLine(settings)].join("\n\n")}\n`;
}

/** What a study was computed with, on one line. */
export const settingsLine = (settings: Reproduced["settings"]): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(" · ");
