/**
 * Spaces that are a table of choices: some for the whole network, some for each of its
 * blocks, and how many blocks there are.
 */
import { buildModel } from "../blocks/build-model.ts";
import { costOf, layersOf } from "../blocks/cost.ts";
import type { Initialization } from "../blocks/initialization.ts";
import type { NetworkDefinition } from "../blocks/layers.ts";
import type { EnumerableSpace, Rng, Space } from "../space.ts";

/** One choice: what stands before its value in a text, and what the value may be. */
export interface Choice<V extends number | string> {
  readonly sign: string;
  readonly of: readonly V[];
}

export type Values = Readonly<Record<string, number | string>>;

export type ChoicesOf<V extends Values> = { readonly [K in keyof V]: Choice<V[K]> };

/** What was chosen for the whole, and for every block. */
export type Chain<W extends Values, B extends Values> = W & { readonly blocks: readonly B[] };

export interface ChoiceTable<W extends Values, B extends Values> {
  readonly name: string;
  readonly whole: ChoicesOf<W>;
  readonly block: ChoicesOf<B>;
  /** How many blocks a network may have. */
  readonly depths: readonly number[];
}

export interface ChoiceNetworks<A> {
  readonly inputShape: readonly [height: number, width: number, channels: number];
  readonly initialization: Initialization | undefined;
  readonly networkOf: (architecture: A) => NetworkDefinition;
  readonly functionOf?: (architecture: A) => string;
  readonly loss?: Space<A>["loss"];
}

/**
 * The space of a table of choices. A text is the whole's values and then every block's, each
 * after its sign, as in `d32-h2m4-h1m2`.
 *
 * The number of blocks is drawn first, each as likely as another, and then every value.
 *
 * @example
 * ```ts
 * import { choiceSpace, type NetworkDefinition } from "@eznas/spaces";
 *
 * const networkOf = ({ blocks }: { readonly blocks: readonly { readonly width: number }[] }): NetworkDefinition =>
 *   (layers, images) => {
 *     let x = images;
 *     for (const [i, { width }] of blocks.entries())
 *       x = layers.convolution(x, { filters: width, size: 3 }, `conv${i}`);
 *     return layers.linear(layers.globalAveragePool(x, "pool"), 10, "linear");
 *   };
 * const space = choiceSpace(
 *   { name: "widths", whole: {}, block: { width: { sign: "w", of: [4, 8] } }, depths: [1, 2] },
 *   { inputShape: [8, 8, 3], initialization: undefined, networkOf },
 * );
 * space.size; // → 6
 * space.params(space.parse("w4-w8")); // → 486
 * ```
 */
export function choiceSpace<W extends Values, B extends Values>(
  table: ChoiceTable<W, B>,
  { inputShape, initialization, networkOf, functionOf, loss }: ChoiceNetworks<Chain<W, B>>,
): EnumerableSpace<Chain<W, B>> {
  const { name, whole, block, depths } = table;
  return {
    name,
    size: depths.reduce((sum, depth) => sum + count(block) ** depth, 0) * count(whole),
    ...(loss && { loss }),
    inputShape,
    parse: (text) => parseChain(text, table),
    format: (architecture) => formatChain(architecture, table),
    ...(functionOf && { functionOf }),
    sample: (rng) => {
      const depth = pick(depths, rng);
      const chosen = drawn(whole, rng);
      return { ...chosen, blocks: Array.from({ length: depth }, () => drawn(block, rng)) };
    },
    mutate: (architecture, rng) => mutateChain(architecture, table, rng),
    build: (architecture, rng) => buildModel(networkOf(architecture), { name, inputShape, rng, initialization }),
    params: (architecture) => costOf(networkOf(architecture), inputShape).params,
    flops: (architecture) => costOf(networkOf(architecture), inputShape).flops,
    layers: (architecture) => layersOf(networkOf(architecture), inputShape),
    *all() {
      for (const chosen of every(whole))
        for (const depth of depths) for (const blocks of chains(block, depth)) yield { ...chosen, blocks };
    },
  };
}

type Entry = readonly [name: string, choice: Choice<number | string>];

const entries = (choices: ChoicesOf<Values>): readonly Entry[] => Object.entries(choices);

const count = (choices: ChoicesOf<Values>): number =>
  entries(choices).reduce((product, [, { of }]) => product * of.length, 1);

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;

const drawn = <V extends Values>(choices: ChoicesOf<V>, rng: Rng): V =>
  Object.fromEntries(entries(choices).map(([name, { of }]) => [name, pick(of, rng)])) as V;

