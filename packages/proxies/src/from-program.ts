import { infix, type Program, score, terminalsOf } from "@eznas/program";
import {
  batchInputs,
  type CaptureTerminalsOptions,
  captureTerminals,
  findInstances,
  patternAdvice,
  rcb,
} from "@eznas/stats";
import { inapplicable, proxy, type ZeroCostProxy } from "./contract/proxy.ts";

export interface FromProgramOptions
  extends Pick<CaptureTerminalsOptions, "pattern" | "output" | "engine" | "terminals"> {
  /** The program's formula by default. */
  readonly name?: string;
}

/**
 * Any program as a proxy: its statistics are captured with the images as D, fresh N(0, 1) as N and the perturbed images
 * as P (§3.2 of the paper), and the program scores them.
 *
 * Needs images; no labels, for the loss is the sum of the outputs. The noise comes from `rng`. It is `inapplicable` to
 * a network in which the pattern has no instance, and fails with `shape` where the
 * program does not apply to an instance.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { program } from "@eznas/program";
 * import { fromProgram } from "@eznas/proxies";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const images = { shape: [1, 8, 8, 3], data: new Float32Array(192) };
 * const weightNorm = fromProgram(program("frobenius(T3)"));
 * weightNorm.name; // → '‖T3‖'
 * const score = await weightNorm.score(tinyModel(), { images }, Math.random);
 * score.ok; // → true
 * ```
 */
export function fromProgram(
  program: Program<string>,
  { name = infix(program), ...options }: FromProgramOptions = {},
): ZeroCostProxy {
  const statistics = terminalsOf(program);
  const noisy = statistics.some((statistic) => /_[NP]$/.test(statistic));
  return proxy({
    name,
    needs: { images: 1, rng: noisy },
    measure: async (model, { images }, rng, { vanishedGradients = "refuse" }) => {
      const pattern = options.pattern ?? rcb();
      if (findInstances(model, pattern).length === 0)
        return inapplicable(`the model "${model.name}" has no instance of ${pattern.name}; ${patternAdvice(model)}`);
      const inputs = noisy ? batchInputs(images, rng) : { D: images, N: images, P: images };
      const instances = await captureTerminals(model, inputs, { ...options, statistics });
      const result = score(program, instances, { vanishedGradients });
      if (result.ok) return result.value;
      const fault = result.reason === "operation" ? `operation "${result.operation}" ${result.detail} ` : "";
      return { ok: false, reason: result.reason, detail: `${fault}at the instance "${result.instance}"` };
    },
  });
}
