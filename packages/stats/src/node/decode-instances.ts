/** Where each statistic of each instance lies in a network's file, and the statistics from what was read there. */

import { isStatisticName } from "../names.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import { inFileOrder } from "../terminal-names.ts";
import { isTerminalName } from "../terminals/terminal.ts";
import { crc32 } from "./crc32.ts";
import { DatasetError } from "./dataset-error.ts";
import { instancesFormat, instancesVersion } from "./encode-instances.ts";
import { parseJson, parseObject } from "./json.ts";
import { numberCodecs } from "./number-format.ts";
import { decodeHeader, type TensorPlace } from "./safetensors.ts";

interface CheckedPlace extends TensorPlace {
  readonly crc32: number;
}

/** What a file's header tells: the instances' names, and where each of their statistics lies. */
export interface InstanceDirectory {
  readonly instances: readonly {
    readonly name: string;
    readonly places: ReadonlyMap<string, CheckedPlace>;
    /** The gradients that are rounding. */
    readonly vanished: ReadonlySet<string>;
  }[];
}

/** The directory from the header's JSON bytes. */
export function decodeDirectory(path: string, json: Uint8Array, fileBytes: number): InstanceDirectory {
  const { metadata, tensors } = decodeHeader(path, json, fileBytes);
  if (metadata["format"] !== instancesFormat)
    throw new DatasetError(path, "is a safetensors file, but not one of a dataset");
  const written = Number(metadata["version"]);
  if (!Number.isInteger(written)) throw new DatasetError(path, "does not say its format version");
  if (written > instancesVersion)
    throw new DatasetError(
      path,
      `has format version ${written}, this release reads up to ${instancesVersion}: update @eznas/stats`,
    );

  const names = parseJson(path, "the list of instances", metadata["instances"] ?? "");
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string"))
    throw new DatasetError(path, "the list of instances must hold their names");
  const checksums = parseJson(path, "the list of checksums", metadata["crc32"] ?? "");
  if (!Array.isArray(checksums) || checksums.length !== tensors.size)
    throw new DatasetError(path, `needs ${tensors.size} checksums`);
  const aliases = parseObject(path, "the map of shared tensors", metadata["aliases"] ?? "");

  const vanished = parseJson(path, "the list of vanished gradients", metadata["vanished"] ?? "[]");
  if (!Array.isArray(vanished) || !vanished.every((key) => typeof key === "string"))
    throw new DatasetError(path, "the list of vanished gradients must hold the names of tensors");

  const instances = names.map((name: string, i) => ({
    name,
    places: new Map<string, CheckedPlace>(),
    vanished: new Set(vanished.filter((key) => key.startsWith(`${i}.`)).map((key) => key.slice(`${i}.`.length))),
  }));
  const put = (key: string, place: CheckedPlace): void => {
    const [, index, statistic = ""] = /^(\d+)\.(.+)$/.exec(key) ?? [];
    const instance = instances[Number(index)];
    if (!instance || !(written === 1 ? isStatisticName(statistic) : isTerminalName(statistic)))
      throw new DatasetError(path, `tensor "${key}" is no statistic of an instance in its list`);
    if (instance.places.has(statistic)) throw new DatasetError(path, `tensor "${key}" is there twice`);
    instance.places.set(statistic, place);
  };
  const placed = new Map([...tensors].map(([key, place], i) => [key, { ...place, crc32: Number(checksums[i]) }]));
  for (const [key, place] of placed) put(key, place);
  for (const [key, owner] of Object.entries(aliases)) {
    const place = placed.get(String(owner));
    if (!place) throw new DatasetError(path, `tensor "${key}" shares "${String(owner)}", which is not there`);
    put(key, place);
  }
  return { instances };
}

/**
 * The directory with only the named statistics, in the order they are named (all, in the order of files, if none are).
 */
export function narrow(
  path: string,
  { instances }: InstanceDirectory,
  statistics: readonly string[] | undefined,
): InstanceDirectory {
  return {
    instances: instances.map(({ name, places, vanished }) => {
      const chosen = statistics ?? inFileOrder(places.keys());
      const missing = chosen.find((statistic) => !places.has(statistic));
      if (missing !== undefined) throw new DatasetError(path, `instance "${name}" has no ${missing}`);
      return { name, places: new Map(chosen.map((statistic) => [statistic, places.get(statistic)!])), vanished };
    }),
  };
}

/** Every place of the directory once, in the order of the file. */
export function placesOf({ instances }: InstanceDirectory): readonly TensorPlace[] {
  const places = new Set(instances.flatMap(({ places }) => [...places.values()]));
  return [...places].sort((a, b) => a.begin - b.begin);
}

/** The directory's statistics from the bytes at each of its places; refuses bytes whose checksum differs. */
export function assembleInstances(
  path: string,
  { instances }: InstanceDirectory,
  fetched: ReadonlyMap<TensorPlace, Uint8Array>,
): readonly InstanceStatistics<string>[] {
  const tensors = new Map<TensorPlace, Statistic>();
  const tensorAt = (place: CheckedPlace, owner: string): Statistic => {
    const earlier = tensors.get(place);
    if (earlier) return earlier;
    const bytes = fetched.get(place)!;
    if (crc32([bytes]) !== place.crc32) throw new DatasetError(path, `${owner} is damaged: its checksum differs`);
    const tensor = { shape: place.shape, data: numberCodecs[place.numbers].decode(bytes) };
    tensors.set(place, tensor);
    return tensor;
  };
  return instances.map(({ name, places, vanished }) => ({
    name,
    statistics: Object.fromEntries(
      [...places].map(([statistic, place]) => {
        const tensor = tensorAt(place, `${statistic} of instance "${name}"`);
        return [statistic, vanished.has(statistic) ? { ...tensor, vanished: true } : tensor];
      }),
    ),
  }));
}
