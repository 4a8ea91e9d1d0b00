/** Published metrics that relate samples to each other, as programs over `interSampleOps`. */
import type { TerminalName } from "@eznas/stats";
import type { Program } from "../../program.ts";
import { jacobCov } from "./jacob-cov.ts";
import { meco } from "./meco.ts";
import { naswot } from "./naswot.ts";
import { zico } from "./zico.ts";

export { jacobCov, meco, naswot, zico };

/**
 * The programs between samples, by name. They are no part of {@link zoo}: two need what `captureInterSample` of `@eznas/stats`
 * takes, and all need a batch of more than one.
 *
 * @example
 * ```ts
 * import { useBackend } from "@eznas/kernels";
 * import { interSampleZoo, scoreAll, terminalsOf } from "@eznas/program";
 * import { captureInterSample, randomInputs } from "@eznas/stats";
 * import { tinyModel } from "@eznas/stats/testing";
 *
 * await useBackend("cpu");
 * const { zico, "jacob-cov": jacobCov } = interSampleZoo;
 * const statistics = [...terminalsOf(zico!), ...terminalsOf(jacobCov!)];
 * const inputs = randomInputs([4, 8, 8, 3], Math.random);
 * const instances = await captureInterSample(tinyModel(), inputs, { statistics });
 * scoreAll([zico!, jacobCov!], instances).map(({ ok }) => ok); // → [ true, true ]
 * ```
 */
export const interSampleZoo: Readonly<Record<string, Program<TerminalName>>> = {
  naswot,
  meco,
  zico,
  "jacob-cov": jacobCov,
};
