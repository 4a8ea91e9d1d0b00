import { type RawArchitecture, type RawCell, readArchitecture } from "./genotype.ts";
import { fromGenotype, isGenotype, type NetworkSize } from "./python-genotype.ts";

/** What widths and depths a space draws. */
interface Sizes {
  readonly widths: readonly number[];
  readonly depths: readonly number[];
}

/** An architecture as our own notation, DARTS's genotype or NASLib's pairs have it, whatever its operations. */
export function readNotation(text: string, caller: string, { widths, depths }: Sizes): RawArchitecture {
  const genotype = isGenotype(text);
  if (!genotype && !/^\s*[[(]\s*[[(]/.test(text)) return readArchitecture(text, caller);
  const [width, ...wider] = widths;
  const [depth, ...deeper] = depths;
  if (wider.length > 0 || deeper.length > 0)
    throw new SyntaxError(
      `${caller}: ${genotype ? "a genotype" : "a pair of cells"} says neither width nor depth; ` +
        `give the space one width and one depth, in place of ${widths.join(", ")} and ${depths.join(", ")}`,
    );
  const size = { width: width!, depth: depth! };
  return genotype ? fromGenotype(text, size) : fromPairs(text, caller, size);
}

/** NASLib's order of the operations. */
const numbered = [
  "max_pool_3x3",
  "avg_pool_3x3",
  "skip_connect",
  "sep_conv_3x3",
  "sep_conv_5x5",
  "dil_conv_3x3",
  "dil_conv_5x5",
];

/**
 * `[[(0, 4), (1, 3), …], [(0, 3), …]]`: of the normal and of the reducing cell eight pairs of an input and an
 * operation's number, all lists or tuples.
 */
function fromPairs(text: string, caller: string, size: Required<NetworkSize>): RawArchitecture {
  const packed = text.replace(/\s/g, "").replaceAll("(", "[").replaceAll(")", "]");
  const pairs = "\\[\\[\\d,\\d\\](?:,\\[\\d,\\d\\]){7}\\]";
  if (!new RegExp(`^\\[${pairs},${pairs}\\]$`).test(packed))
    throw new SyntaxError(
      `${caller}: expected two cells of eight pairs (input, operation), as NASLib writes them, ` +
        `got ${JSON.stringify(text)}`,
    );
  const edges = [...packed.matchAll(/\[(\d),(\d)\]/g)].map(({ 1: input, 2: operation }) => {
    const name = numbered[Number(operation)];
    if (name === undefined)
      throw new SyntaxError(
        `${caller}: operations are numbered from 0 to ${numbered.length - 1}, ` +
          `got ${operation} in ${JSON.stringify(text)}`,
      );
    return [name, Number(input)] as const;
  });
  const cell = (half: RawCell["edges"]): RawCell => ({ edges: half, concat: [2, 3, 4, 5] });
  return { normal: cell(edges.slice(0, 8)), reduce: cell(edges.slice(8)), ...size };
}
