import type { Activation, Layers } from "./layers.ts";

export const norms = ["batch", "layer", "none"] as const;

export type Norm = (typeof norms)[number];

export interface ResidualUnit {
  readonly inputs: number;
  readonly filters: number;
  readonly size: number;
  readonly stride?: number;
  /** Whether the unit's input is added before the activation. Default: true. */
  readonly residual?: boolean;
  /** Default: `batch`. */
  readonly norm?: Norm;
  /** Default: `relu`. */
  readonly activation?: Activation;
}

/** Convolution, norm, plus the input (by a convolution of 1×1 where the shapes differ), activation. */
export function residualUnit<X>(
  layers: Layers<X>,
  x: X,
  { inputs, filters, size, stride = 1, residual = true, norm = "batch", activation = "relu" }: ResidualUnit,
  at: string,
): X {
  const normalized = (value: X, name: string): X => normalize(layers, value, norm, name);
  let y = normalized(layers.convolution(x, { filters, size, stride }, `${at}/conv`), `${at}/norm`);
  if (residual) {
    const alike = inputs === filters && stride === 1;
    const projected = (): X =>
      normalized(layers.convolution(x, { filters, size: 1, stride }, `${at}/shortcut/conv`), `${at}/shortcut/norm`);
    y = layers.add([alike ? x : projected(), y], `${at}/add`);
  }
  return activation === "relu" ? layers.relu(y, `${at}/relu`) : layers.activation(y, activation, `${at}/activation`);
}

function normalize<X>(layers: Layers<X>, x: X, norm: Norm, name: string): X {
  if (norm === "batch") return layers.batchNorm(x, name);
  return norm === "layer" ? layers.layerNorm(x, name) : x;
}
