import type { Rng } from "../space.ts";

/** The operations of a vertex. */
export const nasBench101Operations = ["conv1x1-bn-relu", "conv3x3-bn-relu", "maxpool3x3"] as const;

export type NasBench101Operation = (typeof nasBench101Operations)[number];

/** A vertex: what it computes of the sum of the vertices that it takes, of which 0 is the module's input. */
export interface NasBench101Vertex {
  readonly operation: NasBench101Operation;
  /** Ascending. */
  readonly inputs: readonly number[];
}

/**
 * A module of NAS-Bench-101: a graph of at most seven vertices and nine edges, of which every vertex
 * lies on a path from input to output.
 *
 * @example
 * ```ts
 * import { type NasBench101Architecture, nasBench101 } from "@eznas/spaces";
 *
 * const module: NasBench101Architecture = {
 *   vertices: [{ operation: "conv3x3-bn-relu", inputs: [0] }],
 *   output: [0, 1],
 * };
 * nasBench101().format(module); // → '|conv3x3-bn-relu~0|+|output~0.1|'
 * ```
 */
export interface NasBench101Architecture {
  /** The first of them is 1. */
  readonly vertices: readonly NasBench101Vertex[];
  /** The vertices that are put out, ascending. */
  readonly output: readonly number[];
}

/** Between input and output. */
export const mostVertices = 5;
const mostEdges = 9;

/** A module that may have too many edges, or vertices on no path. */
interface Graph {
  readonly vertices: readonly NasBench101Vertex[];
  readonly output: readonly number[];
}

/** The graph without the vertices that lie on no path from input to output; undefined if there is no such path. */
function prune({ vertices, output }: Graph): Graph | undefined {
  const inputsOf = [[], ...vertices.map(({ inputs }) => inputs), output];
  const last = inputsOf.length - 1;
  const reached = inputsOf.map((_, vertex) => vertex === 0);
  for (let to = 1; to <= last; to++) reached[to] = inputsOf[to]!.some((from) => reached[from]);
  if (!reached[last]) return undefined;
  const used = inputsOf.map((_, vertex) => vertex === last);
  for (let to = last; to > 0; to--) if (used[to]) for (const from of inputsOf[to]!) used[from] = true;
  const kept = inputsOf.map((_, vertex) => vertex).filter((vertex) => reached[vertex] && used[vertex]);
  const among = (inputs: readonly number[]): readonly number[] =>
    inputs.map((from) => kept.indexOf(from)).filter((from) => from >= 0);
  return {
    vertices: kept
      .slice(1, -1)
      .map((vertex) => vertices[vertex - 1]!)
      .map(({ operation, inputs }) => ({ operation, inputs: among(inputs) })),
    output: among(output),
  };
}

const edgeCount = ({ vertices, output }: Graph): number =>
  vertices.reduce((sum, { inputs }) => sum + inputs.length, output.length);

/**
 * Our notation, `|conv3x3-bn-relu~0|+|maxpool3x3~0.1|+|output~1.2|`: of every vertex what it
 * computes and which vertices it takes.
 */
export function formatModule({ vertices, output }: Graph): string {
  const written = vertices.map(({ operation, inputs }) => `|${operation}~${inputs.join(".")}|`);
  return [...written, `|output~${output.join(".")}|`].join("+");
}

const name = "nas-bench-101";

