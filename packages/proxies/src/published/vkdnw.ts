import { sizeOf } from "@eznas/kernels";
import { symmetricEigenvalues } from "@eznas/ops/numeric";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type Reading, reading, type Subject } from "../contract/pass.ts";
import { inapplicable, type ProxyScore, proxy, type ZeroCostProxy } from "../contract/proxy.ts";
import { noise } from "../network/batch.ts";
import { oneByOne } from "../network/cut.ts";
import type { Readout } from "../network/loss.ts";
import { networkIn } from "../network/network.ts";
import { vanishedUnderSum } from "../network/vanished.ts";
import { kernelsOf, learnedBy, redrawnNumbers, withoutKernels } from "../network/weights.ts";
import { firstGradientReader } from "../passes/first-gradients.ts";
import { logitReader } from "../passes/logits.ts";
import { networkPass } from "../passes/network-pass.ts";

export interface VkdnwOptions {
  /** Whether images are drawn from N(0, 1) and kernels from N(0, 2/fan-in), as published (default), or those given are taken. */
  readonly draws?: "noise" | "nothing";
}

/** Of how many tensors of parameters, from the first on, a parameter is taken. */
const mostParameters = 128;

/** How much of each class's probability is spread over all evenly. */
const smoothing = 0.05;

/**
 * VKDNW, the variance of knowledge of deep network weights: the entropy −Σ p log p of p₁ … p₉, the deciles of the eigenvalues of the empirical Fisher information
 * over their sum (Týbl and Neumann, CVPR 2025, eq. 11). It says nothing of size; {@link vkdnwSingle} does.
 *
 * F is the mean over images of Jᵀ (diag π − ππᵀ) J, J the derivatives of the logits by the first number of each of the
 * first 128 tensors of parameters, π the softmax of the logits, 5 % of it spread evenly. Of the images only their number and size count: they are drawn from N(0, 1) by
 * `rng`, 64 as published, and so are kernels from N(0, 2/fan-in). Every image goes through by itself, as in the authors' code, so batch norms
 * normalize by that one image. That code multiplies J by the Cholesky factor of the covariance where its transpose is meant, and its π come of the whole batch;
 * here the formula is as in the paper. It takes a pass backward for each class of each image. `inapplicable` to a network of one class,
 * and where nine tenths of the eigenvalues are 0.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { vkdnw } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [8, 8, 8, 3], data: new Float32Array(1536) };
 * const score = await vkdnw().score(tinyModel(), { images }, Math.random);
 * score.ok && score.value > 0 && score.value < Math.log(9); // → true
 * ```
 */
export function vkdnw(options: VkdnwOptions = {}): ZeroCostProxy {
  return ofSpectrum("vkdnw", options, ({ entropy }) => entropy);
}

/**
 * VKDNW with the size that it lacks: the number of tensors of parameters plus {@link vkdnw} (Týbl and Neumann, CVPR 2025, eq. 12, VKDNW_single).
 *
 * Networks are ranked by how many tensors they have, and those alike by the entropy, which is less than log 9 = 2.2. Kernels, biases, γ and β are one tensor each.
 *
 * @see vkdnw for what it needs and draws.
 *
 * @example
 * ```ts
 * import { vkdnwSingle } from "@eznas/proxies";
 *
 * vkdnwSingle().name; // → 'vkdnw_single'
 * ```
 */
export function vkdnwSingle(options: VkdnwOptions = {}): ZeroCostProxy {
  return ofSpectrum("vkdnw_single", options, ({ tensors, entropy }) => tensors + entropy);
}

interface Found {
  readonly tensors: number;
  readonly entropy: number;
}

/** What is read of a network, and found of it when it has been read. */
interface Spectrum {
  readonly readings: readonly Reading[];
  found(): Found | ProxyScore;
}

function ofSpectrum(name: string, { draws = "noise" }: VkdnwOptions, of: (found: Found) => number): ZeroCostProxy {
  const make = draws === "noise" ? ofNoise : ofGiven;
  return proxy({
    name,
    needs: { images: 1, rng: draws === "noise" },
    plan(subject) {
      const spectrum = subject.shared(make);
      if ("ok" in spectrum) return spectrum;
      const { readings, found } = spectrum;
      return {
        readings,
        score() {
          const measured = found();
          return "ok" in measured ? measured : of(measured);
        },
      };
    },
  });
}

const ofNoise = (subject: Subject): Spectrum | ProxyScore => spectrumOf(subject, true);
const ofGiven = (subject: Subject): Spectrum | ProxyScore => spectrumOf(subject, false);

