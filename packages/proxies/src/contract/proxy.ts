/** What a zero-cost proxy is: a model and a mini-batch in, a number or the reason for none out. */
import type { EngineChoice } from "@eznas/engine";
import { sizeOf } from "@eznas/kernels";
import { ready } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Plan, Subject } from "./pass.ts";
import { judged, runPlans } from "./run-plans.ts";
import { type Batch, inapplicable, type ProxyScore, type Rng } from "./score.ts";
import { subjectOf } from "./subject.ts";

export { type Batch, inapplicable, type ProxyScore, type Rng } from "./score.ts";

/** What a proxy looks at, besides the model. What it does not need may be anything. */
export interface ProxyNeeds {
  /** The least number of images; 0 where neither the images nor their number count. */
  readonly images: number;
  readonly labels: boolean;
  /** Whether it draws random numbers: weights, noise, an input. */
  readonly rng: boolean;
}

export interface ScoreOptions {
  /**
   * What computes: by default the engine where it has kernels for all layers, and else tfjs's tape. Proxies that
   * measure by
   * themselves need not ask.
   */
  readonly engine?: EngineChoice;
  /**
   * What becomes of a network whose sum of outputs, where that is the loss, does not depend on what is read: the score
   * is a failure, or what the rounding gives, as in published rankings of benchmarks whose networks end in batch norms.
   * Default: "refuse".
   */
  readonly vanishedGradients?: "refuse" | "score";
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
  score(model: LayersModel, batch: Batch, rng: Rng, options?: ScoreOptions): Promise<ProxyScore>;
  /**
   * What it reads of passes over the network, so that proxies that are scored together share them: see
   * `scoreProxies`. None for a
   * proxy that measures by itself. Throws where `score` rejects, and gives the failure where there is nothing to read.
   */
  plan?(subject: Subject): Plan | ProxyScore;
}

interface Named {
  readonly name: string;
  /** Default: neither images nor labels nor random numbers. */
  readonly needs?: Partial<ProxyNeeds>;
}

export interface ProxyDefinition extends Named {
  /** A number, finite or not, or a failure. The batch has been checked against the needs, and a backend is there. */
  measure(
    model: LayersModel,
    batch: Batch,
    rng: Rng,
    options: ScoreOptions,
  ): number | ProxyScore | Promise<number | ProxyScore>;
}

/** A proxy that shares what it reads with others. */
export interface PlannedProxyDefinition extends Named {
  /** What it reads of passes, or a failure. The batch has been checked against the needs, and a backend is there. */
  plan(subject: Subject): Plan | ProxyScore;
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
export function proxy(definition: ProxyDefinition | PlannedProxyDefinition): ZeroCostProxy {
  const { name, needs: given = {} } = definition;
  const needs: ProxyNeeds = { images: 0, labels: false, rng: false, ...given };
  const check = (model: LayersModel, batch: Batch): ProxyScore | undefined => {
    if (needs.images > 0) checkImages(name, model, batch, needs.images);
    return needs.labels ? checkLabels(name, model, batch) : undefined;
  };
  if ("measure" in definition)
    return {
      name,
      needs,
      async score(model, batch, rng, options = {}) {
        await ready();
        return check(model, batch) ?? judged(await definition.measure(model, batch, rng, options));
      },
    };
  const plan = (subject: Subject): Plan | ProxyScore => check(subject.model, subject.batch) ?? definition.plan(subject);
  return {
    name,
    needs,
    plan,
    async score(model, batch, rng, { engine = "auto", vanishedGradients } = {}) {
      await ready();
      const planned = plan(subjectOf(model, batch, rng, vanishedGradients));
      if ("ok" in planned) return planned;
      const [result] = await runPlans([planned], engine);
      if (result!.status === "rejected") throw result!.reason;
      return result!.value;
    },
  };
}

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

/** The failure of a network that takes no labels. */
function checkLabels(name: string, model: LayersModel, { images, labels }: Batch): ProxyScore | undefined {
  const { rank, classes, text } = outputOf(model);
  if (rank !== 2)
    return inapplicable(
      `it takes one label an image, but the model "${model.name}" puts out ${text}, not [n, classes]`,
    );
  if (classes === 1)
    return inapplicable(
      `its cross-entropy is constant, for the model "${model.name}" has one class; give it an output for each`,
    );
  if (!labels) throw new RangeError(`${name}: needs a label for each image; give \`labels\` with the batch`);
  if (labels.length !== images.shape[0])
    throw new RangeError(`${name}: got ${labels.length} labels for ${images.shape[0]} images`);
  for (let i = 0; i < labels.length; i++)
    if (!Number.isInteger(labels[i]) || labels[i]! < 0 || labels[i]! >= classes!)
      throw new RangeError(`${name}: label ${i} is ${labels[i]}; the model has the classes 0 to ${classes! - 1}`);
  return undefined;
}
