/** A dataset's manifest.json: what was captured, with which settings, and the list of networks. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@eznas/node";
import type { Network } from "../dataset/dataset.ts";
import { isStatisticName } from "../names.ts";
import { isTerminalName } from "../terminals/terminal.ts";
import { crc32 } from "./crc32.ts";
import { DatasetError } from "./dataset-error.ts";
import { isRecord, parseObject } from "./json.ts";
import { isNumberFormat, type NumberFormat, numberCodecs } from "./number-format.ts";

const format = "eznas-dataset";
const version = 3;
/** The first version whose text ends with a checksum of what stands before it. */
const checkedVersion = 2;
/** The first version whose statistics may be others than the 22; a dataset of those alone is written with the one before. */
const openVersion = 3;

/** What the caller wants remembered: seeds, the batch's origin, a space's name. Compared when a collection resumes. */
export type Description = Readonly<Record<string, string | number | boolean>>;

/** Everything that decides what a network's statistics are, apart from the network. */
export interface Settings {
  /** The 22, those between samples and terminals of one's own, in this order. */
  readonly statistics: readonly string[];
  /** What each terminal of one's own is: its sentence. */
  readonly own?: Readonly<Record<string, string>>;
  readonly pattern: string;
  /** The layer whose sum is the loss; null for the model's own output. */
  readonly output: string | null;
  readonly numbers: NumberFormat;
  /** The inputs' shape, and a checksum of each. */
  readonly inputs: { readonly shape: readonly number[]; readonly D: number; readonly N: number; readonly P: number };
  readonly description: Description;
}

export interface NetworkEntry extends Network {
  readonly file: string;
  readonly bytes: number;
  readonly headerChecksum: number;
  readonly instances: readonly string[];
}

export interface Manifest {
  readonly name: string;
  readonly settings: Settings;
  readonly networks: readonly NetworkEntry[];
}

export const manifestPath = (path: string): string => join(path, "manifest.json");

/** The manifest of the dataset in a folder; undefined if the folder has none. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  const file = manifestPath(path);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw error;
  }
  return parseManifest(file, text);
}

/** Written with one network a line, so that a manifest can be read and compared as text. */
export async function writeManifest(path: string, { name, settings, networks }: Manifest): Promise<void> {
  const written = settings.statistics.every(isStatisticName) ? checkedVersion : version;
  const head = JSON.stringify({ format, version: written, name, settings }, undefined, 2).slice(0, -2);
  const lines = networks.map((entry) => `\n    ${JSON.stringify(entry)}`);
  const text = `${head},\n  "networks": [${lines.join(",")}\n  ]`;
  await writeAtomically(manifestPath(path), text + endOf(text));
}

/** The last line but one, so that the text can be checked as it is, whatever it says. */
const endOf = (text: string): string => `,\n  "checksum": ${crc32([new TextEncoder().encode(text)])}\n}\n`;

function checkText(file: string, text: string): void {
  const end = text.lastIndexOf(',\n  "checksum"');
  if (end >= 0 && text.slice(end) === endOf(text.slice(0, end))) return;
  throw new DatasetError(
    file,
    "is damaged or was edited: its checksum is not that of its text; move it away and collect the networks again, " +
      "or restore it from a copy",
  );
}

/** Refuses, with the field's name, whatever `writeManifest` cannot have written. */
export function parseManifest(file: string, text: string): Manifest {
  const value = parseObject(file, "the manifest", text);
  if (value["format"] !== format) throw new DatasetError(file, "is not the manifest of an EZNAS dataset");
  const written = value["version"];
  if (typeof written !== "number" || !Number.isInteger(written) || written < 1)
    throw new DatasetError(file, "does not say its format version");
  if (written > version)
    throw new DatasetError(
      file,
      `has format version ${written}, this release reads up to ${version}: update @eznas/stats`,
    );
  if (written >= checkedVersion) checkText(file, text);

  const demand = (holds: boolean, field: string, expected: string): void => {
    if (!holds) throw new DatasetError(file, `${field} must be ${expected}`);
  };
  const { name, settings, networks } = value;
  demand(typeof name === "string", "name", "text");
  demand(isRecord(settings), "settings", "an object");
  const { statistics, own, pattern, output, numbers, inputs, description } = settings as Record<string, unknown>;
  const isStatistic = (entry: unknown): boolean =>
    typeof entry === "string" && (written < openVersion ? isStatisticName(entry) : isTerminalName(entry));
  demand(isListOf(statistics, isStatistic), "settings.statistics", "a list of statistics");
  demand(
    own === undefined || (isRecord(own) && Object.values(own).every(isText)),
    "settings.own",
    "sentences by the names of terminals",
  );
  demand(typeof pattern === "string", "settings.pattern", "text");
  demand(output === null || typeof output === "string", "settings.output", "a layer's name or null");
  demand(isNumberFormat(numbers), "settings.numbers", `one of ${Object.keys(numberCodecs).join(", ")}`);
  demand(isRecord(description) && Object.values(description).every(isPlain), "settings.description", "plain values");
  demand(
    isRecord(inputs) && isListOf(inputs["shape"], isCount) && ["D", "N", "P"].every((key) => isCount(inputs[key])),
    "settings.inputs",
    "a shape and three checksums",
  );
  demand(Array.isArray(networks), "networks", "a list");

  const ids = new Set<string>();
  const files = new Set<string>();
  for (const [index, entry] of (networks as unknown[]).entries()) {
    const at = (field: string): string => `networks[${index}].${field}`;
    demand(isRecord(entry), `networks[${index}]`, "an object");
    const { id, accuracy, file: own, bytes, headerChecksum, instances } = entry as Record<string, unknown>;
    demand(typeof id === "string" && !ids.has(id), at("id"), "text that no other network has");
    demand(typeof accuracy === "number", at("accuracy"), "a number");
    demand(typeof own === "string" && /^[\w-][\w.-]*$/.test(own), at("file"), "a file name without a folder");
    demand(!files.has(own as string), at("file"), "a file that no other network has");
    demand(isCount(bytes), at("bytes"), "a count");
    demand(isCount(headerChecksum), at("headerChecksum"), "a count");
    demand(isListOf(instances, isText), at("instances"), "a list of names");
    ids.add(id as string);
    files.add(own as string);
  }
  return { name, settings, networks } as unknown as Manifest;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown): boolean => typeof value === "string";
const isPlain = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
const isListOf = (value: unknown, is: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every((entry) => is(entry));
