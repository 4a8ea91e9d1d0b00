/** What a zero-cost proxy is: a model and a mini-batch in, a number or the reason for none out. */
import { sizeOf } from "@eznas/kernels";
import type { Statistic } from "@eznas/stats";
import { ready } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";

export type Rng = () => number;

/** A mini-batch in the model's own layout. */
export interface Batch {
  /** [n, height, width, channels] for a network on images. */
  readonly images: Statistic;
  /** The class of each image, from 0. */
  readonly labels?: ArrayLike<number>;
}

/**
 * A network's score under a proxy, or why it has none.
 *
 * - `non-finite`: the number came out as NaN or infinite, as for a network whose gradients vanish.
 * - `inapplicable`: the proxy is not defined for such a network; `detail` says what it lacks.
 * - `shape`: a program's operation does not apply to the shapes of one of its instances, which `detail` names.
 * - `vanished-gradient`: a program reads gradients that are rounding, for its loss does
 *   not depend on the network's kernels.
 * - `operation`: an operation of a program threw or gave a wrong shape; `detail` names it.
 */
export type ProxyScore =
  | { readonly ok: true; readonly value: number }
  | {
      readonly ok: false;
      readonly reason: "non-finite" | "inapplicable" | "shape" | "vanished-gradient" | "operation";
      readonly detail: string;
    };

/** What a proxy looks at, besides the model. What it does not need may be anything. */
export interface ProxyNeeds {
  /** The least number of images; 0 where neither the images nor their number count. */
  readonly images: number;
  readonly labels: boolean;
  /** Whether it draws random numbers: weights, noise, an input. */
  readonly rng: boolean;
}

/**
 * A zero-cost proxy. Made by {@link proxy}, and by the functions of this package that
 * are named after the published ones.
 */
export interface ZeroCostProxy {
  readonly name: string;
  readonly needs: ProxyNeeds;
  /**
   * A function of its arguments: the same model, batch and random numbers give the same score. The model is left as it
   * was, to the bit, and no tensor stays behind. Higher should mean better.
   *
   * Rejects with a RangeError for a batch that does not fit the model or lacks what the proxy needs.
   */
  score(model: LayersModel, batch: Batch, rng: Rng): Promise<ProxyScore>;
}

export interface ProxyDefinition {
  readonly name: string;
  /** Default: neither images nor labels nor random numbers. */
  readonly needs?: Partial<ProxyNeeds>;
  /** A number, finite or not, or a failure. The batch has been checked against the needs, and a backend is there. */
  measure(model: LayersModel, batch: Batch, rng: Rng): number | ProxyScore | Promise<number | ProxyScore>;
}

/**
 * Makes a proxy of a measurement: adds the checks of the batch, and judges whether the number is finite.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { proxy } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const depth = proxy({ name: "depth", measure: ({ layers }) => layers.length });
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * await depth.score(tinyModel(), { images }, Math.random); // → { ok: true, value: 11 }
 * ```
 */
export function proxy({ name, needs: given = {}, measure }: ProxyDefinition): ZeroCostProxy {
  const needs: ProxyNeeds = { images: 0, labels: false, rng: false, ...given };
  return {
    name,
    needs,
    async score(model, batch, rng) {
      await ready();
      if (needs.images > 0) checkImages(name, model, batch, needs.images);
      if (needs.labels) {
        const { rank, classes, text } = outputOf(model);
        if (rank !== 2)
          return inapplicable(
            `it takes one label an image, but the model "${model.name}" puts out ${text}, not [n, classes]`,
          );
        if (classes === 1)
          return inapplicable(
            `its cross-entropy is constant, for the model "${model.name}" has one class; give it an output for each`,
          );
        checkLabels(name, model, batch);
      }
      const measured = await measure(model, batch, rng);
      if (typeof measured !== "number") return measured;
      if (Number.isFinite(measured)) return { ok: true, value: measured };
      return { ok: false, reason: "non-finite", detail: `the score is ${measured}` };
    },
  };
}

/** A failure of a proxy that is not defined for a network, with what the network lacks. */
export const inapplicable = (detail: string): ProxyScore => ({ ok: false, reason: "inapplicable", detail });

function checkImages(name: string, model: LayersModel, { images }: Batch, least: number): void {
  const { shape, data } = images;
  const expected = model.inputs[0]!.shape;
  const fits = shape.length === expected.length && expected.every((size, i) => size === null || size === shape[i]);
  if (!fits)
    throw new RangeError(
      `${name}: the model "${model.name}" takes images of [${expected.map((size) => size ?? "n").join(", ")}], ` +
        `got [${shape.join(", ")}]`,
    );
  const size = sizeOf(shape);
  if (data.length !== size)
    throw new RangeError(`${name}: images of [${shape.join(", ")}] are ${size} values, got ${data.length}`);
  if (shape[0]! < least) throw new RangeError(`${name}: needs ${least} images at least, got ${shape[0]}`);
}

interface Output {
  readonly rank: number;
  readonly classes: number | null;
  readonly text: string;
}

function outputOf({ outputs }: LayersModel): Output {
  const { shape } = outputs[0]!;
  return { rank: shape.length, classes: shape.at(-1)!, text: `[${shape.map((size) => size ?? "n").join(", ")}]` };
}

function checkLabels(name: string, model: LayersModel, { images, labels }: Batch): void {
  if (!labels) throw new RangeError(`${name}: needs a label for each image; give \`labels\` with the batch`);
  if (labels.length !== images.shape[0])
    throw new RangeError(`${name}: got ${labels.length} labels for ${images.shape[0]} images`);
  const classes = model.outputs[0]!.shape.at(-1)!;
  for (let i = 0; i < labels.length; i++)
    if (!Number.isInteger(labels[i]) || labels[i]! < 0 || labels[i]! >= classes)
      throw new RangeError(`${name}: label ${i} is ${labels[i]}; the model has the classes 0 to ${classes - 1}`);
}