function spectrumOf(subject: Subject, drawn: boolean): Spectrum | ProxyScore {
  const { model, rng } = subject;
  const network = networkIn(subject);
  const unfit = withoutKernels(model, network) ?? withoutClasses(model);
  if (unfit) return unfit;
  const vanished = vanishedUnderSum(subject, { at: kernelsOf(network), eachOutput: true });
  if (vanished) return vanished;
  const { shape } = subject.batch.images;
  const batch = drawn ? { images: noise(shape, rng) } : subject.batch;
  const weights = drawn ? redrawnNumbers(model, network, rng) : undefined;
  const learned = learnedBy(model);
  const chosen = learned.slice(0, mostParameters);
  const classes = model.outputs[0]!.shape.at(-1)!;
  const information = fisherInformation(classes, chosen.length);
  const readers = Array.from({ length: classes }, (_, k) =>
    firstGradientReader(logitOf(k), chosen, (derivatives) => information.add(derivatives)),
  );
  const pass = networkPass({
    key: `images one by one, ${drawn ? "drawn" : "given"}`,
    network,
    batches: oneByOne({ images: batch.images }),
    weights,
  });
  return {
    readings: [reading(pass, logitReader(network, information.begin)), ...readers.map((each) => reading(pass, each))],
    found() {
      const entropy = entropyOfDeciles(information.matrix(), chosen.length);
      if (typeof entropy !== "number") return entropy;
      return { tensors: learned.length, entropy };
    },
  };
}

function withoutClasses({ name, outputs }: LayersModel): ProxyScore | undefined {
  const { shape } = outputs[0]!;
  if (shape.length !== 2)
    return inapplicable(
      `the model "${name}" puts out [${shape.map((size) => size ?? "n").join(", ")}], not [n, classes]`,
    );
  return shape[1] === 1
    ? inapplicable(`the model "${name}" has one class, so that its probability is 1 whatever the weights`)
    : undefined;
}

const logitOf = (k: number): Readout => ({
  weights(shape) {
    const weights = new Float32Array(sizeOf(shape));
    weights[k] = 1;
    return weights;
  },
});

/** The mean over images of Jᵀ (diag π − ππᵀ) J. */
function fisherInformation(classes: number, parameters: number) {
  const sum = new Float64Array(parameters * parameters);
  let images = 0;
  let probabilities: readonly number[] = [];
  let rows: (readonly number[])[] = [];
  const addImage = (): void => {
    images++;
    const mean = Array.from({ length: parameters }, (_, p) =>
      rows.reduce((total, row, k) => total + probabilities[k]! * row[p]!, 0),
    );
    for (const [k, row] of rows.entries())
      for (let p = 0; p < parameters; p++) {
        const weighted = probabilities[k]! * (row[p]! - mean[p]!);
        for (let q = 0; q < parameters; q++) sum[p * parameters + q]! += weighted * (row[q]! - mean[q]!);
      }
  };
  return {
    /** Of the next image, the logits. */
    begin(logits: Float32Array): void {
      probabilities = softmax(logits).map((each) => (1 - smoothing) * each + smoothing / classes);
      rows = [];
    },
    /** The derivatives of its next logit by the parameters. */
    add(derivatives: readonly number[]): void {
      rows.push(derivatives);
      if (rows.length === classes) addImage();
    },
    matrix: () => sum.map((value) => value / images),
  };
}

function softmax(logits: Float32Array): readonly number[] {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (each) => Math.exp(each - largest));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}

function entropyOfDeciles(matrix: Float64Array, n: number): number | ProxyScore {
  if (!matrix.every(Number.isFinite))
    return { ok: false, reason: "non-finite", detail: "derivatives of the logits are not finite" };
  const spectrum = symmetricEigenvalues(matrix, 0, n).map((value) => Math.max(0, value));
  const deciles = Array.from({ length: 9 }, (_, k) => quantile(spectrum, (k + 1) / 10));
  const total = deciles.reduce((sum, each) => sum + each, 0);
  if (total <= 1e-12 * spectrum.at(-1)! || total === 0)
    return inapplicable(
      "nine tenths of the eigenvalues of its Fisher information are 0, as where there are few images and classes; give more images",
    );
  return deciles.reduce((entropy, each) => entropy - (each > 0 ? (each / total) * Math.log(each / total) : 0), 0);
}

/** Of ascending values, linear between those beside it. */
function quantile(values: Float64Array, share: number): number {
  const place = share * (values.length - 1);
  const below = Math.floor(place);
  const next = values[Math.min(below + 1, values.length - 1)]!;
  return values[below]! + (place - below) * (next - values[below]!);
}
