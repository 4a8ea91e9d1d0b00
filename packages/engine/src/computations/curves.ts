/** The activations that have no SIMD kernel: a network has few of them, or none. */

/** A function of one number. */
export interface Curve {
  readonly value: (x: number) => number;
  /** The derivative at x, where the value is y. */
  readonly slope: (x: number, y: number) => number;
  /** The second derivative there. */
  readonly bend: (x: number, y: number) => number;
}

/** The curve of that name, as tf.layers has it; undefined where there is none. */
export function curveNamed(name: string): Curve | undefined {
  const clipped = /^relu(\d+(?:\.\d+)?)$/.exec(name);
  return clipped ? rectifierBelow(Number(clipped[1])) : curves.get(name);
}

const rectifierBelow = (largest: number): Curve => ({
  value: (x) => (x < 0 ? 0 : Math.min(x, largest)),
  slope: (x) => (x > 0 && x <= largest ? 1 : 0),
  bend: () => 0,
});

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const swish: Curve = {
  value: (x) => x * sigmoid(x),
  slope: (x, y) => y + sigmoid(x) * (1 - y),
  bend(x) {
    const s = sigmoid(x);
    return s * (1 - s) * (2 + x * (1 - 2 * s));
  },
};

/** The normal distribution's density and, within 1e-7 (Abramowitz and Stegun 7.1.26, as tfjs has it), its integral. */
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
function integral(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (series * Math.exp((-x * x) / 2)) / 2;
  return x < 0 ? tail : 1 - tail;
}

const gelu: Curve = {
  value: (x) => x * integral(x),
  slope: (x) => integral(x) + x * density(x),
  bend: (x) => (2 - x * x) * density(x),
};

/** The form of GELU with a hyperbolic tangent. */
const inTanh = (x: number): number => Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3));
const geluNew: Curve = {
  value: (x) => 0.5 * x * (1 + inTanh(x)),
  slope: (x) =>
    0.5 * (1 + inTanh(x)) + 0.5 * x * (1 - inTanh(x) ** 2) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x),
  bend(x) {
    const t = inTanh(x);
    const inner = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    const innerBend = Math.sqrt(2 / Math.PI) * 6 * 0.044715 * x;
    return (1 - t * t) * (inner + 0.5 * x * (innerBend - 2 * t * inner * inner));
  },
};

const [seluScale, seluAlpha] = [1.0507009873554805, 1.6732632423543772];

const curves: ReadonlyMap<string, Curve> = /* @__PURE__ */ new Map<string, Curve>([
  ["tanh", { value: Math.tanh, slope: (_, y) => 1 - y * y, bend: (_, y) => -2 * y * (1 - y * y) }],
  ["sigmoid", { value: sigmoid, slope: (_, y) => y * (1 - y), bend: (_, y) => y * (1 - y) * (1 - 2 * y) }],
  ["softplus", { value: softplus, slope: sigmoid, bend: (x) => sigmoid(x) * (1 - sigmoid(x)) }],
  [
    "softsign",
    {
      value: (x) => x / (1 + Math.abs(x)),
      slope: (x) => (1 + Math.abs(x)) ** -2,
      bend: (x) => -2 * Math.sign(x) * (1 + Math.abs(x)) ** -3,
    },
  ],
  [
    "elu",
    {
      value: (x) => (x >= 0 ? x : Math.expm1(x)),
      slope: (x, y) => (x >= 0 ? 1 : y + 1),
      bend: (x, y) => (x >= 0 ? 0 : y + 1),
    },
  ],
  [
    "selu",
    {
      value: (x) => seluScale * (x >= 0 ? x : seluAlpha * Math.expm1(x)),
      slope: (x, y) => (x >= 0 ? seluScale : y + seluScale * seluAlpha),
      bend: (x, y) => (x >= 0 ? 0 : y + seluScale * seluAlpha),
    },
  ],
  ["swish", swish],
  ["gelu", gelu],
  ["gelu_new", geluNew],
]);
