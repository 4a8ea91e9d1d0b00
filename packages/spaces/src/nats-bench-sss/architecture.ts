import type { Rng } from "../space.ts";

/** The widths that a stage can have. */
export const natsBenchSssChannels = [8, 16, 24, 32, 40, 48, 56, 64] as const;

export type NatsBenchSssChannels = (typeof natsBenchSssChannels)[number];

/** How many stages there are to choose a width for. */
export const stages = 5;

/**
 * A network of NATS-Bench's size space: the channels of its five stages.
 *
 * The first is the width of the stem and of the first cell, then come a residual block, a
 * cell, a residual block and a cell.
 *
 * @example
 * ```ts
 * import { type NatsBenchSssArchitecture, natsBenchSss } from "@eznas/spaces";
 *
 * const pyramid: NatsBenchSssArchitecture = [8, 16, 32, 48, 64];
 * natsBenchSss().format(pyramid); // → '8:16:32:48:64'
 * ```
 */
export type NatsBenchSssArchitecture = readonly [
  NatsBenchSssChannels,
  NatsBenchSssChannels,
  NatsBenchSssChannels,
  NatsBenchSssChannels,
  NatsBenchSssChannels,
];

/** The benchmark's notation: `c1:c2:c3:c4:c5`. */
export const formatSizes = (sizes: NatsBenchSssArchitecture): string => sizes.join(":");

/** Reads {@link formatSizes}' notation and no other; a SyntaxError says what was expected where. */
export function parseSizes(text: string): NatsBenchSssArchitecture {
  const fail = (expected: string, at: number, got: string): never => {
    throw new SyntaxError(
      `nats-bench-sss: expected ${expected}, got ${got ? JSON.stringify(got) : "the end"} (at column ${at + 1} of ` +
        `${JSON.stringify(text)}); an architecture is c1:c2:c3:c4:c5`,
    );
  };
  const words = text.split(":");
  let at = 0;
  for (let stage = 1; stage <= stages; stage++) {
    const word = words[stage - 1];
    if (word === undefined) return fail(`":" before the channels of stage ${stage}`, at - 1, "");
    if (!natsBenchSssChannels.some((channels) => `${channels}` === word))
      return fail(
        `one of ${natsBenchSssChannels.join(", ")} as the channels of stage ${stage}`,
        at,
        word || text[at] || "",
      );
    at += word.length + 1;
  }
  if (at <= text.length) fail(`the end after the channels of stage ${stages}`, at - 1, text.slice(at - 1));
  return sizesOf(words.map(Number));
}

/** Every stage's channels drawn uniformly. */
export function sampleSizes(rng: Rng): NatsBenchSssArchitecture {
  return sizesOf(Array.from({ length: stages }, () => pick(natsBenchSssChannels, rng)));
}

/** One stage, drawn uniformly, with other channels. */
export function mutateSizes(sizes: NatsBenchSssArchitecture, rng: Rng): NatsBenchSssArchitecture {
  const changed = Math.floor(rng() * stages);
  const others = natsBenchSssChannels.filter((channels) => channels !== sizes[changed]);
  return sizesOf(sizes.with(changed, pick(others, rng)));
}

/** All 8⁵ architectures, in the benchmark's order: its index counts the last stage's channels first. */
export function* allSizes(): Generator<NatsBenchSssArchitecture> {
  const count = natsBenchSssChannels.length;
  for (let index = 0; index < count ** stages; index++)
    yield sizesOf(
      Array.from(
        { length: stages },
        (_, i) => natsBenchSssChannels[Math.floor(index / count ** (stages - 1 - i)) % count]!,
      ),
    );
}

const sizesOf = (channels: readonly number[]): NatsBenchSssArchitecture =>
  channels as readonly number[] as NatsBenchSssArchitecture;

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;