function* every<V extends Values>(choices: ChoicesOf<V>): Generator<V> {
  let found: readonly Values[] = [{}];
  for (const [name, { of }] of entries(choices))
    found = found.flatMap((values) => of.map((value) => ({ ...values, [name]: value })));
  yield* found as readonly V[];
}

function* chains<V extends Values>(choices: ChoicesOf<V>, depth: number): Generator<readonly V[]> {
  if (depth === 0) yield [];
  else for (const first of every(choices)) for (const rest of chains(choices, depth - 1)) yield [first, ...rest];
}

function formatChain<W extends Values, B extends Values>(
  { blocks, ...chosen }: Chain<W, B>,
  { whole, block }: ChoiceTable<W, B>,
): string {
  const written = (choices: ChoicesOf<Values>, values: Values): string =>
    entries(choices)
      .map(([name, { sign }]) => `${sign}${values[name]}`)
      .join("");
  const first = entries(whole).length > 0 ? [written(whole, chosen as unknown as Values)] : [];
  return [...first, ...blocks.map((values) => written(block, values))].join("-");
}

function parseChain<W extends Values, B extends Values>(
  text: string,
  { name, whole, block, depths }: ChoiceTable<W, B>,
): Chain<W, B> {
  let at = 0;
  const fail = (expected: string): never => {
    const got = text[at] === undefined ? "the end" : JSON.stringify(text.slice(at).split("-", 1)[0] || text[at]);
    throw new SyntaxError(
      `${name}: expected ${expected}, got ${got} (at column ${at + 1} of ${JSON.stringify(text)}); ` +
        `an architecture is ${form()}`,
    );
  };
  const form = (): string => {
    const written = (choices: ChoicesOf<Values>): string =>
      entries(choices)
        .map(([choice, { sign }]) => `${sign}<${choice}>`)
        .join("");
    const parts = [...(entries(whole).length > 0 ? [written(whole)] : []), written(block), "…"].join("-");
    return `${parts} with ${depths.join(", ")} blocks`;
  };
  const values = <V extends Values>(choices: ChoicesOf<V>, where: string): V => {
    const read: Record<string, number | string> = {};
    for (const [choice, { sign, of }] of entries(choices)) {
      const expected = () =>
        fail(`${sign}${of.length > 1 ? "one of " : ""}${of.join(", ")} as the ${choice} of ${where}`);
      if (!text.startsWith(sign, at)) return expected();
      const word = (typeof of[0] === "number" ? /^\d+/ : /^[a-z]\w*/).exec(text.slice(at + sign.length))?.[0];
      const value = of.find((known) => `${known}` === word);
      if (value === undefined) return expected();
      read[choice] = value;
      at += sign.length + word!.length;
    }
    return read as V;
  };
  const chosen = values(whole, "the network");
  const blocks: B[] = [];
  while (at < text.length || blocks.length === 0) {
    if (at > 0) {
      if (text[at] !== "-") return fail(`"-" before block ${blocks.length + 1} or the end`);
      at++;
    }
    blocks.push(values(block, `block ${blocks.length + 1}`));
  }
  if (!depths.includes(blocks.length)) return fail(`${depths.join(", ")} blocks and not ${blocks.length}`);
  return { ...chosen, blocks };
}

/** One value becomes another, or the number of blocks does: each is as likely to be the one as the others. */
function mutateChain<W extends Values, B extends Values>(
  architecture: Chain<W, B>,
  { whole, block, depths }: ChoiceTable<W, B>,
  rng: Rng,
): Chain<W, B> {
  const { blocks, ...chosen } = architecture;
  const places: (() => Chain<W, B>)[] = [];
  const others = (choices: ChoicesOf<Values>, values: Values, set: (changed: Values) => Chain<W, B>): void => {
    for (const [name, { of }] of entries(choices)) {
      const rest = of.filter((value) => value !== values[name]);
      if (rest.length > 0) places.push(() => set({ ...values, [name]: pick(rest, rng) }));
    }
  };
  others(whole, chosen as unknown as Values, (changed) => ({ ...changed, blocks }) as Chain<W, B>);
  for (const [i, values] of blocks.entries())
    others(block, values, (changed) => ({ ...architecture, blocks: blocks.with(i, changed as B) }));
  const rest = depths.filter((depth) => depth !== blocks.length);
  if (rest.length > 0)
    places.push(() => {
      const depth = pick(rest, rng);
      const more = Array.from({ length: Math.max(0, depth - blocks.length) }, () => drawn(block, rng));
      return { ...architecture, blocks: [...blocks.slice(0, depth), ...more] };
    });
  if (places.length === 0) throw new RangeError("mutate: the space has one architecture alone, so there is no other");
  return pick(places, rng)();
}
