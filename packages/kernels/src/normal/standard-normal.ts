/** Layers of the ziggurat. A power of two, so that the layer is whole bits of the uniform deviate. */
const layers = 256;
/** Where the tail begins, and the area of each layer, for 256 layers (Marsaglia and Tsang 2000). */
const tailStart = 3.6541528853610088;
const layerArea = 0.00492867323399;

interface Ziggurat {
  /** Right edge of each layer, widest first; the base layer's is that of a rectangle with the tail's area added. */
  readonly edge: Float64Array;
  /** exp(-x²/2) at each edge. */
  readonly height: Float64Array;
  /** The share of each layer that lies under the curve whatever the height. */
  readonly inner: Float64Array;
}

const ziggurat: Ziggurat = /* @__PURE__ */ build();

function build(): Ziggurat {
  const edge = new Float64Array(layers + 1);
  edge[0] = layerArea / density(tailStart);
  edge[1] = tailStart;
  for (let layer = 2; layer < layers; layer++) {
    const below = edge[layer - 1]!;
    edge[layer] = Math.sqrt(-2 * Math.log(layerArea / below + density(below)));
  }
  const inner = edge.map((right, layer) => (layer < layers ? edge[layer + 1]! / right : 0));
  return { edge, height: edge.map(density), inner };
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x);
}

/**
 * Turns uniform deviates into standard normal ones, N(0, 1), by the ziggurat method of Marsaglia and Tsang (2000).
 *
 * Most deviates take one uniform number: its leading nine bits choose the layer and the sign, the bits after them the
 * place in the layer, so that a generator of 32 bits is enough and no bit serves twice. The same `rng` state gives the
 * same deviates.
 *
 * @param rng uniform on [0, 1)
 *
 * @example
 * ```ts
 * import { standardNormal } from "@eznas/kernels";
 *
 * const normal = standardNormal(() => 0.7);
 * normal(); // → 0
 * ```
 */
export function standardNormal(rng: () => number): () => number {
  const { edge, height, inner } = ziggurat;
  return () => {
    for (;;) {
      const scaled = rng() * (2 * layers);
      const bits = Math.floor(scaled);
      const place = scaled - bits;
      const layer = bits >> 1;
      const sign = bits & 1 ? -1 : 1;
      const x = place * edge[layer]!;
      if (place < inner[layer]!) return sign * x;
      if (layer === 0) return sign * tail(rng);
      const low = height[layer]!;
      if (low + rng() * (height[layer + 1]! - low) < density(x)) return sign * x;
    }
  };
}

/** A deviate beyond `tailStart` (Marsaglia 1964). */
function tail(rng: () => number): number {
  for (;;) {
    const x = -Math.log(1 - rng()) / tailStart;
    const y = -Math.log(1 - rng());
    if (2 * y > x * x) return tailStart + x;
  }
}
