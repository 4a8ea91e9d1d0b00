/** Runs over a network that proxies read, and share where they read the same. */
import type { Step } from "@eznas/engine";
import type { Recording, Value } from "@eznas/engine/recording";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import type { Batch, ProxyScore, Rng } from "./score.ts";

/** One run over the network, or several alike with other inputs. It happens once, however many readers there are. */
export interface Pass<Reader> {
  /** Passes with one key are one and the same, of the same model and batch. */
  readonly key: string;
  /** What it computes with in place of the model's own numbers. */
  readonly weights?: ReadonlyMap<LayerVariable, Float32Array>;
  /** Writes it down for the engine, with what the readers take out of it; the step that there are no kernels for. */
  record(record: Recording, readers: readonly Reader[]): RecordedRuns | Step;
  /** Runs it by tfjs's tape. */
  byTape(readers: readonly Reader[]): void;
}

/** A recorded pass, and what goes into it. */
export interface RecordedRuns {
  readonly input: Value;
  /** One after the other. */
  readonly runs: readonly { readonly data: Float32Array; readonly begin?: () => void }[];
}

/** What a proxy reads of one pass. */
export interface Reading {
  readonly pass: Pass<never>;
  readonly reader: unknown;
}

export const reading = <Reader>(pass: Pass<Reader>, reader: Reader): Reading => ({ pass, reader });

/** A network that is scored, by one proxy or by several together. */
export interface Subject {
  readonly model: LayersModel;
  readonly batch: Batch;
  readonly rng: Rng;
  /** What becomes of gradients which are rounding: see `ScoreOptions`. */
  readonly vanishedGradients: "refuse" | "score";
  /** What is made of the subject, once for all proxies that are scored together. */
  shared<T>(make: (subject: Subject) => T): T;
}

/** What a proxy reads, and the number that it makes of it when that has been read. */
export interface Plan {
  readonly readings: readonly Reading[];
  score(): number | ProxyScore;
}
