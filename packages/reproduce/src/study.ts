/** What `eznas reproduce` does: studies, each of which makes a table or figure of the paper from what is at hand. */
import type { BackendName } from "@eznas/kernels";
import type { Figure } from "./figure.ts";

/** A table or a figure of the paper. */
export interface Study {
  /** Its subcommand. */
  readonly name: string;
  readonly title: string;
  /** How many networks (or draws) it takes, unless told. */
  readonly count: number;
  /** How often it is repeated, where it is. */
  readonly repeats?: number;
  /** What is ranked, unless told; none where that is not a choice. */
  readonly metrics?: readonly string[];
  run(context: StudyContext): Promise<Findings>;
}

export interface StudyOptions {
  readonly seed: number;
  readonly count: number;
  readonly repeats: number;
  readonly metrics: readonly string[];
  /** The folder of accuracy tables. */
  readonly data: string;
  /** Where scores and results are written. */
  readonly out: string;
  /** What D is made of, as `inputsFor` takes it. */
  readonly images: string;
  readonly workers: number;
  readonly backend: BackendName;
  /** Small networks and little of everything: to see whether it runs. */
  readonly quick: boolean;
}

export interface StudyContext extends StudyOptions {
  readonly resamples: number;
  readonly signal: AbortSignal;
  /** Tells how far a part is; `done` is `total` at its end. */
  readonly progress: (title: string, done: number, total: number) => void;
}

/** Rows of text under a title. */
export interface TextRows {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a study found. */
export interface Findings {
  /** As plain data, for JSON. */
  readonly results: readonly object[];
  readonly tables: readonly TextRows[];
  /** What a reader must know: what was left out and why, what the figures are of. */
  readonly notes: readonly string[];
  /** What it was computed with, besides what every study has. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly figure: Figure;
}

/** Three digits, or a dash for what there is none of. */
export const digits = (value: number | undefined, places = 3): string =>
  value === undefined || Number.isNaN(value) ? "–" : value.toFixed(places);

/** As `[0.58, 0.64]`. */
export const span = ({ low, high }: { readonly low: number; readonly high: number }, places = 3): string =>
  `[${digits(low, places)}, ${digits(high, places)}]`;
