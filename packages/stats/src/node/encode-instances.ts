/**
 * One network's instances as a safetensors file: tensors `<instance>.<statistic>`, names, sharing and
 * vanished gradients in the metadata.
 */

import { sizeOf } from "@eznas/kernels";
import { isStatisticName } from "../names.ts";
import type { InstanceStatistics, Statistic } from "../statistic.ts";
import { inFileOrder } from "../terminal-names.ts";
import { crc32 } from "./crc32.ts";
import { type NumberFormat, numberCodecs } from "./number-format.ts";
import { type EncodedTensor, encodeHeader } from "./safetensors.ts";

export const instancesFormat = "eznas-instances";
/** The first version that may hold other terminals than the 22 statistics; a file without such has the one before. */
export const instancesVersion = 2;

/** A file's contents as consecutive parts, and the checksum of the first, which vouches for all others. */
export interface EncodedInstances {
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
  readonly headerChecksum: number;
}

/**
 * The instances as the parts of a file. Tensors are ordered by statistic, so that reading a few statistics of all
 * instances is reading a few stretches; a tensor that several statistics share (the same Float32Array) is stored once.
 */
export function encodeInstances(
  instances: readonly InstanceStatistics<string>[],
  numbers: NumberFormat = "float32",
): EncodedInstances {
  const { encode } = numberCodecs[numbers];
  const tensors = new Map<string, EncodedTensor>();
  const aliases: Record<string, string> = {};
  const vanished: string[] = [];
  const stored = new Map<Float32Array, readonly string[]>();
  const terminals = inFileOrder(instances.flatMap(({ statistics }) => Object.keys(statistics)));
  for (const statistic of terminals)
    for (const [index, instance] of instances.entries()) {
      const value = instance.statistics[statistic];
      if (!value) continue;
      checkSize(instance.name, statistic, value);
      const key = `${index}.${statistic}`;
      if (value.vanished) vanished.push(key);
      const owners = stored.get(value.data) ?? [];
      const owner = owners.find((name) => sameShape(tensors.get(name)!.shape, value.shape));
      if (owner !== undefined) {
        aliases[key] = owner;
      } else {
        tensors.set(key, { shape: value.shape, bytes: encode(value.data) });
        stored.set(value.data, [...owners, key]);
      }
    }
  const data = [...tensors.values()].map(({ bytes }) => bytes);
  const header = encodeHeader(tensors, numbers, {
    format: instancesFormat,
    version: String(terminals.every(isStatisticName) ? 1 : instancesVersion),
    instances: JSON.stringify(instances.map(({ name }) => name)),
    aliases: JSON.stringify(aliases),
    ...(vanished.length > 0 && { vanished: JSON.stringify(vanished) }),
    crc32: JSON.stringify(data.map((part) => crc32([part]))),
  });
  const parts = [header, ...data];
  return { parts, bytes: parts.reduce((sum, part) => sum + part.length, 0), headerChecksum: crc32([header]) };
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

function checkSize(instance: string, name: string, { shape, data }: Statistic): void {
  const size = sizeOf(shape);
  if (data.length !== size)
    throw new RangeError(
      `encodeInstances: ${name} of instance "${instance}" has ${data.length} numbers, shape [${shape}] needs ${size}`,
    );
}