/** Reads {@link formatModule}'s notation, or NASLib's list of numbers; a SyntaxError says what was expected where. */
export function parseModule(text: string): NasBench101Architecture {
  if (/^[([]/.test(text)) return fromMatrix(text);
  const parts = text.split("+");
  const fail = (expected: string, got: string): never => {
    throw new SyntaxError(
      `${name}: expected ${expected}, got ${JSON.stringify(got)} in ${JSON.stringify(text)}; a module is ` +
        "|conv3x3-bn-relu~0|+|maxpool3x3~0.1|+|output~1.2|",
    );
  };
  if (parts.length > mostVertices + 1) fail(`at most ${mostVertices} vertices and the output`, text);
  const read = parts.map((part, i) => {
    const match = /^\|([\w-]+)~((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*)\|$/.exec(part);
    if (!match) return fail(`|operation~inputs| for vertex ${i + 1}`, part);
    const inputs = match[2]!.split(".").map(Number);
    if (inputs.some((from, at) => from > i || (at > 0 && from <= inputs[at - 1]!)))
      return fail(`ascending inputs from 0 to ${i} for vertex ${i + 1}`, part);
    return { operation: match[1]!, inputs };
  });
  const vertices = read.slice(0, -1).map(({ operation, inputs }, i) => {
    const known = nasBench101Operations.find((each) => each === operation);
    return known
      ? { operation: known, inputs }
      : fail(`one of ${nasBench101Operations.join(", ")} as vertex ${i + 1}`, operation);
  });
  const last = read.at(-1)!;
  if (last.operation !== "output") fail("the output last", last.operation);
  const module = { vertices, output: last.inputs };
  const pruned = prune(module);
  if (!pruned || pruned.vertices.length < vertices.length) fail("every vertex on a path from input to output", text);
  if (edgeCount(module) > mostEdges) fail(`at most ${mostEdges} edges`, text);
  return module;
}

/** NASLib's numbers of the operations. */
const numbered: readonly (NasBench101Operation | "input" | "output")[] = [
  "input",
  "output",
  "maxpool3x3",
  "conv1x1-bn-relu",
  "conv3x3-bn-relu",
];

/** The 7×7 adjacency matrix by rows and the seven vertices' operations, `(0, 1, …, 0, 4, 3, 2, 2, 4, 1)`. */
function fromMatrix(text: string): NasBench101Architecture {
  const fail = (expected: string): never => {
    throw new SyntaxError(`${name}: expected ${expected}, got ${JSON.stringify(text)}`);
  };
  if (!/^\(\d(, ?\d){55}\)$|^\[\d(, ?\d){55}\]$/.test(text))
    return fail("a 7×7 adjacency matrix by rows and then seven operations, as NASLib writes it");
  const numbers = text.slice(1, -1).split(",").map(Number);
  const operations = numbers.slice(49).map((number) => numbered[number]);
  const entry = (from: number, to: number): number => numbers[7 * from + to]!;
  for (let from = 0; from < 7; from++)
    for (let to = 0; to < 7; to++)
      if (entry(from, to) > (to > from ? 1 : 0)) return fail("ones above the diagonal alone, and no other numbers");
  const inputs = (to: number): readonly number[] =>
    Array.from({ length: to }, (_, from) => from).filter((from) => entry(from, to) === 1);
  if (operations[0] !== "input" || operations[6] !== "output") return fail("input (0) first and output (1) last");
  const vertices = operations.slice(1, -1).map((operation, i) => {
    const known = nasBench101Operations.find((each) => each === operation);
    return known
      ? { operation: known, inputs: inputs(i + 1) }
      : fail("operations from 2 to 4 between input and output");
  });
  const pruned = prune({ vertices, output: inputs(6) });
  if (!pruned) return fail("a path from input to output");
  if (edgeCount(pruned) > mostEdges) return fail(`at most ${mostEdges} edges`);
  return pruned;
}

/**
 * A matrix and operations, each entry uniform, drawn until there is a path and no more than nine edges; then pruned.
 */
export function sampleModule(rng: Rng): NasBench101Architecture {
  for (;;) {
    const inputs = (to: number): readonly number[] =>
      Array.from({ length: to }, (_, from) => from).filter(() => rng() < 0.5);
    const vertices = Array.from({ length: mostVertices }, (_, i) => ({
      operation: pick(nasBench101Operations, rng),
      inputs: inputs(i + 1),
    }));
    const graph = { vertices, output: inputs(mostVertices + 1) };
    const pruned = edgeCount(graph) <= mostEdges ? prune(graph) : undefined;
    if (pruned) return pruned;
  }
}

/**
 * Another operation at a vertex, an edge more or less, or a vertex more where there is room;
 * what is on no path then is left out.
 */
export function mutateModule(module: NasBench101Architecture, rng: Rng): NasBench101Architecture {
  const before = formatModule(module);
  for (;;) {
    const kinds = [...(module.vertices.length < mostVertices ? [withVertex] : []), withOperation, withEdge, withEdge];
    const pruned = prune(pick(kinds, rng)(module, rng));
    if (pruned && edgeCount(pruned) <= mostEdges && formatModule(pruned) !== before) return pruned;
  }
}

function withOperation(module: Graph, rng: Rng): Graph {
  const { vertices } = module;
  if (vertices.length === 0) return module;
  const i = Math.floor(rng() * vertices.length);
  const { operation, inputs } = vertices[i]!;
  const others = nasBench101Operations.filter((other) => other !== operation);
  return { ...module, vertices: vertices.with(i, { operation: pick(others, rng), inputs }) };
}

function withEdge({ vertices, output }: Graph, rng: Rng): Graph {
  const to = 1 + Math.floor(rng() * (vertices.length + 1));
  const from = Math.floor(rng() * to);
  const turned = (inputs: readonly number[]): readonly number[] =>
    inputs.includes(from) ? inputs.filter((other) => other !== from) : [...inputs, from].sort((a, b) => a - b);
  if (to > vertices.length) return { vertices, output: turned(output) };
  const { operation, inputs } = vertices[to - 1]!;
  return { vertices: vertices.with(to - 1, { operation, inputs: turned(inputs) }), output };
}

/** A vertex more, which takes one that comes before it and is taken by one that comes after. */
function withVertex({ vertices, output }: Graph, rng: Rng): Graph {
  const place = 1 + Math.floor(rng() * (vertices.length + 1));
  const from = Math.floor(rng() * place);
  const to = place + 1 + Math.floor(rng() * (vertices.length + 2 - place));
  const moved = (inputs: readonly number[], vertex: number): readonly number[] => {
    const others = inputs.map((input) => (input >= place ? input + 1 : input));
    return vertex === to ? [...others, place].sort((a, b) => a - b) : others;
  };
  const placed = vertices.map(({ operation, inputs }, i) => ({
    operation,
    inputs: moved(inputs, i + 1 >= place ? i + 2 : i + 1),
  }));
  const added = { operation: pick(nasBench101Operations, rng), inputs: [from] };
  return { vertices: placed.toSpliced(place - 1, 0, added), output: moved(output, vertices.length + 2) };
}

/**
 * The same text for modules that are the same but for the order of their vertices: the first of all orders' texts.
 *
 * The modules are 423,624 such functions.
 */
export function functionOfModule(module: NasBench101Architecture): string {
  let first: string | undefined;
  for (const order of orders(module.vertices)) {
    /** Where each vertex comes to stand. */
    const place = [0, ...module.vertices.map((_, i) => order.indexOf(i + 1) + 1)];
    const moved = (inputs: readonly number[]): readonly number[] =>
      inputs.map((from) => place[from]!).sort((a, b) => a - b);
    const text = formatModule({
      vertices: order.map((vertex) => {
        const { operation, inputs } = module.vertices[vertex - 1]!;
        return { operation, inputs: moved(inputs) };
      }),
      output: moved(module.output),
    });
    if (first === undefined || text < first) first = text;
  }
  return first!;
}

/** The orders in which every vertex comes after those that it takes. */
function* orders(vertices: readonly NasBench101Vertex[], placed: readonly number[] = []): Generator<readonly number[]> {
  if (placed.length === vertices.length) yield placed;
  for (const [i, { inputs }] of vertices.entries())
    if (!placed.includes(i + 1) && inputs.every((from) => from === 0 || placed.includes(from)))
      yield* orders(vertices, [...placed, i + 1]);
}

const pick = <T>(from: readonly T[], rng: Rng): T => from[Math.floor(rng() * from.length)]!;
